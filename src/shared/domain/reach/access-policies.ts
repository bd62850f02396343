import type { ExchangeItem } from '../collection/collection.schema';
import type { Reading } from '../collection/reading';
import { isGuid, keyOf, listOf } from '../collection/text-key';
import type { GroupScopes } from './group-scopes';
import type { MailboxSets, TriSet } from './mailbox-sets';
import type { AccessPolicy, Scope } from './reach-model';

/** Resolves the application access policies of a reading. */
export function resolvePolicies(reading: Reading, groups: GroupScopes, sets: MailboxSets): readonly AccessPolicy[] {
  return (reading.collection.exchange.applicationAccessPolicies ?? []).map((item, position) => ({
    item,
    identity: item.Identity || item.ScopeIdentityRaw || `policy ${position + 1}`,
    right: rightOf(item.AccessRight),
    appIds: appIdsOf(item),
    scope: scopeOf(item, reading, groups, sets),
  }));
}

/** Whether a policy is for an app: it names the app id, or `*`. */
export function isFor(policy: AccessPolicy, appId: string): boolean {
  return policy.appIds.includes(appId) || policy.appIds.includes('*');
}

/**
 * What the policies of one app leave of a governed grant, mailbox by mailbox: a DenyAccess scope that holds the mailbox
 * refuses, then a RestrictAccess scope that holds it allows, then any RestrictAccess policy refuses, otherwise access is
 * allowed. https://learn.microsoft.com/powershell/module/exchange/new-applicationaccesspolicy
 * With `complete` false there may be policies that were not read: only a seen Deny still decides.
 */
export function policyVerdict(policies: readonly AccessPolicy[], complete: boolean, sets: MailboxSets): TriSet {
  let denied = sets.none;
  let allowed = sets.none;
  let restricts: 'yes' | 'no' | 'unknown' = 'no';
  for (const policy of policies) {
    if (policy.right !== 'restrict') denied = sets.or(denied, policy.right === 'deny' ? policy.scope.members : sets.allUnknown);
    if (policy.right !== 'deny') allowed = sets.or(allowed, policy.right === 'restrict' ? policy.scope.members : sets.allUnknown);
    if (policy.right === 'restrict') restricts = 'yes';
    else if (policy.right === 'unknown' && restricts === 'no') restricts = 'unknown';
  }
  if (!complete) {
    denied = sets.or(denied, sets.allUnknown);
    allowed = sets.or(allowed, sets.allUnknown);
  }
  const otherwise = restricts === 'no' ? sets.all : restricts === 'yes' ? sets.none : sets.allUnknown;
  return sets.and(sets.not(denied), sets.or(allowed, otherwise));
}

function rightOf(right: string | number | null | undefined): AccessPolicy['right'] {
  const word = typeof right === 'string' ? keyOf(right) : '';
  if (word === 'restrictaccess') return 'restrict';
  return word === 'denyaccess' ? 'deny' : 'unknown';
}

function appIdsOf(item: ExchangeItem<'applicationAccessPolicies'>): readonly string[] {
  const ids = listOf(item.AppId)
    .flatMap((text) => text.split(/[\s,;]+/))
    .map(keyOf)
    .filter((id) => id !== '');
  if (ids.length > 0) return [...new Set(ids)];
  // Identity is `<tenant guid>\<app id>:<SID>;<object guid>`.
  const inIdentity = /\\([^:\\]+):/.exec(item.Identity ?? '');
  const id = keyOf(inIdentity?.[1]);
  return id === '' ? [] : [id];
}

function trailingGuid(text: string | null | undefined): string | null {
  const at = (text ?? '').lastIndexOf(';');
  if (at < 0) return null;
  const guid = keyOf((text ?? '').slice(at + 1)).replace(/^\{|\}$/g, '');
  return isGuid(guid) ? guid : null;
}

function scopeOf(item: ExchangeItem<'applicationAccessPolicies'>, reading: Reading, groups: GroupScopes, sets: MailboxSets): Scope {
  const label = item.ScopeName || item.ScopeIdentity || item.Identity || 'unnamed scope';
  const unresolved = (reason: string): Scope => ({
    kind: 'unresolved',
    name: label,
    id: null,
    members: sets.allUnknown,
    filter: null,
    reason,
  });
  if (item.IsValid === false) return unresolved('Exchange says that the policy is not valid: its scope no longer resolves');
  const guid = trailingGuid(item.Identity) ?? trailingGuid(item.ScopeIdentityRaw);
  if (guid !== null) return objectScope(guid, reading, groups, sets) ?? unresolved(`its scope ${guid} is not in the reading`);
  if (!keyOf(item.ScopeIdentity) && !keyOf(item.ScopeName)) return unresolved('the policy does not say what its scope is');
  return (
    textScope(item.ScopeIdentity, reading, groups, sets) ??
    textScope(item.ScopeName, reading, groups, sets) ??
    unresolved(`its scope "${label}" is not in the reading, or several objects have that name`)
  );
}

function objectScope(id: string, reading: Reading, groups: GroupScopes, sets: MailboxSets): Scope | null {
  const group = groups.byId(id) ?? groupAmongRecipients(id, reading);
  if (group)
    return { kind: 'group', name: group.name, id: group.id, members: groups.nestedMembers(group.id), filter: null, reason: groups.gap };
  const mailbox = reading.mailboxes.byId(id);
  if (mailbox)
    return { kind: 'mailbox', name: mailbox.name, id: mailbox.id, members: sets.of([mailbox.index]), filter: null, reason: null };
  const principal = reading.principals.byId(id);
  if (principal?.kind === 'account')
    return { kind: 'recipient', name: principal.name, id: principal.id, members: sets.none, filter: null, reason: null };
  return null;
}

function textScope(text: string | null | undefined, reading: Reading, groups: GroupScopes, sets: MailboxSets): Scope | null {
  if (!keyOf(text)) return null;
  const match = reading.principals.match(text ?? '');
  return match.kind === 'principal' ? objectScope(match.principal.id, reading, groups, sets) : null;
}

function groupAmongRecipients(id: string, reading: Reading): { readonly id: string; readonly name: string } | undefined {
  const principal = reading.principals.byId(id);
  return principal?.kind === 'group' ? principal : undefined;
}
