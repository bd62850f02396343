import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceFolder } from '../../../../../support/reference';

/** One permission as the reference has it. */
export interface ReferencePermission {
  readonly value: string;
  readonly id: string;
  readonly type: 'Application' | 'Delegated';
}

interface PermissionFile {
  readonly permissions: readonly ReferencePermission[];
}

interface ExchangeFile extends PermissionFile {
  readonly rbacApplicationRoles: readonly {
    readonly role: string;
    readonly coversPermissions: readonly { readonly resourceAppId: string; readonly permission: string }[];
  }[];
  readonly applicationAccessPolicyGoverns: Readonly<Record<string, readonly string[]>>;
}

/** Whether the reference is there, and what to say in the name of a test where it is not. */
export const referenceIsThere = referenceFolder !== null;

/** Added to the name of every test that needs the reference. */
export const referenceNote = referenceIsThere ? '' : ' (skipped: no reference folder on this machine)';

/** One reference file, parsed; only to be called where the reference is there. */
export function readReference(name: string): unknown {
  if (referenceFolder === null) throw new Error('There is no reference folder on this machine.');
  return JSON.parse(readFileSync(join(referenceFolder, name), 'utf8'));
}

/** The permissions of Microsoft Graph. */
export const graphReference = (): PermissionFile => readReference('graph-permissions.json') as PermissionFile;

/** The permissions of Exchange Online, its application roles, and what application access policies govern. */
export const exchangeReference = (): ExchangeFile => readReference('exchange-app-roles.json') as ExchangeFile;
