import type { Caller } from '../entra/caller';
import type { TenantState } from '../state/tenant-state';
import type { View } from '../views/graph-views';
import type { EntityType } from './entity-types';
import type { GraphError } from './graph-errors';
import { matchedParts, splitKey } from './path-parts';
import type { ListSource } from './row-source';
import { APPLICATION_ROUTES } from './routes/applications';
import { GROUP_ROUTES } from './routes/groups';
import { MAILBOX_ROUTES } from './routes/mailboxes';
import { POLICY_ROUTES } from './routes/policies';
import { REPORT_ROUTES } from './routes/reports';
import { ROLE_ROUTES } from './routes/roles';
import { TENANT_ROUTES } from './routes/tenant';
import { USER_ROUTES } from './routes/users';

/** What a path leads to. */
export type RouteAnswer =
  | { readonly kind: 'list'; readonly source: ListSource }
  | {
      readonly kind: 'entity';
      readonly type: EntityType;
      readonly view: View;
      readonly contextName: string;
      readonly expand?: (relationship: string) => ListSource | undefined;
    }
  | { readonly kind: 'failure'; readonly error: GraphError };

/** What a route needs to answer. */
export interface RouteContext {
  readonly state: TenantState;
  readonly caller: Caller;
  /** The variable segments, in the order in which they stand in the path. */
  readonly ids: readonly string[];
  /** `microsoft.graph.user` at the end of a path: only objects of this type. */
  readonly cast: string | null;
  readonly hasLicenseForReports: boolean;
}

/** A path that is served for reading; what changes something is in writes/. */
export interface Route {
  readonly template: string;
  readonly versions: readonly ('v1.0' | 'beta')[];
  /** Whose limits count. */
  readonly limits: 'directory' | 'mailbox' | 'global';
  /** Whether `…/microsoft.graph.user` may follow. */
  readonly casts?: boolean;
  answer(context: RouteContext): RouteAnswer;
}

/** Every path that the simulated Graph serves. */
export const ROUTES: readonly Route[] = [
  ...APPLICATION_ROUTES,
  ...USER_ROUTES,
  ...GROUP_ROUTES,
  ...ROLE_ROUTES,
  ...POLICY_ROUTES,
  ...REPORT_ROUTES,
  ...TENANT_ROUTES,
  ...MAILBOX_ROUTES,
];

/** A path that was found. */
export interface FoundRoute {
  readonly route: Route;
  readonly ids: readonly string[];
  readonly cast: string | null;
  /** The path ended in `/$count`. */
  readonly rawCount: boolean;
}

const TEMPLATES = ROUTES.map((route) => ({ route, parts: route.template.slice(1).split('/') }));

/** Finds the route of a path; otherwise the segment that leads nowhere. */
export function findRoute(version: 'v1.0' | 'beta', segments: readonly string[]): FoundRoute | { readonly unknown: string } {
  const parts = segments.flatMap(splitKey);
  const rawCount = parts.at(-1) === '$count';
  const path = rawCount ? parts.slice(0, -1) : parts;
  const last = path.at(-1) ?? '';
  const cast = last.startsWith('microsoft.graph.') ? last.slice('microsoft.graph.'.length) : null;
  const plain = cast === null ? path : path.slice(0, -1);
  let reached = 0;
  for (const { route, parts: wanted } of TEMPLATES) {
    if (!route.versions.includes(version)) continue;
    const matched = matchedParts(wanted, plain);
    reached = Math.max(reached, matched);
    if (matched < plain.length || wanted.length !== plain.length || (cast !== null && !route.casts)) continue;
    const ids = plain.filter((_part, index) => wanted[index]?.startsWith('{') ?? false);
    return { route, ids, cast, rawCount };
  }
  return { unknown: plain[reached] ?? last };
}
