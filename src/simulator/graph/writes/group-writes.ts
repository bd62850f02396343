import { randomUUID } from 'node:crypto';
import type { Group } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { viewGroup } from '../../views/graph-views';
import { entityType } from '../entity-types';
import { done, failed, type Outcome } from '../graph-errors';
import type { DirectoryObject } from '../routes/directory-objects';
import { GROUP_BODY } from './bodies';
import { addExchangeSide, cloudSid } from './group-exchange-side';
import { withGroup } from './lookups';
import { readBody } from './read-body';
import { addReference, linkProblem, objectAt, removeReference, type LinkRule } from './references';
import { removeGroup } from './remove-objects';
import { WRITE_ERRORS } from './write-errors';
import { DONE, failure, write, type WriteAnswer, type WriteContext, type WriteRoute } from './write-route';

type GivenGroup = Group & { readonly 'owners@odata.bind': readonly string[]; readonly 'members@odata.bind': readonly string[] };

/** Groups, as far as Graph writes them: security groups and Microsoft 365 groups. https://learn.microsoft.com/graph/api/resources/group */
export const GROUP_WRITES: readonly WriteRoute[] = [
  write('POST', '/groups', create),
  write('PATCH', '/groups/{id}', (context) => withWritable(context, (row) => update(context, row))),
  write('DELETE', '/groups/{id}', (context) =>
    withWritable(context, (row) => {
      removeGroup(context.state, row.id);
      return DONE;
    }),
  ),
  write('POST', '/groups/{id}/members/$ref', (context) =>
    withMembers(context, (row) => addReference(context, row.id, membersRule(context.state, row))),
  ),
  write('DELETE', '/groups/{id}/members/{id}/$ref', (context) =>
    withMembers(context, (row) => removeReference(row.id, context.ids[1] ?? '', membersRule(context.state, row))),
  ),
  write('POST', '/groups/{id}/owners/$ref', (context) =>
    withWritable(context, (row) => addReference(context, row.id, ownersRule(context.state))),
  ),
  write('DELETE', '/groups/{id}/owners/{id}/$ref', (context) => withWritable(context, (row) => removeOwner(context, row))),
];

