import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '../../../../../src/shared/domain/reach/capability';
import { ask } from '../../../../support/ask-reading';
import {
  accessPolicy,
  collection,
  delegatedGrant,
  fullAccess,
  graphGrant,
  guid,
  mailbox,
  pointer,
  servicePrincipal,
  sharedMailbox,
  sid,
  user,
} from '../../../../support/collection-builder';
import { randomTenant } from '../../../../support/random-tenant';

const app = servicePrincipal('Reader', { appId: guid('app Reader').toUpperCase() });
const first = mailbox('First', { ExternalDirectoryObjectId: guid('user First').toUpperCase() });
const second = sharedMailbox('Second');
const alex = user('Alex', { id: guid('user Alex').toUpperCase(), accountEnabled: false });

const { matrix } = ask(
  collection({
    graph: {
      servicePrincipals: [app, servicePrincipal('Delegated'), servicePrincipal('Nothing'), servicePrincipal('Confined')],
      users: [user('First'), alex],
      appRoleAssignments: [
        graphGrant(app, 'Mail.Read'),
        graphGrant(app, 'Mail.Send'),
        graphGrant(servicePrincipal('Confined'), 'Mail.Read'),
      ],
      oauth2PermissionGrants: [delegatedGrant(servicePrincipal('Delegated'), 'Mail.Read')],
    },
    exchange: {
      mailboxes: [first, second],
      servicePrincipals: [pointer(servicePrincipal('Nothing'))],
      applicationAccessPolicies: [
        accessPolicy(app.appId, 'DenyAccess', { id: first.ExternalDirectoryObjectId ?? '', name: 'First' }),
        accessPolicy(
          guid('app Confined'),
          'DenyAccess',
          { id: first.ExternalDirectoryObjectId ?? '', name: 'First' },
          { Identity: `x;${guid('user First')}` },
        ),
        accessPolicy(
          guid('app Confined'),
          'RestrictAccess',
          { id: guid('user First'), name: 'First' },
          { Identity: `y;${guid('user First')}` },
        ),
      ],
      mailboxPermissions: [
        fullAccess(first, alex.id),
        fullAccess(second, alex.id),
        fullAccess(second, guid('user First')),
        fullAccess(second, sid('gone')),
      ],
    },
  }),
);

describe('mailscope-matrix/1', () => {
  it('lists apps by application permissions alone; ids are lower case', () => {
    expect(matrix.apps.map(({ appId }) => appId)).toEqual([guid('app Reader')]);
  });

  it('lists implied capabilities too, and lists of the mailboxes', () => {
    expect(matrix.apps[0]?.capabilities).toEqual({
      'mail.readBasic': { yes: [guid('user Second')], unknown: [] },
      'mail.read': { yes: [guid('user Second')], unknown: [] },
      'mail.send': { yes: [guid('user Second')], unknown: [] },
    });
  });

  it('a principal with neither yes nor unknown is left out: confined to nothing, delegated only, pointer only', () => {
    expect(matrix.apps.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['Confined', 'Delegated', 'Nothing']));
  });

  it('"all" stands where the list is every mailbox', () => {
    expect(matrix.people.find(({ id }) => id === guid('user Alex'))?.capabilities['mail.read']).toEqual({ yes: 'all', unknown: [] });
  });

  it('rights only: whether somebody is disabled is a separate fact', () => {
    expect(matrix.people.map(({ id, name, enabled }) => ({ id, name, enabled }))).toEqual([
      { id: guid('user Alex'), name: 'Alex', enabled: false },
      { id: guid('user First'), name: 'First', enabled: true },
      { id: sid('gone').toLowerCase(), name: sid('gone').toLowerCase(), enabled: null },
    ]);
  });

  it('counts the mailboxes and carries the coverage of every source', () => {
    expect(matrix).toMatchObject({
      format: 'mailscope-matrix/1',
      mailboxes: 2,
      coverage: { 'graph.users': { state: 'complete', count: 2 } },
    });
  });

  it('an empty reading has an empty answer', () => {
    expect(ask(collection()).matrix).toMatchObject({ mailboxes: 0, apps: [], people: [], unresolved: [] });
  });
});

describe('on random tenants', () => {
  it('every list names mailboxes of the reading once, in their order, and no mailbox is both yes and unknown', () => {
    for (let seed = 1; seed <= 120; seed += 1) {
      const asked = ask(randomTenant(seed));
      const ids = asked.reading.mailboxes.all.map(({ id }) => id);
      for (const { capabilities } of [...asked.matrix.apps, ...asked.matrix.people]) {
        expect(Object.keys(capabilities)).toEqual(CAPABILITIES.filter((capability) => capability in capabilities));
        for (const { yes, unknown } of Object.values(capabilities)) {
          const [certain, open] = [yes, unknown].map((list) => (list === 'all' ? ids : list)) as [readonly string[], readonly string[]];
          expect(ids.filter((id) => certain.includes(id))).toEqual(certain);
          expect(ids.filter((id) => open.includes(id))).toEqual(open);
          expect(certain.filter((id) => open.includes(id))).toEqual([]);
          expect(certain.length + open.length).toBeGreaterThan(0);
          for (const list of [yes, unknown]) expect(list !== 'all' && list.length === ids.length && ids.length > 0).toBe(false);
        }
      }
    }
  });

  it('capabilities are closed under implication', () => {
    const implied = [
      ['mail.write', 'mail.read'],
      ['mail.read', 'mail.readBasic'],
      ['calendar.write', 'calendar.read'],
      ['calendar.read', 'calendar.readBasic'],
      ['contacts.write', 'contacts.read'],
      ['settings.write', 'settings.read'],
      ['folders.write', 'folders.read'],
      ['config.write', 'config.read'],
    ] as const;
    const rank = { yes: 2, unknown: 1 };
    for (let seed = 1; seed <= 120; seed += 1) {
      const cells = ask(randomTenant(seed)).cells();
      for (const [cell, verdict] of cells) {
        const holder = cell.split('|')[3];
        for (const [strong, weak] of implied.filter(([name]) => name === holder)) {
          const other = cells.get(cell.replace(strong, weak));
          expect({ seed, cell, weaker: other === undefined ? 0 : rank[other] }).toEqual({
            seed,
            cell,
            weaker: other === 'yes' ? 2 : rank[verdict],
          });
        }
      }
    }
  });
});
