import type { ExchangeItem } from '../collection/collection.schema';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import { isFor } from './access-policies';
import { NO_CAPABILITIES, type CapabilityMask } from './capability';
import { GrantMeanings } from './grant-meanings';
import { delegatedPermission, parseScopes } from './permissions/delegated-permissions';
import { maskOfRbacRole } from './permissions/rbac-roles';
import type { AccessPolicy, AppEntry, DelegatedGrant, EntraGrant, Pointer, RoleAssignment } from './reach-model';
import type { RoleScopes } from './role-scopes';
import type { Unresolved } from '../answers/answer-shapes';

interface Draft {
  readonly appId: string;
  readonly pointers: Pointer[];
  readonly grants: EntraGrant[];
  readonly roleAssignments: RoleAssignment[];
  readonly delegatedGrants: DelegatedGrant[];
}

/** The apps of a reading with everything that gives them reach, joined by app id. */
export class AppDirectory {
  readonly pointers: readonly Pointer[];
  readonly unresolved: Unresolved[] = [];
  /** Apps that hold anything that concerns mailboxes, by name. */
  readonly relevant: readonly AppEntry[];
  private readonly drafts = new Map<string, Draft>();
  private readonly entries = new Map<string, AppEntry>();
  private readonly pointersByKey = new Map<string, Pointer>();
  private readonly pointersByObjectId = new Map<string, Pointer>();
  private readonly pointersByApp = new Map<string, Pointer>();

  constructor(
    private readonly reading: Reading,
    private readonly policies: readonly AccessPolicy[],
    private readonly scopes: RoleScopes,
  ) {
    this.pointers = (reading.collection.exchange.servicePrincipals ?? []).map((item) => this.readPointer(item));
    this.readEntraGrants();
    this.readRoleAssignments();
    this.readDelegatedGrants();
    for (const policy of policies) for (const appId of policy.appIds) if (appId !== '*') this.draft(appId);
    this.relevant = [...this.drafts.keys()].map((appId) => this.entryOf(appId)).sort(byName);
  }

  /** Any app of the reading: one that holds something, or one that merely has a service principal. */
  find(appId: string): AppEntry | undefined {
    const key = keyOf(appId);
    return this.drafts.has(key) || this.reading.servicePrincipalsByApp.has(key) ? this.entryOf(key) : undefined;
  }

  private entryOf(appId: string): AppEntry {
    const known = this.entries.get(appId);
    if (known) return known;
    const draft = this.drafts.get(appId);
    const servicePrincipal = this.reading.servicePrincipalsByApp.get(appId) ?? null;
    const application = this.reading.applicationsByApp.get(appId) ?? null;
    const pointers = draft?.pointers ?? [];
    const entry: AppEntry = {
      appId,
      name:
        servicePrincipal?.displayName ||
        application?.displayName ||
        pointers.find((pointer) => pointer.item.DisplayName)?.item.DisplayName ||
        appId,
      enabled: servicePrincipal?.accountEnabled ?? null,
      servicePrincipal,
      application,
      pointers,
      grants: draft?.grants ?? [],
      roleAssignments: draft?.roleAssignments ?? [],
      policies: this.policies.filter((policy) => isFor(policy, appId)),
      delegatedGrants: draft?.delegatedGrants ?? [],
    };
    this.entries.set(appId, entry);
    return entry;
  }

  private draft(appId: string): Draft {
    const known = this.drafts.get(appId);
    if (known) return known;
    const draft: Draft = { appId, pointers: [], grants: [], roleAssignments: [], delegatedGrants: [] };
    this.drafts.set(appId, draft);
    return draft;
  }

  /** A pointer belongs to the service principal whose object id is its ObjectId; if none, to the one with its AppId, and then reach by it is unknown. */
  private readPointer(item: ExchangeItem<'servicePrincipals'>): Pointer {
    const objectId = keyOf(item.ObjectId);
    const owner = this.reading.servicePrincipals.get(objectId);
    const complete = this.reading.isComplete('graph.servicePrincipals');
    const appId = owner ? keyOf(owner.appId) : keyOf(item.AppId) || objectId || keyOf(item.Guid) || keyOf(item.Identity);
    const pointer: Pointer = {
      item,
      objectId,
      appId,
      doubt: owner
        ? null
        : `the Exchange service principal "${item.DisplayName || item.ObjectId || appId}" points to ${item.ObjectId || 'no object'}, which is no service principal of the reading`,
      mismatch: !owner && complete,
    };
    this.draft(appId).pointers.push(pointer);
    for (const key of [keyOf(item.Identity), keyOf(item.Guid)]) {
      if (key !== '' && !this.pointersByKey.has(key)) this.pointersByKey.set(key, pointer);
    }
    if (objectId !== '' && !this.pointersByObjectId.has(objectId)) this.pointersByObjectId.set(objectId, pointer);
    const pointerApp = keyOf(item.AppId);
    if (pointerApp !== '' && !this.pointersByApp.has(pointerApp)) this.pointersByApp.set(pointerApp, pointer);
    return pointer;
  }

