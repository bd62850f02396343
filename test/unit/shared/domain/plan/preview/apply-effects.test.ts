import { describe, expect, it } from 'vitest';
import { applyEffects } from '../../../../../../src/shared/domain/plan/preview/apply-effects';
import { standInId } from '../../../../../../src/shared/domain/plan/preview/stand-ins';
import type { Effect } from '../../../../../../src/shared/domain/plan/plan.schema';
import { literal, reference } from '../../../../../../src/shared/domain/plan/template';
import { isGuid } from '../../../../../../src/shared/domain/collection/text-key';
import { openReading } from '../../../../../../src/shared/domain/collection/reading';
import { collection, graphGrant, mailbox, member, servicePrincipal } from '../../../../../support/collection-builder';

const app = servicePrincipal('Reader');
const other = servicePrincipal('Other');
const grants = [graphGrant(app, 'Mail.Read'), graphGrant(app, 'Mail.Send'), graphGrant(other, 'Mail.Read')];
const before = collection({
  graph: { servicePrincipals: [app, other], appRoleAssignments: grants, groupMembers: [member('G', 'a'), member('G', 'b')] },
  exchange: { mailboxes: [mailbox('First'), mailbox('Second')] },
});

describe('effects on a collection', () => {
  it('takes rows away, and leaves every other list the one it was', () => {
    const after = applyEffects(before, [
      { kind: 'remove', source: 'graph.appRoleAssignments', where: { principalId: app.id.toUpperCase() } },
    ]);
    expect(after.graph.appRoleAssignments).toEqual([grants[2]]);
    expect(after.graph.appRoleAssignments?.[0]).toBe(grants[2]);
    expect(after.graph.groupMembers).toBe(before.graph.groupMembers);
    expect(after.exchange).toBe(before.exchange);
  });

  it.each<readonly [string, Effect]>([
    ['that find nothing', { kind: 'remove', source: 'graph.appRoleAssignments', where: { principalId: 'nobody' } }],
    ['on a source that was not read', { kind: 'set', source: 'graph.signInActivities', where: {}, values: { appId: 'x' } }],
  ])('is the same collection after effects %s', (_words, effect) => {
    const without = { ...before, graph: { ...before.graph, signInActivities: undefined } };
    expect(applyEffects(without, [effect])).toBe(without);
  });

  it('sets properties of the rows that are meant, and of no other', () => {
    const after = applyEffects(before, [
      { kind: 'set', source: 'graph.servicePrincipals', where: { id: app.id }, values: { accountEnabled: false } },
    ]);
    expect(after.graph.servicePrincipals).toEqual([{ ...app, accountEnabled: false }, other]);
    expect(after.graph.servicePrincipals?.[1]).toBe(other);
  });

  it('takes effects in their order: a row that was set can be found by what it was set to', () => {
    const after = applyEffects(before, [
      { kind: 'set', source: 'graph.groupMembers', where: { memberId: 'a' }, values: { memberId: 'c' } },
      { kind: 'remove', source: 'graph.groupMembers', where: { memberId: 'c' } },
      { kind: 'remove', source: 'graph.groupMembers', where: { memberId: 'a' } },
      { kind: 'add', source: 'graph.groupMembers', row: { groupId: 'g', memberId: 'a' } },
      { kind: 'set', source: 'graph.groupMembers', where: { memberId: { oneOf: ['a', 'b'] } }, values: { memberType: 'group' } },
    ]);
    expect(after.graph.groupMembers).toEqual([
      { ...member('G', 'b'), memberType: 'group' },
      { groupId: 'g', memberId: 'a', memberType: 'group' },
    ]);
  });

  it('changes a source that is one object', () => {
    const config = { ...before, exchange: { ...before.exchange, organizationConfig: { EwsEnabled: true, EwsAllowedAppIDs: 'a' } } };
    const after = applyEffects(config, [
      { kind: 'set', source: 'exchange.organizationConfig', where: {}, values: { EwsAllowedAppIDs: 'a,b' } },
    ]);
    expect(after.exchange.organizationConfig).toEqual({ EwsEnabled: true, EwsAllowedAppIDs: 'a,b' });
  });

  it('keeps a source that was not read incomplete, whatever is added to it', () => {
    const unread = collection({ without: ['exchange.managementScopes'] });
    const after = applyEffects(unread, [{ kind: 'add', source: 'exchange.managementScopes', row: { Name: 'Scope' } }]);
    const { coverage, isComplete } = openReading(after);
    expect(isComplete('exchange.managementScopes')).toBe(false);
    expect(coverage['exchange.managementScopes']).toMatchObject({ state: 'partial', count: 1 });
  });

  it('refuses a source that there is not', () => {
    expect(() => applyEffects(before, [{ kind: 'remove', source: 'graph.mailboxes', where: {} }])).toThrow('graph.mailboxes');
  });
});

describe('outputs of steps that have not run', () => {
  it('are the same id wherever the same output stands, also inside of a longer text, and another one for another output', () => {
    const after = applyEffects(before, [
      { kind: 'add', source: 'exchange.groups', row: { DistinguishedName: reference('group', 'dn'), Name: literal('${group.dn}') } },
      {
        kind: 'add',
        source: 'exchange.managementScopes',
        row: { Name: 'S', RecipientFilter: `MemberOfGroup -eq '${reference('group', 'dn')}'`, Identity: reference('scope', 'id') },
      },
    ]);
    const added = after.exchange.groups?.at(-1);
    expect(added).toEqual({ DistinguishedName: standInId('group', 'dn'), Name: '${group.dn}' });
    expect(after.exchange.managementScopes?.at(-1)?.RecipientFilter).toBe(`MemberOfGroup -eq '${standInId('group', 'dn')}'`);
    expect(standInId('group', 'dn')).not.toBe(standInId('group', 'id'));
    expect(isGuid(standInId('group', 'dn'))).toBe(true);
  });

  it('serve to find the row again', () => {
    const after = applyEffects(before, [
      { kind: 'add', source: 'graph.groupMembers', row: { groupId: reference('group', 'id'), memberId: 'a' } },
      { kind: 'remove', source: 'graph.groupMembers', where: { groupId: reference('group', 'id') } },
    ]);
    expect(after.graph.groupMembers).toEqual(before.graph.groupMembers);
  });
});
