import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTenant } from '../../../../src/engine/reading/read-tenant';
import type { Collection } from '../../../../src/shared/domain/collection/collection.schema';
import type { DirectoryAnswer, DirectoryRequest } from '../../../../src/shared/ipc/tenant-access';
import { answer, FakeDirectory, FakeExchange, StandingClock } from '../../../support/reading/fake-tenant';
import { collectionIn } from '../../../support/reading/read-simulator';
import { referenceFolder } from '../../../support/reference';

interface Sample {
  readonly examples: readonly { readonly response?: { readonly status?: number; readonly body?: Readonly<Record<string, unknown>> } }[];
}

/** The body of the first documented answer in a sample that is one. */
function bodyOf(name: string): Readonly<Record<string, unknown>> {
  const sample = JSON.parse(readFileSync(join(referenceFolder ?? '', 'samples', `${name}.json`), 'utf8')) as Sample;
  const body = sample.examples.find((example) => [200, 201].includes(example.response?.status ?? 0))?.response?.body;
  if (!body) throw new Error(`${name} shows no answer`);
  return body;
}

const wrapped = (name: string): unknown => ({ value: [bodyOf(name)] });

/** What answers which address; where the reference shows an object only, a list of it. */
const ANSWERS: readonly (readonly [path: RegExp, body: () => unknown])[] = [
  [/^\/v1\.0\/organization/, () => bodyOf('organization-list.v1_0')],
  [/\/\$count$/, () => 1],
  [/servicePrincipals\(appId=/, () => bodyOf('serviceprincipal-get.v1_0')],
  [/appRoleAssignedTo/, () => bodyOf('serviceprincipal-list-approleassignments.v1_0')],
  [/^\/v1\.0\/servicePrincipals\?/, () => wrapped('serviceprincipal-get.v1_0')],
  [
    /federatedIdentityCredentials/,
    () => ({ value: [{ id: 'app', federatedIdentityCredentials: bodyOf('application-list-federatedidentitycredentials.beta')['value'] }] }),
  ],
  [/^\/v1\.0\/applications\?/, () => wrapped('application-get.v1_0')],
  [/oauth2PermissionGrants/, () => bodyOf('oauth2permissiongrant-list.v1_0')],
  [/^\/v1\.0\/users\?/, () => bodyOf('user-list.v1_0')],
  [/^\/v1\.0\/groups\?/, () => wrapped('group-post-groups.v1_0')],
  [/^\/groups\/[^/]+\/members/, () => bodyOf('group-list-members.v1_0')],
  [/administrativeUnits\?/, () => bodyOf('directory-list-administrativeunits.v1_0')],
  [/^\/directory\/administrativeUnits\/[^/]+\/members/, () => bodyOf('administrativeunit-list-members.v1_0')],
  [/directory\/roleAssignments/, () => bodyOf('rbacapplication-list-roleassignments.v1_0')],
  [/roleEligibilitySchedules/, () => bodyOf('rbacapplication-list-roleeligibilityschedules.v1_0')],
  [/servicePrincipalSignInActivities\?/, () => bodyOf('reportroot-list-serviceprincipalsigninactivities.beta')],
  [/appCredentialSignInActivities\?/, () => bodyOf('reportroot-list-appcredentialsigninactivities.beta')],
  [/defaultAppManagementPolicy/, () => bodyOf('tenantappmanagementpolicy-get.beta')],
  [/appManagementPolicies\?/, () => bodyOf('appmanagementpolicy-list.beta')],
  [/appliesTo/, () => bodyOf('appmanagementpolicy-list-appliesto.v1_0')],
  [/authorizationPolicy/, () => bodyOf('authorizationpolicy-get.v1_0')],
];

function serve(path: string, request: DirectoryRequest): DirectoryAnswer {
  if (path.endsWith('/$batch')) {
    const { requests } = JSON.parse(request.body ?? '{}') as {
      readonly requests: readonly { readonly id: string; readonly url: string }[];
    };
    return answer(200, { responses: requests.map(({ id, url }) => ({ id, status: 200, body: find(url) })) });
  }
  return answer(200, find(path));
}

/** Later pages of what the reference cut off are empty. */
function find(path: string): unknown {
  return path.includes('$skiptoken') ? { value: [] } : (ANSWERS.find(([pattern]) => pattern.test(path))?.[1]() ?? { value: [] });
}

describe.skipIf(referenceFolder === null)('the documented answers of Graph are read as they are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailscope-samples-'));
  let collection: Collection;

  beforeAll(async () => {
    const group = String(bodyOf('group-post-groups.v1_0')['id']);
    const clock = new StandingClock();
    const target = join(folder, 'reading.json.gz');
    const unit = String((bodyOf('directory-list-administrativeunits.v1_0')['value'] as readonly { id: string }[])[0]?.id);
    const outcome = await readTenant({
      directory: new FakeDirectory(clock, (path, _times, request) => serve(path, request)),
      exchange: new FakeExchange(clock, (cmdlet) => {
        if (cmdlet === 'Get-EXORecipientPermission') return [{ Identity: 'a', Trustee: group, AccessRights: ['SendAs'] }];
        if (cmdlet === 'Get-ManagementRoleAssignment') return [{ Role: 'x', RecipientAdministrativeUnitScope: unit }];
        return [];
      }),
      clock,
      signal: new AbortController().signal,
      folder: join(folder, 'run'),
      target,
      runId: 'run',
      wishes: { target: 'demo', tenantId: 't', cloud: 'global', mode: 'live', mailboxPermissions: 'all' },
      resume: false,
      version: '0',
    });
    expect(outcome).toMatchObject({ ok: true });
    collection = collectionIn(readFileSync(target));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    'graph.resources',
    'graph.servicePrincipals',
    'graph.applications',
    'graph.appRoleAssignments',
    'graph.oauth2PermissionGrants',
    'graph.users',
    'graph.groups',
    'graph.groupMembers',
    'graph.administrativeUnitMembers',
    'graph.administrativeUnits',
    'graph.directoryRoleAssignments',
    'graph.directoryRoleEligibilities',
    'graph.signInActivities',
    'graph.credentialSignInActivities',
    'graph.federatedIdentityCredentials',
    'graph.appManagementPolicies',
    'graph.authorizationPolicy',
  ])('%s', (source) => {
    expect(collection.coverage[source]).toMatchObject({ state: 'complete' });
    expect(collection.coverage[source]?.count).toBeGreaterThan(0);
  });

  it('with the name and the first domain of the tenant', () => {
    expect(collection.tenant.displayName).toBe('Contoso');
    expect(collection.tenant.defaultDomain).toMatch(/\./);
  });
});
