import { DOMAIN } from '../collection-builder';

/** An id that says what it belongs to and is cheap to make by the hundred thousand. */
export function idOf(kind: string, index: number): string {
  return `${kind}-${(index >>> 16).toString(16).padStart(4, '0')}-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

/** Object id of the account (and mailbox) with this number. */
export const user = (index: number): string => idOf('5eed0001', index);
/** Object id of a group. */
export const group = (index: number): string => idOf('5eed0002', index);
/** Object id of a service principal. */
export const servicePrincipal = (index: number): string => idOf('5eed0003', index);
/** App id of a service principal. */
export const app = (index: number): string => idOf('5eed0004', index);
/** Object id of an administrative unit. */
export const unit = (index: number): string => idOf('5eed0005', index);
/** Object id of Microsoft Graph. */
export const GRAPH_RESOURCE = idOf('5eed0006', 1);
/** Object id of Exchange Online. */
export const EXCHANGE_RESOURCE = idOf('5eed0006', 2);

/** Departments that mailboxes take in turn. */
export const DEPARTMENTS = ['Sales', 'Finance', 'Legal', 'Logistics', 'Human Resources', 'IT', 'Marketing', 'Research'];
/** Cities that mailboxes take in turn. */
export const CITIES = ['Oslo', 'Bergen', 'Lisbon', 'Toronto', 'Osaka', 'Leeds', 'Lyon', 'Graz'];
/** Where everything lies in the directory. */
export const ORGANIZATION = `OU=${DOMAIN},OU=Microsoft Exchange Hosted Organizations,DC=EURPR01A001,DC=PROD,DC=OUTLOOK,DC=COM`;

/** Alias of a mailbox. */
export const alias = (index: number): string => `mailbox${index.toString().padStart(6, '0')}`;
/** Address of a mailbox. */
export const address = (index: number): string => `${alias(index)}@${DOMAIN}`;
/** Name of a group. */
export const groupName = (index: number): string => `Group ${index.toString().padStart(5, '0')}`;
/** Distinguished name of a group. */
export const groupDistinguishedName = (index: number): string => `CN=${groupName(index)},${ORGANIZATION}`;

/** Rows of a source, made one by one. */
export type Rows = Iterable<object>;

/** As many rows as asked for. */
export function* times(count: number, make: (index: number) => object): Rows {
  for (let index = 0; index < count; index += 1) yield make(index);
}

/** Which app is confined by what: the scoped apps come first, a quarter of them by each kind of scope. */
export function scopedBy(index: number): 'filter' | 'group' | 'unit' | 'policy' {
  return (['filter', 'group', 'unit', 'policy'] as const)[index % 4] ?? 'filter';
}
