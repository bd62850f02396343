import { describe, expect, it } from 'vitest';
import { createSmallTenant } from '../../../../src/simulator/generator/small/small-tenant';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';
import { viewCasMailbox, viewMailbox } from '../../../../src/simulator/views/exchange-views';
import * as graph from '../../../../src/simulator/views/graph-views';
import { readReference, referenceIsThere } from '../../shared/domain/reach/permissions/reference-facts';

interface OpenApi {
  readonly 'x-entities': Readonly<Record<string, { readonly properties: Readonly<Record<string, unknown>> }>>;
}

interface Cmdlets {
  readonly propertySets: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const { state } = createSmallTenant(1, createSimulatedClock());
const first = <Row extends object>(rows: Iterable<Row>): Row => {
  for (const row of rows) return row;
  throw new Error('the tenant has none of these');
};
const application = [...state.applications].find((row) => row.passwordCredentials.length > 0)!;
const certified = [...state.applications].find((row) => row.keyCredentials.length > 0)!;
const { singles } = state;

const VIEWS: readonly (readonly [entity: string, view: graph.View])[] = [
  ['application', graph.viewApplication(application)],
  ['passwordCredential', graph.viewPasswordCredential(application.passwordCredentials[0]!)],
  ['keyCredential', graph.viewKeyCredential(certified.keyCredentials[0]!)],
  ['servicePrincipal', graph.viewServicePrincipal(first(state.servicePrincipals))],
  ['appRole', (graph.viewServicePrincipal(first(state.servicePrincipals))['appRoles'] as readonly graph.View[])[0]!],
  ['permissionScope', (graph.viewServicePrincipal(first(state.servicePrincipals))['oauth2PermissionScopes'] as readonly graph.View[])[0]!],
  ['appRoleAssignment', graph.viewAppRoleAssignment(first(state.appRoleAssignments))],
  ['oAuth2PermissionGrant', graph.viewPermissionGrant(first(state.permissionGrants))],
  ['user', graph.viewUser(first(state.users))],
  ['group', graph.viewGroup(first(state.groups))],
  ['administrativeUnit', graph.viewAdministrativeUnit(first(state.administrativeUnits))],
  ['unifiedRoleAssignment', graph.viewDirectoryRole(first(state.roleAssignments))],
  ['unifiedRoleEligibilitySchedule', graph.viewRoleEligibility(first(state.roleEligibilities))],
  ['servicePrincipalSignInActivity', graph.viewSignInActivity(first(state.signInActivities))],
  ['beta.appCredentialSignInActivity', graph.viewCredentialActivity(first(state.credentialActivities))],
  ['federatedIdentityCredential', graph.viewFederatedCredential(first(state.federatedCredentials))],
  ['tenantAppManagementPolicy', graph.viewDefaultAppManagementPolicy(singles.defaultAppManagementPolicy)],
  ['appManagementPolicy', graph.viewAppManagementPolicy(first(state.appManagementPolicies))],
  ['authorizationPolicy', graph.viewAuthorizationPolicy(singles.authorizationPolicy)],
  ['organization', graph.viewOrganization(singles.organization)],
];

describe.skipIf(!referenceIsThere)('the simulator and the reference: properties', () => {
  const entities = referenceIsThere ? (readReference('graph-openapi-subset.json') as OpenApi)['x-entities'] : {};
  const sets = referenceIsThere ? (readReference('exo-cmdlets.json') as Cmdlets).propertySets : {};

  it.each(VIEWS)('%s has only properties that Microsoft Graph has', (entity, view) => {
    const known = entities[entity]?.properties ?? {};
    expect(Object.keys(view).filter((name) => !Object.hasOwn(known, name))).toEqual([]);
  });

  it('a mailbox has only properties that Get-EXOMailbox has, but for what Get-User adds and its identity', () => {
    const known = new Set(Object.values(sets['Get-EXOMailbox'] ?? {}).flat());
    const elsewhere = ['Identity', 'WhenCreatedUTC', 'Department', 'Company', 'Office', 'City', 'StateOrProvince', 'CountryOrRegion'];
    const view = viewMailbox(state, first(state.mailboxes));
    expect(Object.keys(view).filter((name) => !known.has(name))).toEqual(elsewhere);
  });

  it('the client settings of a mailbox are those of Get-EXOCasMailbox and one of Get-CASMailbox', () => {
    const known = new Set(Object.values(sets['Get-EXOCasMailbox'] ?? {}).flat());
    expect(Object.keys(viewCasMailbox(first(state.mailboxes))).filter((name) => !known.has(name))).toEqual([
      'SmtpClientAuthenticationDisabled',
    ]);
  });
});

describe('a view', () => {
  it('never shows a secret or its hash', () => {
    const text = JSON.stringify(VIEWS);
    for (const { secretHash } of application.passwordCredentials) if (secretHash !== '') expect(text).not.toContain(secretHash);
    expect(text).not.toContain('secretHash');
  });
});
