import { describe, expect, it } from 'vitest';
import {
  governedPermissions,
  liveOperations,
  liveTestStep,
  permissionsOfRoles,
} from '../../../../../../src/shared/domain/plan/access/live-step';
import { RBAC_ROLE_NAMES } from '../../../../../../src/shared/domain/reach/permissions/rbac-roles';
import { collection, exchangeGrant, graphGrant, guid, mailbox, servicePrincipal } from '../../../../../support/collection-builder';
import { planContext } from '../../../../../support/plan-cases';

const app = servicePrincipal('PCEmail');
const context = planContext(
  collection({
    graph: {
      servicePrincipals: [app],
      appRoleAssignments: [
        graphGrant(app, 'Calendars.Read'),
        graphGrant(app, 'MailboxFolder.Read.All'),
        exchangeGrant(app, 'full_access_as_app'),
      ],
    },
    exchange: { mailboxes: [mailbox('Anna'), mailbox('Berta')] },
  }),
);
const [anna, berta] = context.reading.mailboxes.all;

describe('what a live test tries', () => {
  it.each([
    ['Application Mail.ReadBasic', ['mail.read']],
    ['Application Mail.ReadWrite', ['mail.read']],
    ['Application Mail.Send', []],
    ['Application Mail Full Access', ['mail.read']],
    ['Application Exchange Full Access', ['mail.read', 'calendar.read', 'contacts.read', 'settings.read']],
    ['Application Calendars.ReadWrite', ['calendar.read']],
    ['Application Contacts.Read', ['contacts.read']],
    ['Application MailboxSettings.Read', ['settings.read']],
    // Nothing of these opens by the calls of Microsoft Graph that the test makes.
    ['Application EWS.AccessAsApp', []],
    ['Application SMTP.SendAsApp', []],
    ['Application MailboxItem.Read', []],
    ['Application MailboxFolder.Read', []],
  ])('with the role %s', (role, operations) => {
    expect(RBAC_ROLE_NAMES).toContain(role);
    expect(liveOperations(permissionsOfRoles([role]), false)).toEqual(operations);
  });

  it('is sending only where that is asked for, and the app may', () => {
    expect(liveOperations(['Mail.Send', 'Mail.Read'], true)).toEqual(['mail.read', 'mail.send']);
    expect(liveOperations(['Mail.Read'], true)).toEqual(['mail.read']);
  });

  it('is of what policies govern only what Microsoft Graph opens', () => {
    expect(governedPermissions(context.engine.app(app.appId)!.grants)).toEqual(['Calendars.Read']);
  });
});

describe('the step of a live test', () => {
  const target = { appId: app.appId, name: 'PCEmail' };

  it('names the mailboxes inside and outside, changes nothing and may be skipped', () => {
    const step = liveTestStep(target, ['Mail.Read'], { inside: [anna!], outside: [berta!] }, { sendTest: true });
    expect(step).toMatchObject({
      change: null,
      optional: true,
      undo: { kind: 'nothing' },
      liveTest: { appId: app.appId, inside: [guid('user Anna')], outside: [guid('user Berta')], operations: ['mail.read'] },
    });
  });

  it.each([
    ['it is not wanted', ['Mail.Read'], [anna!], { liveTest: false }],
    ['nothing can be tried', ['EWS.AccessAsApp'], [anna!], {}],
    ['there is no mailbox to try', ['Mail.Read'], [], {}],
  ] as const)('is none where %s', (_why, permissions, inside, answers) => {
    expect(liveTestStep(target, permissions, { inside, outside: [] }, answers)).toBeNull();
  });
});
