import type { ExchangeItem, GraphItem } from '../collection/collection.schema';
import type { ReachExtent, ReachPath } from '../answers/answer-shapes';
import type { Capability, CapabilityMask } from './capability';
import type { TriSet } from './mailbox-sets';
import type { Verdict } from './verdict';

/** An application permission that an app holds, as one reading of the role id: a grant on a resource the reading lacks has several. */
export interface EntraGrant {
  readonly item: GraphItem<'appRoleAssignments'>;
  /** Lower case; null where the reading does not hold the resource. */
  readonly resourceAppId: string | null;
  /** `Mail.Read`; the role id where no name is known. */
  readonly permission: string;
  readonly mask: CapabilityMask;
  readonly governedByPolicies: boolean;
  /** The document does not say whether a policy stops this: coded as not governed. */
  readonly policyNotConfirmed: boolean;
  readonly protocol: 'imapPop' | 'smtp' | null;
  /** A role of the retired Outlook REST API: carries nothing. */
  readonly retired: boolean;
  /** The role of RBAC for Applications that replaces it. */
  readonly replacedBy: string | null;
  /** Why it is not certain that the grant carries its capabilities, or null. */
  readonly doubt: string | null;
}

/** What a policy or role assignment covers. */
export interface Scope {
  readonly kind: 'everything' | 'filter' | 'group' | 'unit' | 'mailbox' | 'recipient' | 'unresolved';
  /** What an administrator calls it: the group's, scope's or unit's name. */
  readonly name: string;
  /** The object id of the group, unit or mailbox; the scope's name for a filter; null where it does not resolve. */
  readonly id: string | null;
  readonly members: TriSet;
  /** The recipient filter, for `filter`. */
  readonly filter: string | null;
  /** Why membership is unknown for some or all, or null. */
  readonly reason: string | null;
}

/** An application access policy with its scope resolved. */
export interface AccessPolicy {
  readonly item: ExchangeItem<'applicationAccessPolicies'>;
  readonly identity: string;
  readonly right: 'restrict' | 'deny' | 'unknown';
  /** App ids in lower case, or `*`. */
  readonly appIds: readonly string[];
  readonly scope: Scope;
}

/** The Exchange-side object of an app. */
export interface Pointer {
  readonly item: ExchangeItem<'servicePrincipals'>;
  readonly objectId: string;
  readonly appId: string;
  /** Why reach through it is not certain (its ObjectId is of no service principal), or null. */
  readonly doubt: string | null;
  /** Whether the mismatch is proven: every service principal was read. */
  readonly mismatch: boolean;
}

/** A role of RBAC for Applications, assigned to an app. Disabled assignments are not listed. */
export interface RoleAssignment {
  readonly item: ExchangeItem<'managementRoleAssignments'>;
  readonly role: string;
  readonly mask: CapabilityMask;
  readonly pointer: Pointer | null;
  readonly scope: Scope;
  /** Why it is not certain that the assignment carries its capabilities (unknown role, mismatched pointer), or null. */
  readonly doubt: string | null;
}

/** A delegated permission grant with its mail scopes. */
export interface DelegatedGrant {
  readonly item: GraphItem<'oauth2PermissionGrants'>;
  readonly resourceAppId: string | null;
  /** `null`: for every user. */
  readonly userId: string | null;
  /** Every scope word of the grant. */
  readonly scopes: readonly string[];
  /** The capabilities its mail scopes could bring, closed. */
  readonly mask: CapabilityMask;
}

/** Everything of a reading that gives one app mailbox reach. Every SP, pointer or app id of the reading can be asked for. */
export interface AppEntry {
  readonly appId: string;
  readonly name: string;
  /** Null where the app has no service principal in the reading, or the source does not say. */
  readonly enabled: boolean | null;
  readonly servicePrincipal: GraphItem<'servicePrincipals'> | null;
  readonly application: GraphItem<'applications'> | null;
  readonly pointers: readonly Pointer[];
  readonly grants: readonly EntraGrant[];
  readonly roleAssignments: readonly RoleAssignment[];
  /** Policies that name this app id or `*`. */
  readonly policies: readonly AccessPolicy[];
  readonly delegatedGrants: readonly DelegatedGrant[];
}

/** How far one capability of an app goes. */
export interface Extent {
  readonly reach: ReachExtent;
  readonly mailboxes: number;
  readonly unknownMailboxes: number;
}

/** What an app reaches by application permissions (entra, rbac, mailbox permissions). */
export interface ApplicationReach {
  /** Capabilities that some grant or assignment carries, even where they are confined to nothing. */
  readonly held: CapabilityMask;
  /** Capabilities that are *yes* for at least one mailbox. */
  readonly yes: CapabilityMask;
  /** Capabilities that are *unknown* for at least one mailbox. */
  readonly unknown: CapabilityMask;
  of(capability: Capability): TriSet;
  extent(capability: Capability): Extent;
}

/** One link of a path, for a chain of chips. `id` can be copied; `label` is a name. */
export interface PathLink {
  readonly kind: 'app' | 'grant' | 'policy' | 'assignment' | 'scope' | 'group' | 'unit' | 'permission' | 'user' | 'mailbox';
  readonly id: string;
  readonly label: string;
}

/** A path with its links. `via` of the answers is the ids of the links. */
export interface ExplainedPath extends ReachPath {
  readonly links: readonly PathLink[];
  /** The verdict this path alone yields. */
  readonly verdict: Verdict;
}

/** Explained capabilities of one principal in one mailbox. */
export type Explanation = Readonly<
  Partial<Record<Capability, { readonly verdict: 'yes' | 'unknown'; readonly paths: readonly ExplainedPath[] }>>
>;

/** What an app reaches through the users who may sign in to it. */
export interface DelegatedReach {
  /** Capabilities its mail scopes could bring, for anybody. */
  readonly mask: CapabilityMask;
  /** Per capability: to how many users it applies, and how many mailboxes are reached for certain through them. */
  readonly capabilities: ReadonlyMap<
    Capability,
    { readonly consent: 'AllPrincipals' | 'Principal'; readonly users: number; readonly mailboxes: number }
  >;
}

/** A person's right on a mailbox as the source lists it, with its trustee resolved. */
export interface MailboxRight {
  readonly mailbox: number;
  readonly right: 'fullAccess' | 'sendAs' | 'sendOnBehalf';
  readonly trustee: string;
  readonly deny: boolean;
  readonly inherited: boolean;
}

/** Somebody who reaches a mailbox as a person. */
export interface PersonReach {
  /** The user object id, or the SID of a deleted account; lower case. */
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean | null;
  readonly deleted: boolean;
  readonly explanation: Explanation;
}
