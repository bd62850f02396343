import { describe, expect, it } from 'vitest';
import {
  governedPermissions,
  grantsBesides,
  liveOperations,
  liveTestStep,
  permissionsOfRoles,
} from '../../../../../../src/shared/domain/plan/access/live-step';
import { RBAC_ROLE_NAMES } from '../../../../../../src/shared/domain/reach/permissions/rbac-roles';
import { collection, exchangeGrant, graphGrant, guid, mailbox, servicePrincipal } from '../../../../../support/collection-builder';
import { planContext } from '../../../../../support/plan-cases';

const app = servicePrincipal('PCEmail');
const other = servicePrincipal('Other');
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
  const target = { appId: app.appId, name: 'PCEmail', entry: { enabled: true } };

  it('names the mailboxes inside and outside, changes nothing and may be skipped', () => {
    const step = liveTestStep(target, ['Mail.Read'], { inside: [anna!], outside: [berta!] }, [], { sendTest: true });
    expect(step).toMatchObject({
      change: null,
      optional: true,
      undo: { kind: 'nothing' },
      liveTest: { appId: app.appId, inside: [guid('user Anna')], outside: [guid('user Berta')], operations: ['mail.read'] },
    });
  });

  it.each([
    ['both, where what stays is called in another way', ['full_access_as_app'], ['mail.read', 'calendar.read'], 1],
    ['both, of what nothing that stays may open', ['Calendars.Read'], ['mail.read'], 1],
    ['inside only, where all of it may go on to open', ['Mail.Read', 'Calendars.Read'], ['mail.read', 'calendar.read'], 0],
  ] as const)('tries %s', (_words, staying, operations, outside) => {
    const grants = [
      ...staying.map((permission) =>
        permission === 'full_access_as_app' ? exchangeGrant(other, permission) : graphGrant(other, permission),
      ),
    ];
    const { engine } = planContext(collection({ graph: { servicePrincipals: [other], appRoleAssignments: grants } }));
    const tested = { inside: [anna!], outside: [berta!] };
    const step = liveTestStep(target, ['Mail.Read', 'Calendars.Read'], tested, engine.app(other.appId)!.grants, {});
    expect(step?.liveTest?.operations).toEqual(operations);
    expect(step?.liveTest?.inside).toHaveLength(1);
    expect(step?.liveTest?.outside).toHaveLength(outside);
  });

  it('knows what stays by its permission and its resource', () => {
    const held = context.engine.app(app.appId)!;
    const gone = held.grants.filter(({ permission }) => permission === 'Calendars.Read');
    expect(grantsBesides({ entry: held }, gone).map(({ permission }) => permission)).toEqual([
      'MailboxFolder.Read.All',
      'full_access_as_app',
    ]);
  });

  it.each([
    ['it is not wanted', ['Mail.Read'], [anna!], { liveTest: false }],
    ['nothing can be tried', ['EWS.AccessAsApp'], [anna!], {}],
    ['there is no mailbox to try', ['Mail.Read'], [], {}],
  ] as const)('is none where %s', (_why, permissions, inside, answers) => {
    expect(liveTestStep(target, permissions, { inside, outside: [] }, [], answers)).toBeNull();
  });

  it('is none where the app is disabled, and so cannot sign in', () => {
    const disabled = { ...target, entry: { enabled: false } };
    expect(liveTestStep(disabled, ['Mail.Read'], { inside: [anna!], outside: [] }, [], {})).toBeNull();
  });
});
