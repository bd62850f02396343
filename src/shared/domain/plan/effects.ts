import type { Effect, Json, Match } from './plan.schema';
import { literal } from './template';

/** The sources that hold the members of groups: what both say together counts. */
const MEMBER_SOURCES = {
  graph: { source: 'graph.groupMembers', group: 'groupId', member: 'memberId', type: 'memberType', value: 'user' },
  exchange: {
    source: 'exchange.groupMembers',
    group: 'GroupExternalDirectoryObjectId',
    member: 'MemberExternalDirectoryObjectId',
    type: 'MemberRecipientTypeDetails',
    value: 'UserMailbox',
  },
} as const;

/** A row that a step makes. Texts are templates: what a step will give out is a `reference`, a text of the tenant a `literal`. */
export function added(source: string, row: Readonly<Record<string, Json>>): Effect {
  return { kind: 'add', source, row: { ...row } };
}

/** Rows that a step takes away. */
export function removed(source: string, where: Readonly<Record<string, Match>>): Effect {
  return { kind: 'remove', source, where: { ...where } };
}

/** Rows that a step changes. */
export function changed(source: string, where: Readonly<Record<string, Match>>, values: Readonly<Record<string, Json>>): Effect {
  return { kind: 'set', source, where: { ...where }, values: { ...values } };
}

/** A member joins a group. Both are templates. */
export function memberAdded(by: 'graph' | 'exchange', group: string, member: string): Effect {
  const source = MEMBER_SOURCES[by];
  return added(source.source, { [source.group]: group, [source.member]: member, [source.type]: source.value });
}

/** A member leaves a group, in whichever source it is listed. Both are templates. */
export function memberRemoved(group: string, member: string): readonly Effect[] {
  return [MEMBER_SOURCES.graph, MEMBER_SOURCES.exchange].map((source) =>
    removed(source.source, { [source.group]: group, [source.member]: member }),
  );
}

/** An app loses an application permission. */
export function grantRemoved(grant: { readonly principalId: string; readonly resourceId: string; readonly appRoleId: string }): Effect {
  return removed('graph.appRoleAssignments', {
    principalId: literal(grant.principalId),
    resourceId: literal(grant.resourceId),
    appRoleId: literal(grant.appRoleId),
  });
}
