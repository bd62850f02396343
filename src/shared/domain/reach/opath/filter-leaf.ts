import { forEachComparison, type FilterComparison, type FilterNode } from './filter-node';

/**
 * The properties with one text that filters are evaluated on. What Exchange filters on:
 * https://learn.microsoft.com/powershell/exchange/recipientfilter-properties
 */
export const TEXT_PROPERTIES = [
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
  'CustomAttribute1',
  'CustomAttribute2',
  'CustomAttribute3',
  'CustomAttribute4',
  'CustomAttribute5',
  'CustomAttribute6',
  'CustomAttribute7',
  'CustomAttribute8',
  'CustomAttribute9',
  'CustomAttribute10',
  'CustomAttribute11',
  'CustomAttribute12',
  'CustomAttribute13',
  'CustomAttribute14',
  'CustomAttribute15',
] as const;

/** A property with one text. */
export type TextProperty = (typeof TEXT_PROPERTIES)[number];

/** Every property that filters are evaluated on. */
export const LISTED_PROPERTIES = [...TEXT_PROPERTIES, 'EmailAddresses', 'MemberOfGroup'] as const;

/** A property that filters are evaluated on. */
export type ListedProperty = (typeof LISTED_PROPERTIES)[number];

const PROPERTY_BY_NAME: ReadonlyMap<string, ListedProperty> = new Map(
  LISTED_PROPERTIES.map((property) => [property.toLowerCase(), property]),
);

/** What a comparison asks of a lower-cased value; the empty text stands for a missing value. */
export type TextTest =
  { readonly kind: 'empty' | 'present' } | { readonly kind: 'equals' | 'startsWith' | 'endsWith' | 'contains'; readonly text: string };

/** A comparison as it is evaluated; `negated` for `-ne` and `-notlike`. */
export type FilterLeaf =
  | { readonly kind: 'text'; readonly property: TextProperty; readonly test: TextTest; readonly negated: boolean }
  | { readonly kind: 'addresses'; readonly test: TextTest; readonly negated: boolean }
  | { readonly kind: 'group'; readonly distinguishedName: string; readonly negated: boolean }
  | { readonly kind: 'unknown'; readonly reason: string };

function equalityTest(text: string): TextTest {
  return text === '' ? { kind: 'empty' } : { kind: 'equals', text };
}

/** The test of a pattern, or null where it has an asterisk elsewhere than at its ends: Exchange has no such pattern. */
function patternTest(pattern: string): TextTest | null {
  const leading = pattern.startsWith('*');
  const trailing = pattern.length > 1 && pattern.endsWith('*');
  const text = pattern.slice(leading ? 1 : 0, trailing ? -1 : undefined);
  if (text.includes('*')) return null;
  if (!leading && !trailing) return equalityTest(text);
  // A lone asterisk asks whether there is a value at all.
  if (text === '') return { kind: 'present' };
  return { kind: leading ? (trailing ? 'contains' : 'endsWith') : 'startsWith', text };
}

/** How a comparison is evaluated; unknown, with the reason, where that cannot be done from a reading. */
export function leafOf(comparison: FilterComparison): FilterLeaf {
  const property = PROPERTY_BY_NAME.get(comparison.property.toLowerCase());
  if (property === undefined) return { kind: 'unknown', reason: `the property ${comparison.property} is not part of a reading` };
  const { operator } = comparison;
  const like = operator === 'like' || operator === 'notlike';
  if (!like && operator !== 'eq' && operator !== 'ne') {
    return { kind: 'unknown', reason: `the operator -${operator} is not evaluated` };
  }
  const negated = operator === 'ne' || operator === 'notlike';
  const text = comparison.value === null ? '' : String(comparison.value).toLowerCase();
  const test = like ? patternTest(text) : equalityTest(text);
  if (test === null) return { kind: 'unknown', reason: `an asterisk inside '${String(comparison.value)}' is not evaluated` };
  if (property === 'EmailAddresses') return { kind: 'addresses', test, negated };
  if (property !== 'MemberOfGroup') return { kind: 'text', property, test, negated };
  if (test.kind !== 'equals') return { kind: 'unknown', reason: 'MemberOfGroup is evaluated with the distinguished name of a group only' };
  return { kind: 'group', distinguishedName: String(comparison.value), negated };
}

/** Whether a lower-cased value passes a test. */
export function passesTest(test: TextTest, value: string): boolean {
  switch (test.kind) {
    case 'empty':
      return value === '';
    case 'present':
      return value !== '';
    case 'equals':
      return value === test.text;
    case 'startsWith':
      return value.startsWith(test.text);
    case 'endsWith':
      return value.endsWith(test.text);
    case 'contains':
      return value.includes(test.text);
  }
}

const ADDRESS_PREFIX = /^[a-z][a-z0-9-]*:/;

/** The forms in which an address can be compared, lower case: as it is, and without its prefix such as `smtp:`. */
export function addressForms(address: string): readonly string[] {
  const lower = address.toLowerCase();
  const prefix = ADDRESS_PREFIX.exec(lower);
  const bare = prefix === null ? '' : lower.slice(prefix[0].length);
  return bare === '' ? [lower] : [lower, bare];
}

/** The properties a filter is evaluated on, each once. */
export function propertiesUsed(node: FilterNode): ReadonlySet<ListedProperty> {
  const used = new Set<ListedProperty>();
  forEachComparison(node, (comparison) => {
    const property = PROPERTY_BY_NAME.get(comparison.property.toLowerCase());
    if (property !== undefined) used.add(property);
  });
  return used;
}

/** The distinguished names of the groups a filter asks membership of, as written, each once without regard to case. */
export function groupsUsed(node: FilterNode): readonly string[] {
  const used = new Map<string, string>();
  forEachComparison(node, (comparison) => {
    const leaf = leafOf(comparison);
    if (leaf.kind === 'group') used.set(leaf.distinguishedName.toLowerCase(), leaf.distinguishedName);
  });
  return [...used.values()];
}

/** Why some comparisons of a filter cannot be evaluated from any reading, each reason once. */
export function unknownReasons(node: FilterNode): readonly string[] {
  const reasons = new Set<string>();
  forEachComparison(node, (comparison) => {
    const leaf = leafOf(comparison);
    if (leaf.kind === 'unknown') reasons.add(leaf.reason);
  });
  return [...reasons];
}
