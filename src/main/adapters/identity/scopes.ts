import type { Cloud } from '../../../shared/domain/clouds/clouds';
import type { TokenResource } from '../../ports/identity';

/** What the library adds to every request by itself; none of them opens an API. */
const OF_THE_LIBRARY: ReadonlySet<string> = new Set(['openid', 'profile', 'offline_access', 'email']);

/**
 * Permissions as the sign-in service is asked for them: each with the API it belongs to; `.default`, whatever was granted, where none is named.
 * https://learn.microsoft.com/entra/identity-platform/scopes-oidc#the-default-scope
 */
export function scopesFor(cloud: Cloud, resource: TokenResource, names: readonly string[]): string[] {
  return (names.length === 0 ? ['.default'] : names).map((name) => `${addressOf(cloud, resource)}/${name}`);
}

/** Permissions by their short names, from an answer that names some with their API and some without. */
export function shortNames(cloud: Cloud, resource: TokenResource, scopes: readonly string[]): readonly string[] {
  const prefix = `${addressOf(cloud, resource)}/`.toLowerCase();
  const names = scopes.map((scope) => (scope.toLowerCase().startsWith(prefix) ? scope.slice(prefix.length) : scope));
  return [...new Set(names)].filter((name) => name !== '.default' && name !== '' && !OF_THE_LIBRARY.has(name));
}

function addressOf(cloud: Cloud, resource: TokenResource): string {
  return resource === 'graph' ? cloud.graphResource : cloud.exchange;
}
