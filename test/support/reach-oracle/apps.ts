import type { ExchangeItem, GraphItem } from '../../../src/shared/domain/collection/collection.schema';
import { heldRight, listOf, lower, mailboxId, resolveTrustee } from './directory';
import type { Directory } from './directory';
import { evaluateFilter } from './filter';
import { ALL, isMailboxRole, permissionOf, permissionsWithId, roleCapabilities, withImplied } from './permission-table';
import type { Permission } from './permission-table';
import { policyVerdict } from './policies';
import { allOf, anyOf, certain } from './ternary';
import type { Ternary } from './ternary';

type Mailbox = ExchangeItem<'mailboxes'>;
type Pointer = ExchangeItem<'servicePrincipals'>;
type Assignment = ExchangeItem<'managementRoleAssignments'>;

interface Holding {
  readonly permission: Permission;
  readonly held: Ternary;
}

function holdingsOf(directory: Directory, principalId: string): Holding[] {
  const { graph } = directory.collection;
  return (graph.appRoleAssignments ?? [])
    .filter((grant) => lower(grant.principalId) === principalId)
    .flatMap((grant): Holding[] => {
      const resource = (graph.resources ?? []).find((item) => lower(item.id) === lower(grant.resourceId));
      const other = directory.servicePrincipals.find((item) => lower(item.id) === lower(grant.resourceId));
      const roleId = lower(grant.appRoleId);
      if (!resource && !other) return permissionsWithId(roleId).map((permission) => ({ permission, held: 'unknown' }));
      const value = resource?.appRoles?.find((role) => lower(role.id) === roleId)?.value ?? undefined;
      const permission = permissionOf(lower(resource?.appId ?? other?.appId), roleId, value);
      return [{ permission, held: permission.doubtful ? 'unknown' : 'yes' }];
    });
}

function mailboxRight(directory: Directory, principalId: string, mailbox: Mailbox, right: 'fullAccess' | 'sendAs'): Ternary {
  const { exchange } = directory.collection;
  const rows =
    right === 'fullAccess'
      ? (exchange.mailboxPermissions ?? []).map((row) => ({ ...row, trustee: row.User, deny: row.Deny === true, wanted: 'fullaccess' }))
      : (exchange.recipientPermissions ?? []).map((row) => ({
          ...row,
          trustee: row.Trustee,
          deny: lower(row.AccessControlType) === 'deny',
          wanted: 'sendas',
        }));
  const entries = rows
    .filter((row) => isOn(row.Identity, mailbox) && rightsOf(row.AccessRights).includes(row.wanted))
    .map((row) => {
      const trustee = resolveTrustee(directory, row.trustee);
      // Where pointers were not read, a trustee whom nobody knows may be one of them.
      const nobody = trustee.kind === 'unresolved' && trustee.candidates.length === 0;
      const hidden = nobody && directory.state('exchange.servicePrincipals') !== 'complete';
      return {
        applies: hidden ? ('unknown' as const) : certain(trustee.kind === 'principal' && trustee.principal.id === principalId),
        inherited: row.IsInherited === true,
        deny: row.deny,
      };
    });
  const held = heldRight(entries);
  if (held === 'yes' || wasRead(directory, mailbox, right)) return held;
  // Nothing that was not read can beat a seen explicit denial.
  return entries.some((entry) => entry.applies === 'yes' && entry.deny && !entry.inherited) ? 'no' : 'unknown';
}

/** Whether the permissions of a mailbox were read, so that no entry means nobody. */
export function wasRead(directory: Directory, mailbox: Mailbox, right: 'fullAccess' | 'sendAs'): boolean {
  if (right === 'sendAs') return directory.state('exchange.recipientPermissions') === 'complete';
  if (directory.state('exchange.mailboxPermissions') === 'missing') return false;
  const read = directory.collection.exchange.mailboxPermissionsRead;
  if (read === undefined) return directory.state('exchange.mailboxPermissions') === 'complete';
  return read === 'all' || read.some((id) => lower(id) === mailboxId(mailbox));
}

