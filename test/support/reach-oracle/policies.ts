import type { ExchangeItem } from '../../../src/shared/domain/collection/collection.schema';
import { listOf, lower, mailboxId } from './directory';
import type { Directory } from './directory';
import { allOf, anyOf, certain, negate } from './ternary';
import type { Ternary } from './ternary';

type Mailbox = ExchangeItem<'mailboxes'>;
type Policy = ExchangeItem<'applicationAccessPolicies'>;

function policyIsFor(policy: Policy, appId: string): boolean {
  return listOf(policy.AppId).some((text) => text.split(/[\s,]+/).some((part) => part === '*' || lower(part) === appId));
}

function scopeContains(directory: Directory, policy: Policy, mailbox: Mailbox): Ternary {
  if (policy.IsValid === false) return 'unknown';
  const { graph, exchange } = directory.collection;
  const trailing = [policy.Identity, policy.ScopeIdentityRaw]
    .map((text) => /;([0-9a-f-]{36})$/i.exec((text ?? '').trim())?.[1])
    .find((found) => found !== undefined);
  const id = mailboxId(mailbox);
  const containers = [
    ...(exchange.groups ?? []).map((item) => ({
      id: lower(item.ExternalDirectoryObjectId) || lower(item.Guid),
      ids: [item.ExternalDirectoryObjectId, item.Guid],
      refs: [item.PrimarySmtpAddress, item.DistinguishedName],
      names: [item.Name, item.DisplayName],
      group: true,
    })),
    ...(graph.groups ?? []).map((item) => ({
      id: lower(item.id),
      ids: [item.id],
      refs: [item.mail],
      names: [item.displayName],
      group: true,
    })),
    ...directory.mailboxes.map((item) => ({
      id: mailboxId(item),
      ids: [item.ExternalDirectoryObjectId, item.Guid],
      refs: [item.PrimarySmtpAddress, item.UserPrincipalName, item.DistinguishedName],
      names: [item.Name, item.DisplayName],
      group: false,
    })),
    ...(exchange.recipients ?? []).map((item) => ({
      id: lower(item.ExternalDirectoryObjectId) || lower(item.Guid),
      ids: [item.ExternalDirectoryObjectId, item.Guid],
      refs: [item.PrimarySmtpAddress, item.DistinguishedName],
      names: [item.Name, item.DisplayName],
      group: false,
    })),
    ...(graph.users ?? []).map((item) => ({
      id: lower(item.id),
      ids: [item.id],
      refs: [item.userPrincipalName, item.mail],
      names: [item.displayName],
      group: false,
    })),
  ];
  const contains = (matches: typeof containers): Ternary => {
    const ids = new Set(matches.map((match) => match.id));
    const match = matches[0];
    if (ids.size !== 1 || !match) return 'unknown';
    return match.group ? directory.isMember(match.id, id, true) : certain(match.id === id);
  };
  if (trailing !== undefined) return contains(containers.filter((item) => item.ids.some((key) => lower(key) === lower(trailing))));
  // The name speaks only where nothing better does: an address that nobody has names something that is gone.
  for (const reference of [lower(policy.ScopeIdentity), lower(policy.ScopeName)].filter((text) => text !== '')) {
    for (const part of ['ids', 'refs', 'names'] as const) {
      const matches = containers.filter((item) => item[part].some((key) => lower(key) === reference));
      if (new Set(matches.map((match) => match.id)).size === 1) return contains(matches);
      if (matches.length > 0) break;
    }
  }
  return 'unknown';
}

/** Whether application access policies let an app into a mailbox: denials first, then restrictions, else everybody. */
export function policyVerdict(directory: Directory, appId: string, mailbox: Mailbox): Ternary {
  const relevant = (directory.collection.exchange.applicationAccessPolicies ?? []).filter((policy) => policyIsFor(policy, appId));
  const judged = relevant.map((policy) => {
    const right = typeof policy.AccessRight === 'string' ? lower(policy.AccessRight) : '';
    const certainRight = right === 'denyaccess' || right === 'restrictaccess';
    return {
      deny: certainRight ? certain(right === 'denyaccess') : 'unknown',
      restrict: certainRight ? certain(right === 'restrictaccess') : 'unknown',
      contains: certainRight ? scopeContains(directory, policy, mailbox) : 'unknown',
    } as const;
  });
  const unseen: Ternary[] = directory.state('exchange.applicationAccessPolicies') === 'complete' ? [] : ['unknown'];
  const denied = anyOf([...judged.map((policy) => allOf([policy.deny, policy.contains])), ...unseen]);
  const inside = anyOf([...judged.map((policy) => allOf([policy.restrict, policy.contains])), ...unseen]);
  const restricted = anyOf([...judged.map((policy) => policy.restrict), ...unseen]);
  return allOf([negate(denied), anyOf([inside, negate(restricted)])]);
}
