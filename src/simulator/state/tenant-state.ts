import type { SimulatedClock } from './clock';
import type {
  AdministrativeUnit,
  AppRoleAssignment,
  Application,
  CredentialActivity,
  DirectoryRole,
  FederatedCredential,
  Group,
  OrgContact,
  Organization,
  PermissionGrant,
  ServicePrincipal,
  SignInActivity,
  User,
} from './directory-types';
import type { AppManagementPolicy, AuthorizationPolicy, DefaultAppManagementPolicy } from './policy-types';
import { EntryLists } from './entry-lists';
import type {
  ApplicationAccessPolicy,
  ExchangeGroup,
  FolderPermission,
  Mailbox,
  MailboxPermission,
  ManagementRole,
  ManagementScope,
  Message,
  OrganizationConfig,
  Recipient,
  RecipientPermission,
  RoleAssignment,
  RoleGroup,
  ServicePrincipalPointer,
  TransportConfig,
} from './exchange-types';
import { Links } from './links';
import { MailStore } from './mail-store';
import { Replication } from './replication';
import { seenDirectory, type SeenDirectory } from './seen-directory';
import { RightsCache } from './rights-cache';
import { Table } from './table';

/** What there is one of in a tenant. */
export interface TenantSingles {
  readonly organization: Organization;
  readonly authorizationPolicy: AuthorizationPolicy;
  readonly defaultAppManagementPolicy: DefaultAppManagementPolicy;
  readonly organizationConfig: OrganizationConfig;
  readonly transportConfig: TransportConfig;
}

/** An account that can sign in at the simulated sign-in page. */
export interface SignInAccount {
  readonly userId: string;
  readonly passwordHash: string;
  /** Sign-ins from before this moment (milliseconds) count no more: a new password, or sessions that were revoked. */
  readonly validFrom?: number;
  /** The tenant that a guest comes from, and the guest's id there. */
  readonly home?: { readonly tenantId: string; readonly userId: string };
}

/**
 * Everything a simulated tenant holds. Rows are plain, read-only objects: a change puts a new row in the place of the old one.
 * Whoever changes several tables for one act (a deleted user leaves its groups) does all of it before it answers.
 */
export class TenantState {
  // The directory.
  readonly applications = new Table<Application>((row) => row.id);
  readonly servicePrincipals = new Table<ServicePrincipal>((row) => row.id);
  readonly appRoleAssignments = new Table<AppRoleAssignment>((row) => row.id);
  readonly permissionGrants = new Table<PermissionGrant>((row) => row.id);
  readonly users = new Table<User>((row) => row.id);
  readonly groups = new Table<Group>((row) => row.id);
  readonly contacts = new Table<OrgContact>((row) => row.id);
  readonly administrativeUnits = new Table<AdministrativeUnit>((row) => row.id);
  readonly roleAssignments = new Table<DirectoryRole>((row) => row.id);
  readonly roleEligibilities = new Table<DirectoryRole>((row) => row.id);
  readonly signInActivities = new Table<SignInActivity>((row) => row.appId);
  readonly credentialActivities = new Table<CredentialActivity>((row) => row.id);
  readonly federatedCredentials = new Table<FederatedCredential>((row) => row.id);
  readonly appManagementPolicies = new Table<AppManagementPolicy>((row) => row.id);
  readonly signInAccounts = new Table<SignInAccount>((row) => row.userId);
  /** Group → direct members (users, groups, service principals, contacts). */
  readonly members = new Links();
  /** Administrative unit → members (users, groups). */
  readonly unitMembers = new Links();
  /** Application, service principal or group → owners (users, service principals). */
  readonly owners = new Links();

  // Exchange.
  readonly mailboxes = new Table<Mailbox>((row) => row.ExternalDirectoryObjectId);
  readonly recipients = new Table<Recipient>((row) => row.ExternalDirectoryObjectId);
  readonly exchangeGroups = new Table<ExchangeGroup>((row) => row.ExternalDirectoryObjectId);
  readonly pointers = new Table<ServicePrincipalPointer>((row) => row.Guid);
  readonly managementRoles = new Table<ManagementRole>((row) => row.Name);
  readonly managementScopes = new Table<ManagementScope>((row) => row.Name);
  readonly managementRoleAssignments = new Table<RoleAssignment>((row) => row.Name);
  readonly accessPolicies = new Table<ApplicationAccessPolicy>((row) => row.Guid);
  readonly roleGroups = new Table<RoleGroup>((row) => row.Name);
  readonly mailboxPermissions = new EntryLists<MailboxPermission>();
  readonly recipientPermissions = new EntryLists<RecipientPermission>();
  readonly folderPermissions = new EntryLists<FolderPermission>();
  readonly mail: MailStore;

  // Other ways to find the same rows.
  readonly applicationsByAppId = this.applications.indexBy((row) => row.appId);
  readonly applicationsByUniqueName = this.applications.indexBy((row) => row.uniqueName);
  readonly servicePrincipalsByAppId = this.servicePrincipals.indexBy((row) => row.appId);
  readonly assignmentsByPrincipal = this.appRoleAssignments.indexBy((row) => row.principalId);
  readonly assignmentsByResource = this.appRoleAssignments.indexBy((row) => row.resourceId);
  readonly grantsByClient = this.permissionGrants.indexBy((row) => row.clientId);
  readonly usersByPrincipalName = this.users.indexBy((row) => row.userPrincipalName);
  readonly mailboxesByAddress = this.mailboxes.indexBy((row) => row.PrimarySmtpAddress);
  readonly pointersByAppId = this.pointers.indexBy((row) => row.AppId);
  readonly rolesByPrincipal = this.roleAssignments.indexBy((row) => row.principalId);
  readonly federatedByApplication = this.federatedCredentials.indexBy((row) => row.applicationId);

  /** What was written lately, and who knows of it by now. */
  readonly replication: Replication;
  /** The directory as its readers see it, who learn of a change a little later. Whoever writes works on the tables themselves. */
  readonly seen: SeenDirectory;
  /** What Exchange Online goes by when an app calls: what it knows by now of policies, roles and groups. */
  readonly rights = new RightsCache(this);

  /** The moment the tenant was made for, in milliseconds. */
  readonly madeAt: number;

  private one: TenantSingles;

  /** `firstMessages` makes the messages of a mailbox (its id in lower case) when somebody first looks into it. */
  constructor(
    readonly clock: SimulatedClock,
    singles: TenantSingles,
    firstMessages: (mailboxId: string, state: TenantState) => readonly Message[] = () => [],
  ) {
    this.one = singles;
    this.replication = new Replication(clock);
    this.seen = seenDirectory(this);
    this.madeAt = clock.now();
    this.mail = new MailStore((mailboxId) => firstMessages(mailboxId, this));
  }

  /** The tenant's id. */
  get tenantId(): string {
    return this.one.organization.id;
  }

  /** The tenant's default domain. */
  get defaultDomain(): string {
    return this.one.organization.verifiedDomains.find((domain) => domain.isDefault)?.name ?? '';
  }

  /** The tenant's first domain, `….onmicrosoft.com`. */
  get initialDomain(): string {
    return this.one.organization.verifiedDomains.find((domain) => domain.isInitial)?.name ?? '';
  }

  /** What there is one of. */
  get singles(): TenantSingles {
    return this.one;
  }

  /** Changes what there is one of. */
  setSingles(changes: Partial<TenantSingles>): void {
    this.one = { ...this.one, ...changes };
  }
}