  private readEntraGrants(): void {
    const meanings = new GrantMeanings(this.reading);
    let ownerless = 0;
    let unplaced = 0;
    for (const item of this.reading.collection.graph.appRoleAssignments ?? []) {
      const type = keyOf(item.principalType);
      if (type !== '' && type !== 'serviceprincipal') continue;
      const grants = meanings.of(item);
      if (grants === null) unplaced += 1;
      if (grants === null || grants.length === 0) continue;
      const principalId = keyOf(item.principalId);
      const appId = keyOf(this.reading.servicePrincipals.get(principalId)?.appId) || this.pointersByObjectId.get(principalId)?.appId;
      if (appId) this.draft(appId).grants.push(...grants);
      else if (grants.some((grant) => grant.mask !== NO_CAPABILITIES)) ownerless += 1;
    }
    this.reportGrants(ownerless, 'belong to service principals', 'graph.servicePrincipals');
    this.reportGrants(unplaced, 'are of roles and resources', 'graph.resources');
  }

  /** Grants of which a source that was not read in full would tell more; where it was, they refer to nothing. */
  private reportGrants(count: number, what: string, source: 'graph.servicePrincipals' | 'graph.resources'): void {
    const gap = this.reading.gap(source);
    if (count === 0 || gap === null) return;
    const reason = `${count} app role assignments ${what} that were not read: ${gap}`;
    this.unresolved.push({ mailboxes: 'all', principals: 'apps', right: 'entra', trustee: null, reason });
  }

  private readRoleAssignments(): void {
    const { exchange } = this.reading.collection;
    const appRoles = new Set(
      (exchange.managementRoles ?? []).filter((role) => role.IsServicePrincipalRole).map((role) => keyOf(role.Name)),
    );
    for (const item of exchange.managementRoleAssignments ?? []) {
      if (item.Enabled === false) continue;
      const type = keyOf(item.RoleAssigneeType);
      if (type !== '' && type !== 'serviceprincipal') continue;
      const meaning = meaningOfRole(item.Role ?? '', appRoles);
      if (!meaning) continue;
      const { appId, pointer, doubt } = this.assigneeOf(item);
      const scope = this.scopes.scopeOf(item);
      if (appId === null) {
        // A pointer that several keys fail to name: the assignment reaches somewhere, by an app that cannot be told.
        this.unresolved.push({
          mailboxes: 'all',
          principals: 'apps',
          right: 'rbac',
          trustee: item.RoleAssignee || item.RoleAssigneeName || null,
          reason: `the role assignment "${item.Name || item.Role || ''}" belongs to an app that is not in the reading`,
        });
        continue;
      }
      this.draft(appId).roleAssignments.push({
        item,
        role: item.Role ?? '',
        mask: meaning.mask,
        pointer,
        scope,
        doubt: meaning.doubt ?? doubt,
      });
    }
  }

  private assigneeOf(item: ExchangeItem<'managementRoleAssignments'>): {
    readonly appId: string | null;
    readonly pointer: Pointer | null;
    readonly doubt: string | null;
  } {
    const assignee = keyOf(item.RoleAssignee);
    const name = keyOf(item.RoleAssigneeName);
    const app = keyOf(item.App);
    const pointer =
      this.pointersByKey.get(assignee) ??
      this.pointersByObjectId.get(name) ??
      this.pointersByApp.get(app) ??
      this.pointersByObjectId.get(assignee);
    if (pointer) return { appId: pointer.appId, pointer, doubt: pointer.doubt };
    const owner = this.reading.servicePrincipals.get(name) ?? this.reading.servicePrincipals.get(assignee);
    if (owner) return { appId: keyOf(owner.appId), pointer: null, doubt: null };
    if (app === '') return { appId: null, pointer: null, doubt: null };
    const gap = this.reading.gap('exchange.servicePrincipals');
    return { appId: app, pointer: null, doubt: gap === null ? null : `the app's Exchange service principal was not read: ${gap}` };
  }

  private readDelegatedGrants(): void {
    for (const item of this.reading.collection.graph.oauth2PermissionGrants ?? []) {
      const resourceAppId = this.reading.resourceAppIds.get(keyOf(item.resourceId)) ?? null;
      const scopes = parseScopes(item.scope);
      let concerns = false;
      let mask: CapabilityMask = NO_CAPABILITIES;
      for (const scope of scopes) {
        const permission = delegatedPermission(resourceAppId, scope);
        if (!permission) continue;
        concerns = true;
        mask |= permission.mask;
      }
      if (!concerns) continue;
      const appId =
        keyOf(this.reading.servicePrincipals.get(keyOf(item.clientId))?.appId) || this.pointersByObjectId.get(keyOf(item.clientId))?.appId;
      if (!appId) continue;
      const principal = keyOf(item.consentType) === 'principal';
      this.draft(appId).delegatedGrants.push({ item, resourceAppId, userId: principal ? keyOf(item.principalId) : null, scopes, mask });
    }
  }
}

function meaningOfRole(
  role: string,
  appRoles: ReadonlySet<string>,
): { readonly mask: CapabilityMask; readonly doubt: string | null } | null {
  const meaning = maskOfRbacRole(role);
  if (meaning) return { mask: meaning.mask, doubt: meaning.kind === 'known' ? null : `the role "${role}" is not known to this version` };
  // A role of the organisation's own, made from an application role: its name says nothing about what it carries.
  const unknown = appRoles.has(keyOf(role)) ? maskOfRbacRole('Application unknown') : null;
  return unknown
    ? { mask: unknown.mask, doubt: `the role "${role}" is the organization's own; what it carries is not in the reading` }
    : null;
}

function byName(left: AppEntry, right: AppEntry): number {
  return compareText(left.name.toLowerCase(), right.name.toLowerCase()) || compareText(left.appId, right.appId);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
