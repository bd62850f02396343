import type { OwnClient } from '../../../shared/ipc/account-shapes';
import { readClientId } from '../accounts/client-id';

/** What is entered for a registration. */
export interface OwnClientEntry {
  readonly cloud: OwnClient['cloud'];
  readonly clientId: string;
  readonly tenant: string;
}

/** Reads what was entered; null where the client id is none. */
export function readOwnClient({ cloud, clientId, tenant }: OwnClientEntry): OwnClient | null {
  const id = readClientId(clientId);
  return id === null ? null : { cloud, clientId: id, tenant: tenant.trim() === '' ? null : tenant.trim() };
}

/** The registrations with one more; a cloud has one only. */
export function withOwnClient(clients: readonly OwnClient[], added: OwnClient): OwnClient[] {
  return [...withoutOwnClient(clients, added.cloud), added];
}

/** The registrations without that of a cloud. */
export function withoutOwnClient(clients: readonly OwnClient[], cloud: OwnClient['cloud']): OwnClient[] {
  return clients.filter((client) => client.cloud !== cloud);
}