/** The rights an entry names, in lower case. */
export function rightsOf(value: string | readonly string[] | null | undefined): string[] {
  return listOf(value).flatMap((text) => text.split(',').map((part) => part.trim().toLowerCase()));
}

/** Whether an entry's `Identity` names this mailbox: by id, or by an address or name (unique in every tenant the oracle is given). */
export function isOn(identity: string, mailbox: Mailbox): boolean {
  const text = lower(identity);
  return [
    mailbox.ExternalDirectoryObjectId,
    mailbox.Guid,
    mailbox.PrimarySmtpAddress,
    mailbox.UserPrincipalName,
    mailbox.DistinguishedName,
    mailbox.Name,
  ].some((key) => lower(key) === text && text !== '');
}

/** Adds a verdict for every capability that a set of capabilities brings. */
function add(reach: Map<string, Ternary>, capabilities: readonly string[], verdict: Ternary): void {
  for (const capability of withImplied(capabilities)) reach.set(capability, anyOf([reach.get(capability) ?? 'no', verdict]));
}

function heldVerdict(directory: Directory, principalId: string, appId: string, mailbox: Mailbox, { permission, held }: Holding): Ternary {
  if (permission.needs === 'fullAccess') return allOf([held, mailboxRight(directory, principalId, mailbox, 'fullAccess')]);
  if (permission.needs === 'sendAs') {
    const doubtful = allOf([mailboxRight(directory, principalId, mailbox, 'fullAccess'), 'unknown']);
    return allOf([held, anyOf([mailboxRight(directory, principalId, mailbox, 'sendAs'), doubtful])]);
  }
  return permission.governed ? allOf([held, policyVerdict(directory, appId, mailbox)]) : held;
}

function subjectOf(directory: Directory, mailbox: Mailbox) {
  const { exchange } = directory.collection;
  const read = (target: Mailbox, property: string): readonly string[] | null => {
    const entry = Object.entries(target).find(([name]) => lower(name) === property);
    const value: unknown = entry?.[1];
    if (typeof value === 'string') return [value];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null;
  };
  const LISTED =
    /^(name|displayname|alias|primarysmtpaddress|emailaddresses|userprincipalname|externaldirectoryobjectid|distinguishedname|recipienttypedetails|department|company|office|city|stateorprovince|countryorregion|customattribute([1-9]|1[0-5]))$/;
  return {
    valuesOf: (name: string): readonly string[] | null => {
      const property = lower(name);
      if (!LISTED.test(property)) return null;
      const values = read(mailbox, property);
      if (values === null) return directory.mailboxes.some((other) => read(other, property) !== null) ? [] : null;
      return property === 'emailaddresses' ? values.flatMap((value) => [value, value.replace(/^[a-z0-9]+:/i, '')]) : values;
    },
    memberOf: (distinguishedName: string): Ternary => {
      const groups = (exchange.groups ?? []).filter((item) => lower(item.DistinguishedName) === lower(distinguishedName));
      return groups.length === 1 ? directory.isMember(lower(groups[0]?.ExternalDirectoryObjectId), mailboxId(mailbox), false) : 'unknown';
    },
  };
}

function managementScope(directory: Directory, name: string, mailbox: Mailbox): Ternary {
  const scope = (directory.collection.exchange.managementScopes ?? []).find(
    (item) => lower(item.Name) === lower(name) || lower(item.Identity) === lower(name),
  );
  if (!scope || lower(scope.RecipientRoot) !== '' || lower(scope.ScopeRestrictionType) !== 'recipientscope') return 'unknown';
  return evaluateFilter(scope.RecipientFilter ?? '', subjectOf(directory, mailbox));
}

