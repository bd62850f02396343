import { guid, sid } from '../../../test/support/guid';
import { FRONTLINE, SHARED, STAFF } from './people';

/** The sample's mail domain. */
export const DOMAIN = 'northwind.example';

/** The sample's tenant. */
export const TENANT_ID = guid('northwind tenant');

const ORGANIZATION = `OU=${DOMAIN},OU=Microsoft Exchange Hosted Organizations,DC=EURPR04A002,DC=PROD,DC=OUTLOOK,DC=COM`;

/** An account of the sample, with the mailbox it may have. */
export interface Account {
  readonly name: string;
  readonly alias: string;
  readonly id: string;
  readonly address: string;
  readonly department: string;
  readonly city: string;
  readonly kind: 'staff' | 'shared' | 'frontline';
  readonly mark: string;
}

function aliasOf(name: string): string {
  return name.toLowerCase().replace(/'/g, '').replace(/\s+/g, '.');
}

function account(name: string, alias: string, department: string, city: string, kind: Account['kind'], mark = ''): Account {
  return { name, alias, id: guid(`northwind user ${alias}`), address: `${alias}@${DOMAIN}`, department, city, kind, mark };
}

/** Everybody; a second account of one name gets the department into its alias, as administrators do. */
export const ACCOUNTS: readonly Account[] = [
  ...STAFF.map(([name, department, city], index) => {
    const namesake = STAFF.slice(0, index).some(([earlier]) => earlier === name);
    return account(name, namesake ? `${aliasOf(name)}.${department.toLowerCase()}` : aliasOf(name), department, city, 'staff');
  }),
  ...SHARED.map(({ alias, name, department, mark }) => account(name, alias, department, 'Oslo', 'shared', mark)),
  ...FRONTLINE.map((name) => account(name, aliasOf(name), 'Logistics', 'Bergen', 'frontline')),
];

/** The account with this alias or (first with this) name. A slip in the definition must not pass silently. */
export function accountOf(reference: string): Account {
  const found = ACCOUNTS.find((item) => item.alias === reference) ?? ACCOUNTS.find((item) => item.name === reference);
  if (!found) throw new Error(`No account ${reference} in the sample`);
  return found;
}

/** Object id of a group. */
export function groupId(name: string): string {
  return guid(`northwind group ${name}`);
}

/** Object id of an administrative unit. */
export function unitId(name: string): string {
  return guid(`northwind unit ${name}`);
}

/** Object id of an app's service principal. */
export function servicePrincipalId(app: string): string {
  return guid(`northwind service principal ${app}`);
}

/** Object id of an app's registration. */
export function applicationId(app: string): string {
  return guid(`northwind application ${app}`);
}

/** Distinguished name of a recipient. */
export function distinguishedName(name: string): string {
  return `CN=${name},${ORGANIZATION}`;
}

/** SID of an account that is gone. */
export function deletedSid(label: string): string {
  return sid(`northwind ${label}`);
}
