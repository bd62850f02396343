import type { Mailbox } from '../state/exchange-types';
import type { RightsView } from '../state/rights-view';
import { viewMailbox } from '../views/exchange-views';
import type { View } from '../views/graph-views';
import { isDirectMember } from './membership';
import type { FilterNode } from './recipient-filter';

/** Whether a filter picks a mailbox; null where that cannot be said. */
export type Match = boolean | null;

/** Filterable properties whose meaning is plain. https://learn.microsoft.com/powershell/exchange/filter-properties */
const PLAIN = new Set(
  [
    'Name',
    'DisplayName',
    'Alias',
    'PrimarySmtpAddress',
    'UserPrincipalName',
    'ExternalDirectoryObjectId',
    'DistinguishedName',
    'RecipientTypeDetails',
    'Department',
    'Company',
    'Office',
    'City',
    'StateOrProvince',
    'CountryOrRegion',
    ...Array.from({ length: 15 }, (_, index) => `CustomAttribute${index + 1}`),
  ].map((name) => [name.toLowerCase(), name] as const),
);
const PROPERTY_NAMES = new Map(PLAIN);

/** Evaluates a filter for one mailbox. What is not known stays not known, unless the other side decides. */
export function matchFilter(rights: RightsView, node: FilterNode, mailbox: Mailbox): Match {
  const view = viewMailbox(rights, mailbox);
  const evaluate = (part: FilterNode): Match => {
    switch (part.kind) {
      case 'and':
        return both(evaluate(part.left), evaluate(part.right));
      case 'or':
        return opposite(both(opposite(evaluate(part.left)), opposite(evaluate(part.right))));
      case 'not':
        return opposite(evaluate(part.inner));
      case 'compare':
        return compare(rights, part, mailbox, view);
    }
  };
  return evaluate(node);
}

function both(left: Match, right: Match): Match {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function opposite(match: Match): Match {
  return match === null ? null : !match;
}

function compare(rights: RightsView, node: FilterNode & { readonly kind: 'compare' }, mailbox: Mailbox, view: View): Match {
  switch (node.operator) {
    case '-eq':
      return positive(rights, node.property, node.value, false, mailbox, view);
    case '-ne':
      return opposite(positive(rights, node.property, node.value, false, mailbox, view));
    case '-like':
      return positive(rights, node.property, node.value, true, mailbox, view);
    case '-notlike':
      return opposite(positive(rights, node.property, node.value, true, mailbox, view));
    default:
      return null;
  }
}

function positive(
  rights: RightsView,
  property: string,
  value: string | boolean | null,
  pattern: boolean,
  mailbox: Mailbox,
  view: View,
): Match {
  const key = property.toLowerCase();
  if (key === 'memberofgroup') return pattern || typeof value !== 'string' ? null : memberOf(rights, value, mailbox);
  if (typeof value === 'boolean') return null;
  const test = pattern ? likeTest(value) : equalTest(value);
  if (test === null) return null;
  if (key === 'emailaddresses') {
    if (mailbox.EmailAddresses.length === 0) return test('');
    return mailbox.EmailAddresses.some((address) => test(address) || test(address.slice(address.indexOf(':') + 1)));
  }
  const name = PROPERTY_NAMES.get(key);
  if (name === undefined) return null;
  const held = view[name];
  return test(typeof held === 'string' ? held : '');
}

/** `$null` and the empty text are the same to Exchange: the attribute is not set. */
function equalTest(value: string | null): (held: string) => boolean {
  const wanted = (value ?? '').toLowerCase();
  return (held) => held.toLowerCase() === wanted;
}

/** Wildcards stand at the ends only; elsewhere Exchange's own answer is not documented. */
function likeTest(value: string | null): ((held: string) => boolean) | null {
  if (value === null) return null;
  const match = /^(\*?)(.*?)(\*?)$/s.exec(value.toLowerCase());
  const [, before = '', middle = '', after = ''] = match ?? [];
  if (middle.includes('*') || middle.includes('?')) return null;
  return (held) => {
    const text = held.toLowerCase();
    if (before && after) return text.includes(middle);
    if (before) return text.endsWith(middle);
    return after ? text.startsWith(middle) : text === middle;
  };
}

/** Direct members only; a name that no group has settles nothing. https://learn.microsoft.com/powershell/exchange/filter-properties */
function memberOf(rights: RightsView, distinguishedName: string, mailbox: Mailbox): Match {
  const wanted = distinguishedName.toLowerCase();
  for (const group of rights.exchangeGroups) {
    if (group.DistinguishedName.toLowerCase() !== wanted) continue;
    return isDirectMember(rights, group.ExternalDirectoryObjectId, mailbox.ExternalDirectoryObjectId);
  }
  return null;
}
