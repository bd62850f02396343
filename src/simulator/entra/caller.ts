import type { AccessTokenClaims } from './access-tokens';

/** Whoever a checked token speaks for. */
export type Caller =
  | { readonly kind: 'app'; readonly appId: string; readonly objectId: string; readonly roles: readonly string[] }
  | { readonly kind: 'person'; readonly appId: string; readonly userId: string; readonly scopes: readonly string[] };

/** Reads the caller from the claims of a checked token. */
export function callerOf(claims: AccessTokenClaims): Caller {
  if (claims.idtyp === 'app') return { kind: 'app', appId: claims.appid, objectId: claims.oid, roles: claims.roles ?? [] };
  return { kind: 'person', appId: claims.appid, userId: claims.oid, scopes: (claims.scp ?? '').split(' ').filter((scope) => scope !== '') };
}
