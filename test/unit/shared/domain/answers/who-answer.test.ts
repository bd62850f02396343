import { describe, expect, it } from 'vitest';
import { buildWho } from '../../../../../src/shared/domain/answers/who-answer';
import { CAPABILITIES } from '../../../../../src/shared/domain/reach/capability';
import { ask } from '../../../../support/ask-reading';
import {
  collection,
  delegatedGrant,
  fullAccess,
  graphGrant,
  guid,
  mailbox,
  sendAs,
  servicePrincipal,
  sharedMailbox,
  user,
} from '../../../../support/collection-builder';
import { randomTenant } from '../../../../support/random-tenant';

const app = servicePrincipal('Reader');
const shared = sharedMailbox('Support', {
  EmailAddresses: ['SMTP:support@contoso.com', 'smtp:help@contoso.com'],
  UserPrincipalName: 'upn@contoso.com',
});
const alex = user('Alex');
const asked = ask(
  collection({
    graph: {
      servicePrincipals: [app, servicePrincipal('Client')],
      users: [alex, user('Support', { accountEnabled: false })],
      appRoleAssignments: [graphGrant(app, 'Mail.Read')],
      oauth2PermissionGrants: [delegatedGrant(servicePrincipal('Client'), 'Mail.Read.Shared')],
    },
    exchange: {
      mailboxes: [shared, mailbox('Alex'), mailbox('Twin', { DisplayName: 'Twin' }), mailbox('Other', { DisplayName: 'Twin' })],
      mailboxPermissions: [fullAccess(shared, alex.id), fullAccess(shared, 'Nobody'), fullAccess(mailbox('Alex'), 'Nobody Else')],
      recipientPermissions: [sendAs(shared, alex.id)],
    },
  }),
);

describe('mailscope-who/1', () => {
  it.each([
    ['primary address', 'support@contoso.com'],
    ['user principal name', 'UPN@contoso.com'],
    ['any other address', 'help@contoso.com'],
    ['id', guid('user Support').toUpperCase()],
    ['Guid', guid('mailbox Support')],
  ])('finds the mailbox by its %s', (_, text) => {
    expect(asked.who(text).mailbox).toEqual({ id: guid('user Support'), address: 'support@contoso.com' });
  });

  it('names apps and people with capabilities and paths; delegated reach included', () => {
    const principals = asked.who(shared).principals.map(({ kind, name, capabilities }) => ({ kind, name, can: Object.keys(capabilities) }));
    expect(principals.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['app Client', 'app Reader', 'person Alex']);
    expect(principals[1]?.can).toEqual(['mail.readBasic', 'mail.read']);
    expect(principals[2]?.can).toContain('mail.send');
  });

  it('says what is open about this mailbox, and not about others', () => {
    expect(asked.who(shared).unresolved).toMatchObject([{ trustee: 'Nobody' }]);
  });

  it.each([
    ['a mailbox that the reading lacks', 'nothing@contoso.com', 'The reading holds no mailbox "nothing@contoso.com"'],
    ['a name that two have', 'Twin', '"Twin" is the name of 2 mailboxes: twin@contoso.com, other@contoso.com'],
    ['nothing', '', 'The reading holds no mailbox ""'],
  ])('refuses %s with one sentence', (_, text, says) => {
    const answer = buildWho(asked.reading, asked.engine, text);
    expect(answer.ok ? '' : answer.error.message).toContain(says);
  });
});

describe('on random tenants', () => {
  it('who and matrix give the same verdicts for application permissions and people', () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const tenant = randomTenant(seed);
      const { reading, engine, cells } = ask({ ...tenant, graph: { ...tenant.graph, oauth2PermissionGrants: [] } });
      const told = new Map<string, string>();
      for (const box of reading.mailboxes.all) {
        const answer = buildWho(reading, engine, box.id);
        if (!answer.ok) throw new Error(answer.error.message);
        for (const { kind, id, capabilities } of answer.value.principals) {
          if (id === box.id) continue;
          for (const capability of CAPABILITIES) {
            const verdict = capabilities[capability]?.verdict;
            if (verdict) told.set(`${kind}|${id}|${box.id}|${capability}`, verdict);
            if (verdict) expect(capabilities[capability]?.paths.length).toBeGreaterThan(0);
          }
        }
      }
      expect({ seed, cells: [...told].sort() }).toEqual({ seed, cells: [...cells()].sort() });
    }
  });

  it('reach and matrix give the same verdicts for every app', () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const tenant = randomTenant(seed);
      const { engine, cells, reach } = ask({ ...tenant, graph: { ...tenant.graph, oauth2PermissionGrants: [] } });
      const told = new Map<string, string>();
      for (const item of engine.apps) {
        for (const { id, capabilities } of reach(item).mailboxes) {
          for (const [capability, { verdict }] of Object.entries(capabilities)) told.set(`app|${item.appId}|${id}|${capability}`, verdict);
        }
      }
      const ofApps = [...cells()].filter(([cell]) => cell.startsWith('app|'));
      expect({ seed, cells: [...told].sort() }).toEqual({ seed, cells: ofApps.sort() });
    }
  });
});