/** https://learn.microsoft.com/graph/api/group-post-groups: no more than 20 relationships come with a request. */
const MOST_BOUND = 20;
const NICKNAME = /^[^@()\\[\]";:<>,\s]+$/;

function create(context: WriteContext): WriteAnswer {
  const { state, caller, origin } = context;
  const read = readBody<GivenGroup>(context.body, GROUP_BODY, 'create');
  if (!read.ok) return failure(read.error);
  const { 'owners@odata.bind': ownerAddresses = [], 'members@odata.bind': memberAddresses = [], ...given } = read.value;
  const groupTypes = given.groupTypes ?? [];
  const unified = groupTypes.includes('Unified');
  // Mail-enabled security groups and distribution lists are made in Exchange alone.
  if (given.mailEnabled !== unified || (!unified && given.securityEnabled !== true)) return failure(WRITE_ERRORS.mailGroupNotWritable());
  const problem =
    ruleProblem(groupTypes.includes('DynamicMembership'), given.membershipRule ?? null) ?? nicknameProblem(state, given, unified);
  if (problem) return problem;
  if (given.visibility === 'HiddenMembership' && !unified) return failure(WRITE_ERRORS.invalidValue('visibility'));
  const mailNickname = given.mailNickname ?? '';
  const row: Group = {
    id: randomUUID(),
    displayName: given.displayName ?? '',
    description: given.description ?? null,
    mail: unified ? `${mailNickname}@${state.defaultDomain}` : null,
    mailNickname,
    mailEnabled: unified,
    securityEnabled: given.securityEnabled ?? false,
    groupTypes,
    membershipRule: given.membershipRule ?? null,
    visibility: unified ? (given.visibility ?? 'Public') : null,
    securityIdentifier: cloudSid(),
    createdDateTime: state.clock.nowText(),
  };
  const owners = bound(context, origin, ownerAddresses, row, ownersRule(state));
  if (!owners.ok) return failure(owners.error);
  const members = bound(context, origin, memberAddresses, row, membersRule(state, row));
  if (!members.ok) return failure(members.error);
  if (members.value.length > 0 && row.membershipRule !== null) return failure(WRITE_ERRORS.dynamicGroup());
  state.groups.add(row);
  for (const owner of owners.value) state.owners.add(row.id, owner.id);
  for (const member of members.value) state.members.add(row.id, member.id);
  if (unified) {
    // A Microsoft 365 group that a person makes is that person's. https://learn.microsoft.com/graph/api/group-post-groups
    if (caller.kind === 'person') state.owners.add(row.id, caller.userId);
    addExchangeSide(state, row);
  }
  return { kind: 'created', type: entityType('group'), view: viewGroup(row), contextName: 'groups' };
}

function update(context: WriteContext, row: Group): WriteAnswer {
  const { state, origin } = context;
  const read = readBody<GivenGroup>(context.body, GROUP_BODY, 'change');
  if (!read.ok) return failure(read.error);
  const { 'members@odata.bind': memberAddresses = [], 'owners@odata.bind': _owners, ...given } = read.value;
  const unified = row.groupTypes.includes('Unified');
  const dynamic = row.groupTypes.includes('DynamicMembership');
  if (given.membershipRule !== undefined) {
    const problem = ruleProblem(dynamic, given.membershipRule);
    if (problem) return problem;
  }
  if (given.mailNickname !== undefined && given.mailNickname !== row.mailNickname) {
    const problem = nicknameProblem(state, given, unified);
    if (problem) return problem;
  }
  if (given.securityEnabled === false && !unified) return failure(WRITE_ERRORS.invalidValue('securityEnabled'));
  // https://learn.microsoft.com/graph/api/group-update — hidden membership is chosen when the group is made.
  if (given.visibility === 'HiddenMembership' && row.visibility !== 'HiddenMembership')
    return failure(WRITE_ERRORS.invalidValue('visibility'));
  if (memberAddresses.length > 0 && dynamic) return failure(WRITE_ERRORS.dynamicGroup());
  const members = bound(context, origin, memberAddresses, row, membersRule(state, row));
  if (!members.ok) return failure(members.error);
  const changed = { ...row, ...given };
  state.groups.replace(changed);
  for (const member of members.value) state.members.add(row.id, member.id);
  const there = state.exchangeGroups.get(row.id);
  if (there && there.DisplayName !== changed.displayName) state.exchangeGroups.replace({ ...there, DisplayName: changed.displayName });
  return DONE;
}

/** The last owner who is a person stays. https://learn.microsoft.com/graph/api/group-delete-owners */
function removeOwner({ state, ids }: WriteContext, row: Group): WriteAnswer {
  const owner = ids[1] ?? '';
  const people = state.owners.membersOf(row.id).filter((id) => state.users.has(id));
  if (people.length === 1 && people[0] === owner.toLowerCase()) return failure(WRITE_ERRORS.lastOwner());
  return removeReference(row.id, owner, ownersRule(state));
}

/** Groups with an address that are no Microsoft 365 groups belong to Exchange. https://learn.microsoft.com/graph/api/group-post-members */
function withWritable(context: WriteContext, use: (row: Group) => WriteAnswer): WriteAnswer {
  return withGroup(context, (row) =>
    row.mailEnabled && !row.groupTypes.includes('Unified') ? failure(WRITE_ERRORS.mailEnabledGroup()) : use(row),
  );
}

function withMembers(context: WriteContext, use: (row: Group) => WriteAnswer): WriteAnswer {
  return withWritable(context, (row) => (row.groupTypes.includes('DynamicMembership') ? failure(WRITE_ERRORS.dynamicGroup()) : use(row)));
}

/** https://learn.microsoft.com/graph/api/group-post-members#supported-members-for-groups */
function membersRule({ members }: TenantState, row: Group): LinkRule {
  const types = row.groupTypes.includes('Unified') ? ['user'] : ['user', 'group', 'servicePrincipal', 'orgContact'];
  return { links: members, property: 'members', types };
}

function ownersRule({ owners }: TenantState): LinkRule {
  return { links: owners, property: 'owners', types: ['user', 'servicePrincipal'] };
}

function ruleProblem(dynamic: boolean, rule: string | null): WriteAnswer | null {
  return dynamic === (rule !== null && rule.trim() !== '') ? null : failure(WRITE_ERRORS.invalidValue('membershipRule'));
}

function nicknameProblem(state: TenantState, { mailNickname = '' }: Partial<GivenGroup>, unified: boolean): WriteAnswer | null {
  if (!NICKNAME.test(mailNickname)) return failure(WRITE_ERRORS.invalidValue('mailNickname'));
  if (!unified) return null;
  for (const group of state.groups)
    if (group.mailEnabled && group.mailNickname.toLowerCase() === mailNickname.toLowerCase())
      return failure(WRITE_ERRORS.taken('mailNickname'));
  return null;
}

/** The objects that come with a request, or what is wrong with them. */
function bound(
  { state }: WriteContext,
  origin: string,
  addresses: readonly string[],
  row: Group,
  rule: LinkRule,
): Outcome<readonly DirectoryObject[]> {
  if (addresses.length > MOST_BOUND) return failed(WRITE_ERRORS.invalidValue(`${rule.property}@odata.bind`));
  const objects: DirectoryObject[] = [];
  for (const address of addresses) {
    const target = objectAt(state, address, origin);
    if (!target.ok) return target;
    const problem = linkProblem(row.id, target.value, rule);
    if (problem) return failed(problem);
    if (objects.some(({ id }) => id === target.value.id)) return failed(WRITE_ERRORS.alreadyLinked(rule.property));
    objects.push(target.value);
  }
  return done(objects);
}
