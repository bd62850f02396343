/**
 * What the simulated Exchange Online holds, in the property names its cmdlets answer
 * (https://learn.microsoft.com/powershell/exchange/cmdlet-property-sets). Times are ISO 8601 UTC in whole seconds.
 */

/** The kinds of mailboxes that the tenant has. */
export type MailboxType = 'UserMailbox' | 'SharedMailbox' | 'RoomMailbox' | 'EquipmentMailbox';

/** Custom attributes that were set, by number (1–15); the rest are empty text. */
export type CustomAttributes = Readonly<Record<number, string>>;

/** A mailbox. What its account knows too (department, city …) is kept with the account: see `User`. */
export interface Mailbox {
  /** The object id of its account. */
  readonly ExternalDirectoryObjectId: string;
  readonly Guid: string;
  readonly ExchangeGuid: string;
  readonly PrimarySmtpAddress: string;
  readonly UserPrincipalName: string;
  readonly DisplayName: string;
  readonly Alias: string;
  /** Unique among all recipients. */
  readonly Name: string;
  readonly DistinguishedName: string;
  readonly RecipientTypeDetails: MailboxType;
  /** With prefixes: `SMTP:` the primary one, `smtp:` the others. */
  readonly EmailAddresses: readonly string[];
  /** Object ids of those who may send on its behalf; Exchange shows their names. */
  readonly sendOnBehalf: readonly string[];
  readonly MessageCopyForSentAsEnabled: boolean;
  readonly MessageCopyForSendOnBehalfEnabled: boolean;
  readonly ForwardingSmtpAddress: string | null;
  readonly DeliverToMailboxAndForward: boolean;
  readonly HiddenFromAddressListsEnabled: boolean;
  readonly WhenCreatedUTC: string;
  readonly customAttributes: CustomAttributes;
  /** What Get-CASMailbox shows. */
  readonly EwsEnabled: boolean | null;
  readonly ImapEnabled: boolean;
  readonly PopEnabled: boolean;
  /** Null: as the organisation says. */
  readonly SmtpClientAuthenticationDisabled: boolean | null;
  readonly ItemCount: number;
  readonly TotalItemSizeBytes: number;
}

/** A recipient that is neither a mailbox nor a group: mail user, guest, contact. */
export interface Recipient {
  readonly ExternalDirectoryObjectId: string;
  readonly Guid: string;
  readonly Name: string;
  readonly DisplayName: string;
  readonly Alias: string;
  readonly DistinguishedName: string;
  readonly PrimarySmtpAddress: string;
  readonly RecipientTypeDetails: 'MailUser' | 'GuestMailUser' | 'MailContact';
  readonly EmailAddresses: readonly string[];
  readonly Sid: string | null;
}

/** A mail-enabled group as Exchange sees it. Its members are those of the directory group with the same id. */
export interface ExchangeGroup {
  readonly ExternalDirectoryObjectId: string;
  readonly Guid: string;
  readonly Name: string;
  readonly DisplayName: string;
  readonly Alias: string;
  readonly DistinguishedName: string;
  readonly PrimarySmtpAddress: string;
  readonly EmailAddresses: readonly string[];
  readonly RecipientTypeDetails:
    'MailUniversalSecurityGroup' | 'MailUniversalDistributionGroup' | 'GroupMailbox' | 'DynamicDistributionGroup';
  readonly MemberJoinRestriction: 'Open' | 'Closed' | 'ApprovalRequired';
  readonly MemberDepartRestriction: 'Open' | 'Closed';
  /** Object ids; Exchange shows names. `Organization Management` stands for itself. */
  readonly managedBy: readonly string[];
  /** Of a dynamic distribution group. */
  readonly RecipientFilter: string | null;
  /** Left out: it shows. */
  readonly HiddenFromAddressListsEnabled?: boolean;
  /** Left out: only people of the organisation write to it. */
  readonly RequireSenderAuthenticationEnabled?: boolean;
  readonly Notes?: string;
}

/**
 * Whoever a right was given to: an object id (account, group) or the Guid of a pointer, the SID of an account that is
 * gone, or a built-in name such as `NT AUTHORITY\SELF`. What Exchange shows for it: see trustee-text.ts.
 */
export type Trustee = string;

