import { randomUUID } from 'node:crypto';
import type { Application, ServicePrincipal } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { viewApplication } from '../../views/graph-views';
import { alternateKey } from '../alternate-key';
import { entityType } from '../entity-types';
import { done, type Outcome } from '../graph-errors';
import { APPLICATION_BODY } from './bodies';
import { isRecord } from './body-shapes';
import { replacedKeys, type GivenKey } from './key-list';
import { withApplication } from './lookups';
import { readBody } from './read-body';
import { addReference, removeReference } from './references';
import { removePrincipal } from './remove-objects';
import { WRITE_ERRORS } from './write-errors';
import { DONE, failure, write, type WriteAnswer, type WriteContext, type WriteRoute } from './write-route';

type GivenApplication = Omit<Application, 'keyCredentials'> & { readonly keyCredentials: readonly GivenKey[] };

/** Registrations. https://learn.microsoft.com/graph/api/resources/application */
export const APPLICATION_WRITES: readonly WriteRoute[] = [
  write('POST', '/applications', (context) => create(context, null)),
  write('PATCH', '/applications/{id}', (context) => {
    const uniqueName = alternateKey(context.ids[0] ?? '', 'uniqueName');
    return uniqueName !== null && mayCreate(context) && !context.state.applicationsByUniqueName.first(uniqueName)
      ? create(context, uniqueName)
      : update(context, uniqueName);
  }),
  write('DELETE', '/applications/{id}', (context) =>
    withApplication(context, (row) => {
      removeApplication(context.state, row);
      return DONE;
    }),
  ),
  write('POST', '/applications/{id}/owners/$ref', (context) =>
    withApplication(context, (row) => addReference(context, row.id, ownersOf(context.state))),
  ),
  write('DELETE', '/applications/{id}/owners/{id}/$ref', (context) =>
    withApplication(context, (row) => removeReference(row.id, context.ids[1] ?? '', ownersOf(context.state))),
  ),
];

/** Applications and service principals are owned by people and service principals. https://learn.microsoft.com/graph/api/application-post-owners */
export function ownersOf({ owners }: TenantState): Parameters<typeof addReference>[2] {
  return { links: owners, property: 'owners', types: ['user', 'servicePrincipal'] };
}

/** `Prefer: create-if-missing`. https://learn.microsoft.com/graph/api/application-upsert */
function mayCreate({ header }: WriteContext): boolean {
  return (header('prefer') ?? '').split(',').some((word) => word.trim().toLowerCase() === 'create-if-missing');
}

function create(context: WriteContext, uniqueName: string | null): WriteAnswer {
  const { state, caller } = context;
  const read = readBody<GivenApplication>(context.body, APPLICATION_BODY, 'create');
  if (!read.ok) return failure(read.error);
  const { keyCredentials = [], ...given } = read.value;
  const name = uniqueName ?? given.uniqueName ?? null;
  if (uniqueName !== null && typeof given.uniqueName === 'string' && given.uniqueName !== uniqueName)
    return failure(WRITE_ERRORS.mismatch('uniqueName'));
  if (name !== null && state.applicationsByUniqueName.first(name)) return failure(WRITE_ERRORS.taken('uniqueName'));
  const createdDateTime = state.clock.nowText();
  const id = randomUUID();
  const keys = replacedKeys(state, { kind: 'application', id, createdDateTime }, [], keyCredentials);
  if (!keys.ok) return failure(keys.error);
  const platforms = platformsOf(null, given);
  const row: Application = {
    id,
    appId: randomUUID(),
    displayName: given.displayName ?? '',
    createdDateTime,
    signInAudience: given.signInAudience ?? 'AzureADandPersonalMicrosoftAccount',
    publisherDomain: state.initialDomain,
    passwordCredentials: [],
    keyCredentials: keys.value,
    requiredResourceAccess: given.requiredResourceAccess ?? [],
    ...platforms,
    ...(typeof given.isFallbackPublicClient === 'boolean' ? { isFallbackPublicClient: given.isFallbackPublicClient } : {}),
    tags: given.tags ?? [],
    uniqueName: name,
    notes: given.notes ?? null,
  };
  const problem = problemOf(row);
  if (problem !== null) return problem;
  state.applications.add(row);
  // Whoever makes a registration owns it: an app that acts by itself, and a person. https://learn.microsoft.com/graph/api/application-post-applications
  state.owners.add(row.id, caller.kind === 'app' ? caller.objectId : caller.userId);
  return { kind: 'created', type: entityType('application'), view: viewApplication(row), contextName: 'applications' };
}

