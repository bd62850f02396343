import { matchedParts, splitKey } from '../path-parts';
import { APPLICATION_WRITES } from './application-writes';
import { ASSIGNMENT_WRITES } from './assignment-writes';
import { CREDENTIAL_WRITES } from './credential-writes';
import { GRANT_WRITES } from './grant-writes';
import { GROUP_WRITES } from './group-writes';
import { PRINCIPAL_WRITES } from './principal-writes';
import { SEND_MAIL_WRITES } from './send-mail';
import { UNIT_WRITES } from './unit-writes';
import { USER_WRITES } from './user-writes';
import type { WriteRoute } from './write-route';

/** Every request that changes something in the simulated Graph. Version v1.0 alone: beta is not for production. */
export const WRITE_ROUTES: readonly WriteRoute[] = [
  ...APPLICATION_WRITES,
  ...CREDENTIAL_WRITES,
  ...PRINCIPAL_WRITES,
  ...ASSIGNMENT_WRITES,
  ...GRANT_WRITES,
  ...GROUP_WRITES,
  ...UNIT_WRITES,
  ...USER_WRITES,
  ...SEND_MAIL_WRITES,
];

/** A write that was found. */
export interface FoundWrite {
  readonly route: WriteRoute;
  readonly ids: readonly string[];
}

const TEMPLATES = WRITE_ROUTES.map((route) => ({ route, parts: route.template.slice(1).split('/') }));

/** Finds the write of a path: `known` where the path takes writes, but not by this method. */
export function findWrite(method: string, segments: readonly string[]): FoundWrite | 'known' | null {
  const parts = segments.flatMap(splitKey);
  const there = TEMPLATES.filter(({ parts: wanted }) => wanted.length === parts.length && matchedParts(wanted, parts) === parts.length);
  const found = there.find(({ route }) => route.method === method);
  if (found) return { route: found.route, ids: parts.filter((_part, index) => found.parts[index]?.startsWith('{') ?? false) };
  return there.length > 0 ? 'known' : null;
}