function groupScope(directory: Directory, name: string, mailbox: Mailbox): Ternary {
  const { graph, exchange } = directory.collection;
  const wanted = lower(name);
  const groups = [
    ...(exchange.groups ?? []).map((item) => ({
      id: lower(item.ExternalDirectoryObjectId),
      Name: item.Name,
      dn: item.DistinguishedName,
      guid: item.Guid,
      address: item.PrimarySmtpAddress,
    })),
    ...(graph.groups ?? []).map((item) => ({ id: lower(item.id), Name: null, dn: null, guid: null, address: item.mail })),
  ];
  for (const keys of [['Name'], ['dn'], ['id', 'guid'], ['address']] as const) {
    const matches = new Set(
      groups.filter((item) => keys.some((key) => lower(item[key]) === wanted && wanted !== '')).map((item) => item.id),
    );
    if (matches.size === 1) return directory.isMember([...matches].join(), mailboxId(mailbox), false);
    if (matches.size > 1) break;
  }
  return directory.state('exchange.groups') === 'complete' ? managementScope(directory, name, mailbox) : 'unknown';
}

function unitScope(directory: Directory, reference: string, mailbox: Mailbox): Ternary {
  const { graph } = directory.collection;
  const wanted = lower(reference);
  const units = graph.administrativeUnits ?? [];
  const byId = units.filter((item) => lower(item.id) === wanted);
  const matches = byId.length > 0 ? byId : units.filter((item) => lower(item.displayName) === wanted);
  if (matches.length !== 1) return 'unknown';
  const unitId = lower(matches[0]?.id);
  const seen = (graph.administrativeUnitMembers ?? []).some(
    (item) => lower(item.administrativeUnitId) === unitId && lower(item.memberId) === mailboxId(mailbox),
  );
  return seen ? 'yes' : directory.state('graph.administrativeUnitMembers') === 'complete' ? 'no' : 'unknown';
}

/** Whether a mailbox is in the scope of an assignment. */
export function inScope(directory: Directory, assignment: Assignment, mailbox: Mailbox): Ternary {
  const word = lower(assignment.RecipientWriteScope);
  const name = lower(assignment.CustomResourceScope) || lower(assignment.CustomRecipientWriteScope);
  if (word === 'organization') return name === '' ? 'yes' : managementScope(directory, name, mailbox);
  if (word === 'customrecipientscope') return managementScope(directory, name, mailbox);
  if (word === 'group') return groupScope(directory, lower(assignment.CustomResourceScope), mailbox);
  if (word === 'administrativeunit') return unitScope(directory, assignment.RecipientAdministrativeUnitScope ?? '', mailbox);
  return 'unknown';
}

function pointerOf(directory: Directory, assignment: Assignment): Pointer | undefined {
  const assignee = lower(assignment.RoleAssignee);
  const name = lower(assignment.RoleAssigneeName);
  const app = lower(assignment.App);
  return (
    directory.pointers.find((item) => assignee !== '' && (lower(item.Identity) === assignee || lower(item.Guid) === assignee)) ??
    directory.pointers.find((item) => name !== '' && lower(item.ObjectId) === name) ??
    directory.pointers.find((item) => app !== '' && lower(item.AppId) === app)
  );
}

/** The app an Exchange pointer belongs to, and whether the pointer is what it seems. */
export function ownerOf(directory: Directory, pointer: Pointer): { readonly appId: string; readonly sound: boolean } {
  const owner = directory.servicePrincipals.find((item) => lower(item.id) === lower(pointer.ObjectId));
  return owner ? { appId: lower(owner.appId), sound: true } : { appId: lower(pointer.AppId), sound: false };
}

/** The app an assignment belongs to, or null where nothing says so. */
export function assigneeOf(directory: Directory, assignment: Assignment): { readonly appId: string; readonly sound: boolean } | null {
  const pointer = pointerOf(directory, assignment);
  if (pointer) return ownerOf(directory, pointer);
  const named = directory.servicePrincipals.find((item) => lower(item.id) === lower(assignment.RoleAssigneeName));
  const appId = lower(named?.appId) || lower(assignment.App);
  return appId === '' ? null : { appId, sound: named !== undefined };
}

