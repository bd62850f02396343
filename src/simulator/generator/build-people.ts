import type { User } from '../state/directory-types';
import type { CustomAttributes, Mailbox, MailboxType, Recipient } from '../state/exchange-types';
import { cloudSid, distinguishedName, exchangeSid, inDays, uniqueName, type BuildContext } from './build-context';

/** The licence of most accounts: Microsoft 365 E3. https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference */
export const E3_LICENSE = '05e9a617-0261-4cee-bb44-138d3ef5d965';

const E3: readonly string[] = Object.freeze([E3_LICENSE]);
const NO_LICENSES: readonly string[] = Object.freeze([]);
const NO_ATTRIBUTES: CustomAttributes = Object.freeze({});
const NOBODY: readonly string[] = Object.freeze([]);

/**
 * Accounts made since then have their object id as the name of their recipient; older ones kept the name they had.
 * https://techcommunity.microsoft.com/blog/exchange/change-in-naming-convention-of-user%E2%80%99s-name-parameter/3284733
 */
const NAMES_ARE_IDS_SINCE = Date.UTC(2022, 10, 15);

/** What an account is made of; what is left out is what most accounts have. */
export interface UserPlan {
  readonly displayName: string;
  readonly alias: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly enabled?: boolean;
  readonly guestOf?: string;
  readonly department?: string;
  readonly jobTitle?: string;
  readonly city?: string;
  readonly country?: string;
  readonly office?: string;
  readonly licensed?: boolean;
  readonly domain?: string;
  /** How many days ago the account was made. */
  readonly age?: number;
}

/** Makes an account. A guest has the address of another company. */
export function addUser(context: BuildContext, plan: UserPlan): User {
  const { state, random, domain } = context;
  const guest = plan.guestOf !== undefined;
  const address = `${plan.alias}@${plan.guestOf ?? plan.domain ?? domain}`;
  return state.users.add({
    id: random.guid(),
    userPrincipalName: guest ? `${plan.alias}_${plan.guestOf}#EXT#@${state.initialDomain}` : address,
    displayName: plan.displayName,
    givenName: plan.givenName ?? null,
    surname: plan.surname ?? null,
    mail: guest || plan.licensed !== false ? address : null,
    mailNickname: plan.alias,
    accountEnabled: plan.enabled ?? true,
    userType: guest ? 'Guest' : 'Member',
    usageLocation: guest ? null : 'GB',
    department: plan.department ?? null,
    companyName: null,
    jobTitle: plan.jobTitle ?? null,
    officeLocation: plan.office ?? null,
    city: plan.city ?? null,
    state: null,
    country: plan.country ?? null,
    createdDateTime: inDays(context, -(plan.age ?? random.between(60, 2900))),
    licenses: guest || plan.licensed === false ? NO_LICENSES : E3,
    securityIdentifier: cloudSid(context),
  });
}

/** What a mailbox is made of. */
export interface MailboxPlan {
  readonly type?: MailboxType;
  readonly aliases?: readonly string[];
  readonly attributes?: CustomAttributes;
  readonly hidden?: boolean;
  readonly copySentAs?: boolean;
  readonly copySendOnBehalf?: boolean;
  readonly forwardTo?: string;
  readonly ewsEnabled?: boolean | null;
  readonly imapEnabled?: boolean;
  readonly popEnabled?: boolean;
  readonly smtpDisabled?: boolean | null;
  readonly items?: number;
}

/** Gives an account a mailbox. */
export function addMailbox(context: BuildContext, user: User, plan: MailboxPlan = {}): Mailbox {
  const { state, random, domain } = context;
  const name = Date.parse(user.createdDateTime) < NAMES_ARE_IDS_SINCE ? uniqueName(context, user.displayName) : user.id;
  const primary = user.mail ?? `${user.mailNickname}@${domain}`;
  const items = plan.items ?? random.between(40, 18_000);
  return state.mailboxes.add({
    ExternalDirectoryObjectId: user.id,
    Guid: random.guid(),
    ExchangeGuid: random.guid(),
    PrimarySmtpAddress: primary,
    UserPrincipalName: user.userPrincipalName,
    DisplayName: user.displayName,
    Alias: user.mailNickname,
    Name: name,
    DistinguishedName: distinguishedName(context, name),
    RecipientTypeDetails: plan.type ?? 'UserMailbox',
    EmailAddresses: [
      `SMTP:${primary}`,
      `smtp:${user.mailNickname}@${state.initialDomain}`,
      ...(plan.aliases ?? []).map((alias) => `smtp:${alias}@${domain}`),
    ],
    sendOnBehalf: NOBODY,
    MessageCopyForSentAsEnabled: plan.copySentAs ?? false,
    MessageCopyForSendOnBehalfEnabled: plan.copySendOnBehalf ?? false,
    ForwardingSmtpAddress: plan.forwardTo ?? null,
    DeliverToMailboxAndForward: plan.forwardTo !== undefined,
    HiddenFromAddressListsEnabled: plan.hidden ?? false,
    WhenCreatedUTC: user.createdDateTime,
    customAttributes: plan.attributes ?? NO_ATTRIBUTES,
    EwsEnabled: plan.ewsEnabled === undefined ? true : plan.ewsEnabled,
    ImapEnabled: plan.imapEnabled ?? true,
    PopEnabled: plan.popEnabled ?? true,
    SmtpClientAuthenticationDisabled: plan.smtpDisabled ?? null,
    ItemCount: items,
    TotalItemSizeBytes: items * random.between(20_000, 90_000),
  });
}

/** Makes a shared, room or equipment mailbox: its account has no licence, and as a rule nobody signs in with it. */
export function addSharedMailbox(context: BuildContext, user: UserPlan, plan: MailboxPlan = {}): Mailbox {
  const account = addUser(context, { enabled: false, ...user, licensed: false });
  const withAddress = { ...account, mail: account.userPrincipalName };
  context.state.users.replace(withAddress);
  return addMailbox(context, withAddress, { type: 'SharedMailbox', ...plan });
}

/** Makes Exchange know an account without a mailbox (a guest), or a contact that has no account at all. */
export function addRecipient(context: BuildContext, subject: User | { readonly contact: string; readonly address: string }): Recipient {
  const { state, random } = context;
  const isUser = 'userPrincipalName' in subject;
  const displayName = isUser ? subject.displayName : subject.contact;
  const address = isUser ? (subject.mail ?? subject.userPrincipalName) : subject.address;
  const id = isUser ? subject.id : random.guid();
  const name = uniqueName(
    context,
    isUser && subject.userType === 'Guest' ? (subject.userPrincipalName.split('@')[0] ?? displayName) : displayName,
  );
  if (!isUser) state.contacts.add({ id, displayName, mail: address });
  return state.recipients.add({
    ExternalDirectoryObjectId: id,
    Guid: random.guid(),
    Name: name,
    DisplayName: displayName,
    Alias: address.split('@')[0] ?? name,
    DistinguishedName: distinguishedName(context, name),
    PrimarySmtpAddress: address,
    RecipientTypeDetails: isUser ? (subject.userType === 'Guest' ? 'GuestMailUser' : 'MailUser') : 'MailContact',
    EmailAddresses: [`SMTP:${address}`],
    Sid: isUser ? exchangeSid(context) : null,
  });
}