/** One entry of a mailbox's access list. */
export interface MailboxPermission {
  readonly trustee: Trustee;
  readonly AccessRights: readonly string[];
  readonly IsInherited: boolean;
  readonly Deny: boolean;
}

/** One SendAs entry of a recipient. */
export interface RecipientPermission {
  readonly trustee: Trustee;
  readonly AccessRights: readonly string[];
  readonly AccessControlType: 'Allow' | 'Deny';
  readonly IsInherited: boolean;
}

/** One entry of a folder's access list. */
export interface FolderPermission {
  /** `Inbox`, `Calendar`, `Top of Information Store` … */
  readonly folder: string;
  /** A trustee, or `Default` or `Anonymous`. */
  readonly trustee: Trustee;
  readonly AccessRights: readonly string[];
}

/** The Exchange-side object of a service principal (`New-ServicePrincipal`). */
export interface ServicePrincipalPointer {
  readonly Guid: string;
  /** What the administrator typed: the object id of the service principal, if all is well. */
  readonly ObjectId: string;
  readonly AppId: string;
  readonly DisplayName: string;
  readonly Identity: string;
}

/** A management role. Only those of applications matter here; the others are there to be told apart. */
export interface ManagementRole {
  readonly Name: string;
  readonly Guid: string;
  readonly RoleType: string;
  readonly IsServicePrincipalRole: boolean;
}

/** A management scope: a filter over recipients. */
export interface ManagementScope {
  readonly Name: string;
  readonly Identity: string;
  readonly Guid: string;
  readonly RecipientFilter: string;
  readonly RecipientRoot: string;
  readonly Exclusive: boolean;
  readonly ScopeRestrictionType: string;
}

/** What narrows a role assignment. */
export type AssignmentScope =
  | { readonly kind: 'organization' }
  | { readonly kind: 'managementScope'; readonly name: string; readonly writtenAs: 'CustomResourceScope' | 'CustomRecipientWriteScope' }
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'administrativeUnit'; readonly unitId: string }
  /** Kept as found: old or odd scopes that no document explains for applications. */
  | { readonly kind: 'other'; readonly word: string };

/** A management role assignment to a pointer, or to a role group. */
export interface RoleAssignment {
  readonly Name: string;
  readonly Guid: string;
  readonly Role: string;
  readonly assignee:
    { readonly kind: 'pointer'; readonly pointerGuid: string } | { readonly kind: 'roleGroup'; readonly roleGroup: string };
  readonly scope: AssignmentScope;
  readonly Enabled: boolean;
}

/** An application access policy. */
export interface ApplicationAccessPolicy {
  readonly Guid: string;
  /** App ids, or `*`. */
  readonly appIds: readonly string[];
  readonly AccessRight: 'RestrictAccess' | 'DenyAccess';
  /** The object id of a group or of one recipient; it may be gone. */
  readonly scopeId: string;
  /** The SID and the name that the policy has kept of it. */
  readonly scopeSid: string;
  readonly scopeName: string;
  readonly Description: string;
}

/** A role group of administrators. */
export interface RoleGroup {
  readonly Name: string;
  readonly Guid: string;
  readonly Roles: readonly string[];
  /** Object ids of accounts and groups, or Guids of pointers. */
  readonly members: readonly string[];
}

/** What holds for the whole organisation. */
export interface OrganizationConfig {
  readonly Name: string;
  readonly DisplayName: string;
  readonly EwsEnabled: boolean | null;
  readonly EwsApplicationAccessPolicy: string | null;
  readonly EwsAllowedAppIDs: readonly string[];
  readonly OAuth2ClientProfileEnabled: boolean;
}

/** What holds for the transport of the whole organisation. */
export interface TransportConfig {
  readonly SmtpClientAuthenticationDisabled: boolean;
  readonly MessageCopyForSentAsEnabled: boolean;
}

/** A message. A mailbox gets its few when somebody first looks. */
export interface Message {
  readonly id: string;
  readonly folder: 'Inbox' | 'Sent Items' | 'Drafts';
  readonly subject: string;
  readonly bodyText: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly receivedDateTime: string;
  readonly isRead: boolean;
  readonly isDraft: boolean;
  readonly hasAttachments: boolean;
  readonly internetMessageId: string;
}