function addRbacReach(directory: Directory, appId: string, mailbox: Mailbox, reach: Map<string, Ternary>): void {
  for (const assignment of directory.collection.exchange.managementRoleAssignments ?? []) {
    if (assignment.Enabled === false || lower(assignment.RoleAssigneeType) !== 'serviceprincipal') continue;
    const assignee = assigneeOf(directory, assignment);
    if (assignee?.appId !== appId) continue;
    const role = roleCapabilities(assignment.Role ?? '');
    add(reach, role.capabilities, allOf([inScope(directory, assignment, mailbox), role.doubtful || !assignee.sound ? 'unknown' : 'yes']));
  }
  const hasPointer = directory.pointers.some((pointer) => ownerOf(directory, pointer).appId === appId);
  if (hasPointer && directory.state('exchange.managementRoleAssignments') !== 'complete') add(reach, ALL, 'unknown');
}

/** Every app of the reading by app id, those without a service principal included. */
export function appIds(directory: Directory): string[] {
  const ids = directory.servicePrincipals.map((item: GraphItem<'servicePrincipals'>) => lower(item.appId));
  ids.push(...directory.pointers.map((pointer) => ownerOf(directory, pointer).appId));
  for (const assignment of directory.collection.exchange.managementRoleAssignments ?? []) {
    const assignee = assigneeOf(directory, assignment);
    if (assignee) ids.push(assignee.appId);
  }
  return [...new Set(ids)];
}

/** The object ids of an app's service principal: as Graph lists it, or as a pointer names one that Graph was not asked about. */
function principalsOf(directory: Directory, appId: string): string[] {
  const listed = directory.servicePrincipals.filter((item) => lower(item.appId) === appId).map((item) => lower(item.id));
  const pointed = directory.pointers
    .filter((item) => lower(item.AppId) === appId && lower(item.ObjectId) !== '')
    .map((item) => lower(item.ObjectId));
  const foreign = directory.servicePrincipals.map((item) => lower(item.id));
  return [...new Set([...listed, ...pointed.filter((id) => !foreign.includes(id))])];
}

/** Whether a grant of something that concerns mailboxes belongs to a principal that no source names. */
export function hasStrayGrant(directory: Directory): boolean {
  return (directory.collection.graph.appRoleAssignments ?? []).some((grant) => {
    const id = lower(grant.principalId);
    const known =
      directory.servicePrincipals.some((item) => lower(item.id) === id) || directory.pointers.some((item) => lower(item.ObjectId) === id);
    return !known && holdingsOf(directory, id).some(({ permission }) => permission.capabilities.length > 0);
  });
}

/** Whether a grant is of a role and a resource that nothing names, while the resources were not all read. */
export function hasUnplacedGrant(directory: Directory): boolean {
  const { graph } = directory.collection;
  if (directory.state('graph.resources') === 'complete') return false;
  return (graph.appRoleAssignments ?? []).some((grant) => {
    const resource = [...(graph.resources ?? []), ...directory.servicePrincipals].find(
      (item) => lower(item.id) === lower(grant.resourceId),
    );
    return !resource && !isMailboxRole(lower(grant.appRoleId));
  });
}

/** What an app can do in a mailbox: the union of its Entra grants, its RBAC assignments and its permissions on the mailbox. */
export function appReach(directory: Directory, appId: string, mailbox: Mailbox): Map<string, Ternary> {
  const reach = new Map<string, Ternary>();
  for (const principalId of principalsOf(directory, appId)) {
    for (const holding of holdingsOf(directory, principalId)) {
      add(reach, holding.permission.capabilities, heldVerdict(directory, principalId, appId, mailbox, holding));
    }
  }
  addRbacReach(directory, appId, mailbox, reach);
  return reach;
}