function update(context: WriteContext, uniqueName: string | null): WriteAnswer {
  const { state } = context;
  return withApplication(context, (row) => {
    const read = readUpdate(context, row, uniqueName);
    if (!read.ok) return failure(read.error);
    const { keyCredentials, uniqueName: _same, ...given } = read.value;
    const holder = { kind: 'application', id: row.id, createdDateTime: row.createdDateTime } as const;
    const keys = keyCredentials === undefined ? done(row.keyCredentials) : replacedKeys(state, holder, row.keyCredentials, keyCredentials);
    if (!keys.ok) return failure(keys.error);
    const { isFallbackPublicClient: fallback, ...rest } = { ...row, ...given };
    const changed: Application = {
      ...rest,
      ...platformsOf(row, given),
      keyCredentials: keys.value,
      ...(typeof fallback === 'boolean' ? { isFallbackPublicClient: fallback } : {}),
    };
    const problem = problemOf(changed);
    if (problem !== null) return problem;
    state.applications.replace(changed);
    mirror(state, changed);
    return DONE;
  });
}

/** A name in the address may stand in the body too, if it is the same; otherwise it cannot be changed. */
function readUpdate({ body }: WriteContext, row: Application, uniqueName: string | null): Outcome<Partial<GivenApplication>> {
  if (uniqueName === null || !isRecord(body) || body['uniqueName'] !== row.uniqueName) return readBody(body, APPLICATION_BODY, 'change');
  const { uniqueName: _same, ...rest } = body;
  return readBody<GivenApplication>(rest, APPLICATION_BODY, 'change');
}

/** Redirect addresses by platform; a platform that is not named stays as it is. */
function platformsOf(row: Application | null, given: Partial<GivenApplication>): Pick<Application, 'web' | 'spa' | 'publicClient'> {
  const of = (platform: 'web' | 'spa' | 'publicClient'): { readonly redirectUris: readonly string[] } => ({
    redirectUris: given[platform]?.redirectUris ?? row?.[platform].redirectUris ?? [],
  });
  return { web: of('web'), spa: of('spa'), publicClient: of('publicClient') };
}

/** https://learn.microsoft.com/entra/identity-platform/reply-url */
function problemOf(row: Application): WriteAnswer | null {
  if (row.displayName.trim() === '') return failure(WRITE_ERRORS.invalidValue('displayName'));
  if (new Set(row.tags.map((tag) => tag.toLowerCase())).size < row.tags.length) return failure(WRITE_ERRORS.invalidValue('tags'));
  for (const platform of ['web', 'spa', 'publicClient'] as const) {
    const wrong = row[platform].redirectUris.some((uri) => !isRedirect(uri, platform));
    if (wrong) return failure(WRITE_ERRORS.invalidValue('redirectUris'));
  }
  const all = [row.web, row.spa, row.publicClient].flatMap(({ redirectUris }) => redirectUris);
  return new Set(all).size < all.length ? failure(WRITE_ERRORS.invalidValue('redirectUris')) : null;
}

function isRedirect(uri: string, platform: 'web' | 'spa' | 'publicClient'): boolean {
  // Graph takes addresses that the portal does not, http and wildcards among them; a fragment is taken nowhere.
  const scheme = /^([a-z][a-z0-9+.-]*):\S+$/i.exec(uri)?.[1]?.toLowerCase();
  return scheme !== undefined && !uri.includes('#') && (platform === 'publicClient' || ['http', 'https'].includes(scheme));
}

/** What the tenant's instance of an own application has from its registration. */
function mirror(state: TenantState, application: Application): void {
  const principal = state.servicePrincipalsByAppId.first(application.appId);
  if (!principal) return;
  const next: ServicePrincipal = {
    ...principal,
    displayName: application.displayName,
    signInAudience: application.signInAudience,
    replyUrls: [application.web, application.spa, application.publicClient].flatMap(({ redirectUris }) => redirectUris),
  };
  if (JSON.stringify(next) !== JSON.stringify(principal)) state.servicePrincipals.replace(next);
}

/** With a registration goes the tenant's instance of it. https://learn.microsoft.com/graph/api/application-delete */
function removeApplication(state: TenantState, row: Application): void {
  const principal = state.servicePrincipalsByAppId.first(row.appId);
  if (principal) removePrincipal(state, principal.id);
  for (const credential of [...state.federatedByApplication.all(row.id)]) state.federatedCredentials.remove(credential.id);
  state.owners.removeObject(row.id);
  state.applications.remove(row.id);
}
