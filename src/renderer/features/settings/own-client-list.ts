import type { OwnClient } from '../../../shared/ipc/account-shapes';
import { readClientId } from '../accounts/client-id';
import { readTenant } from '../accounts/tenant-name';

/** What is entered for a registration. */
export interface OwnClientEntry {
  readonly cloud: OwnClient['cloud'];
  readonly clientId: string;
  readonly tenant: string;
}

/** The registration that was entered, or which field does not hold what it should. */
export type ReadOwnClient =
  { readonly client: OwnClient; readonly problem: null } | { readonly client: null; readonly problem: 'clientId' | 'tenant' };

/** Reads what was entered. */
export function readOwnClient(entry: OwnClientEntry): ReadOwnClient {
  const clientId = readClientId(entry.clientId);
  if (clientId === null) return { client: null, problem: 'clientId' };
  const tenant = readTenant(entry.tenant);
  if (tenant === null && entry.tenant.trim() !== '') return { client: null, problem: 'tenant' };
  return { client: { cloud: entry.cloud, clientId, tenant }, problem: null };
}

/** The registrations with one more; a cloud has one only. */
export function withOwnClient(clients: readonly OwnClient[], added: OwnClient): OwnClient[] {
  return [...withoutOwnClient(clients, added.cloud), added];
}

/** The registrations without that of a cloud. */
export function withoutOwnClient(clients: readonly OwnClient[], cloud: OwnClient['cloud']): OwnClient[] {
  return clients.filter((client) => client.cloud !== cloud);
}
