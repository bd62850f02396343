import { EXCHANGE_APP_ID, GRAPH_APP_ID, resourceOf, type ResourceAppId } from './resources';

/** What else must be so before a permission lets an app grant itself reach. */
export type IndirectCondition = 'none' | 'appWithReachInTenant' | 'ownsAppWithReach' | 'exchangeAdministratorRole';

/** What a permission can change so that a scope covers more mailboxes. */
export type ScopeBasis = 'groupMembers' | 'administrativeUnitMembers' | 'userAttributes';

/** A permission that gives no reach by itself but can make or widen it. */
export interface PowerfulPermission {
  readonly resourceAppId: ResourceAppId;
  /** App role id, lower case. */
  readonly id: string;
  readonly value: string;
  /** How bad it is that an app can get reach by it, or null where it cannot. */
  readonly indirectReach: { readonly severity: 'critical' | 'high'; readonly condition: IndirectCondition } | null;
  /** What it can change under a scope, or null. */
  readonly widens: ScopeBasis | null;
  /** One sentence: what the app can do with it. */
  readonly risk: string;
  /** The Microsoft document the row rests on. */
  readonly source: string;
}

const PERMISSIONS_REFERENCE = 'https://learn.microsoft.com/graph/permissions-reference';
const APP_ONLY_DOCUMENT = 'https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2';

function indirect(
  id: string,
  value: string,
  severity: 'critical' | 'high',
  condition: IndirectCondition,
  risk: string,
  resourceAppId: ResourceAppId = GRAPH_APP_ID,
): PowerfulPermission {
  const source = resourceAppId === GRAPH_APP_ID ? PERMISSIONS_REFERENCE : APP_ONLY_DOCUMENT;
  return { resourceAppId, id, value, indirectReach: { severity, condition }, widens: null, risk, source };
}

function widening(id: string, value: string, widens: ScopeBasis, risk: string): PowerfulPermission {
  return { resourceAppId: GRAPH_APP_ID, id, value, indirectReach: null, widens, risk, source: PERMISSIONS_REFERENCE };
}

/** Every permission by which an app can get reach that it does not have, or widen what a scope rests on. */
export const POWERFUL_PERMISSIONS: readonly PowerfulPermission[] = [
  indirect(
    '06b708a9-e830-4db3-a914-8e69da51d44f',
    'AppRoleAssignment.ReadWrite.All',
    'critical',
    'none',
    'It can grant itself or any other app every application permission, without consent.',
  ),
  indirect(
    '9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8',
    'RoleManagement.ReadWrite.Directory',
    'critical',
    'none',
    'It can assign itself any directory role, Global Administrator included.',
  ),
  indirect(
    '025d3225-3f02-4882-b4c0-cd5b541a4e80',
    'RoleManagement.ReadWrite.Exchange',
    'critical',
    'none',
    'It can assign itself Exchange application roles over every mailbox.',
  ),
  indirect(
    'dd199f4a-f148-40a4-a2ec-f0069cc799ec',
    'RoleAssignmentSchedule.ReadWrite.Directory',
    'critical',
    'none',
    'It can activate any directory role for itself, Global Administrator included.',
  ),
  indirect(
    'fee28b28-e1f3-4841-818e-2704dc62245f',
    'RoleEligibilitySchedule.ReadWrite.Directory',
    'critical',
    'none',
    'It can make a principal it controls eligible for any directory role.',
  ),
  indirect(
    '1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9',
    'Application.ReadWrite.All',
    'critical',
    'appWithReachInTenant',
    'It can add a credential to an app that has reach, and act as that app.',
  ),
  indirect(
    '18a4783c-866b-4cc7-a460-3d5e5662c884',
    'Application.ReadWrite.OwnedBy',
    'high',
    'ownsAppWithReach',
    'It can add a credential to an app with reach that it owns, and act as that app.',
  ),
  indirect(
    '8e8e4742-1d95-4f68-9d56-6ee75648c72a',
    'DelegatedPermissionGrant.ReadWrite.All',
    'high',
    'none',
    'It can grant delegated mail permissions to any app for any user.',
  ),
  indirect(
    '50483e42-d915-4231-9639-7fdb7fd190e5',
    'UserAuthenticationMethod.ReadWrite.All',
    'high',
    'none',
    'It can add a sign-in method to a user and sign in as that user.',
  ),
  indirect(
    'cc117bb9-00cf-4eb8-b580-ea2a878fe8f7',
    'User-PasswordProfile.ReadWrite.All',
    'high',
    'none',
    'It can set the password of a user and sign in as that user.',
  ),
  indirect(
    'dc50a0fb-09a3-484d-be87-e023b12c6440',
    'Exchange.ManageAsApp',
    'critical',
    'exchangeAdministratorRole',
    'With an administrator role it can grant itself access to mailboxes by Exchange cmdlets.',
    EXCHANGE_APP_ID,
  ),
  indirect(
    'ea3d980d-ebc7-4be4-8298-a167e5b8797c',
    'Exchange.ManageAsAppV2',
    'critical',
    'exchangeAdministratorRole',
    'With an administrator role it can grant itself access to mailboxes by Exchange cmdlets.',
    EXCHANGE_APP_ID,
  ),
  // Graph changes the members of Microsoft 365 groups and plain security groups, never of mail-enabled security groups:
  // https://learn.microsoft.com/graph/api/resources/groups-overview
  widening(
    '62a82d76-70ea-41e2-9197-370581804d09',
    'Group.ReadWrite.All',
    'groupMembers',
    'It can add members to the group that a scope rests on.',
  ),
  widening(
    'dbaae8cf-10b5-4b86-a4a1-f871c94c6695',
    'GroupMember.ReadWrite.All',
    'groupMembers',
    'It can add members to the group that a scope rests on.',
  ),
  widening(
    '5eb59dd3-1da2-4329-8733-9dabdc435916',
    'AdministrativeUnit.ReadWrite.All',
    'administrativeUnitMembers',
    'It can add members to the administrative unit that a scope rests on.',
  ),
  widening(
    '741f803b-c850-494e-b5df-cde7c675a1ca',
    'User.ReadWrite.All',
    'userAttributes',
    'It can change the attributes of users that the filter of a scope rests on.',
  ),
];

const keyOf = (resourceAppId: ResourceAppId, rest: string): string => `${resourceAppId}/${rest.trim().toLowerCase()}`;

const BY_ID = new Map(POWERFUL_PERMISSIONS.map((row) => [keyOf(row.resourceAppId, row.id), row]));
const BY_NAME = new Map(POWERFUL_PERMISSIONS.map((row) => [keyOf(row.resourceAppId, row.value), row]));

/** The powerful permission of an app role: by resource and id, for an id the table lacks by the name in the reading; otherwise null. */
export function lookupPowerfulPermission(
  resourceAppId: string,
  appRoleId: string,
  nameInReading: string | undefined,
): PowerfulPermission | null {
  const resource = resourceOf(resourceAppId);
  if (resource === null) return null;
  const byId = BY_ID.get(keyOf(resource, appRoleId));
  if (byId !== undefined) return byId;
  return nameInReading === undefined ? null : (BY_NAME.get(keyOf(resource, nameInReading)) ?? null);
}
