import type { AdministrativeUnit, Group, ServicePrincipal, User } from './directory-types';
import type {
  ApplicationAccessPolicy,
  ExchangeGroup,
  Mailbox,
  ManagementScope,
  Recipient,
  RoleAssignment,
  ServicePrincipalPointer,
} from './exchange-types';

/** Rows that can be found by id and gone through. */
export interface Rows<Row> extends Iterable<Row> {
  get(id: string): Row | undefined;
  has(id: string): boolean;
}

/** Links, from both sides. */
export interface LinkRows {
  has(holder: string, member: string): boolean;
  holdersOf(member: string): readonly string[];
}

/**
 * What Exchange Online goes by when it decides about an app: the state of the tenant itself has this shape, and so has the
 * state as it was some time ago.
 */
export interface RightsView {
  readonly accessPolicies: Rows<ApplicationAccessPolicy>;
  readonly pointers: Rows<ServicePrincipalPointer>;
  readonly managementRoleAssignments: Rows<RoleAssignment>;
  readonly managementScopes: Rows<ManagementScope>;
  readonly groups: Rows<Group>;
  readonly exchangeGroups: Rows<ExchangeGroup>;
  readonly administrativeUnits: Rows<AdministrativeUnit>;
  readonly mailboxes: Rows<Mailbox>;
  readonly recipients: Rows<Recipient>;
  readonly users: Rows<User>;
  readonly servicePrincipals: Rows<ServicePrincipal>;
  readonly members: LinkRows;
  readonly unitMembers: LinkRows;
}
