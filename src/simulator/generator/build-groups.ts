import type { AdministrativeUnit, Group } from '../state/directory-types';
import type { ExchangeGroup } from '../state/exchange-types';
import { cloudSid, distinguishedName, inDays, uniqueName, type BuildContext } from './build-context';

/** The kinds of groups. */
export type GroupKind = 'security' | 'mailSecurity' | 'distribution' | 'microsoft365';

/** What a group is made of. */
export interface GroupPlan {
  readonly kind: GroupKind;
  readonly name: string;
  /** The part of the address before the @; from the name if left out. */
  readonly alias?: string;
  readonly description?: string;
  /** Object ids. */
  readonly members?: readonly string[];
  readonly owners?: readonly string[];
  /** Makes the group dynamic. */
  readonly rule?: string;
  readonly join?: ExchangeGroup['MemberJoinRestriction'];
  readonly visibility?: 'Public' | 'Private';
}

/** Makes a group, with its Exchange side if it has an address. */
export function addGroup(context: BuildContext, plan: GroupPlan): Group {
  const { state, random, domain } = context;
  const mailEnabled = plan.kind !== 'security';
  const unified = plan.kind === 'microsoft365';
  const alias = plan.alias ?? plan.name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const group = state.groups.add({
    id: random.guid(),
    displayName: plan.name,
    description: plan.description ?? null,
    mail: mailEnabled ? `${alias}@${domain}` : null,
    mailNickname: alias,
    mailEnabled,
    securityEnabled: plan.kind === 'security' || plan.kind === 'mailSecurity',
    groupTypes: [...(unified ? (['Unified'] as const) : []), ...(plan.rule === undefined ? [] : (['DynamicMembership'] as const))],
    membershipRule: plan.rule ?? null,
    visibility: unified ? (plan.visibility ?? 'Private') : null,
    securityIdentifier: cloudSid(context),
    createdDateTime: inDays(context, -random.between(100, 1500)),
  });
  for (const member of plan.members ?? []) state.members.add(group.id, member);
  // Groups made in Exchange have managers there and no owners in Graph. https://learn.microsoft.com/graph/api/group-list-owners
  if (plan.kind === 'security' || unified) for (const owner of plan.owners ?? []) state.owners.add(group.id, owner);
  if (mailEnabled) addExchangeSide(context, group, plan);
  return group;
}

function addExchangeSide(context: BuildContext, group: Group, plan: GroupPlan): void {
  const { state, random } = context;
  const name = uniqueName(context, plan.kind === 'microsoft365' ? `${group.mailNickname}_${group.id.slice(0, 8)}` : plan.name);
  const address = group.mail ?? '';
  state.exchangeGroups.add({
    ExternalDirectoryObjectId: group.id,
    Guid: random.guid(),
    Name: name,
    DisplayName: group.displayName,
    Alias: group.mailNickname,
    DistinguishedName: distinguishedName(context, name),
    PrimarySmtpAddress: address,
    EmailAddresses: [`SMTP:${address}`],
    RecipientTypeDetails:
      plan.kind === 'microsoft365'
        ? 'GroupMailbox'
        : plan.kind === 'mailSecurity'
          ? 'MailUniversalSecurityGroup'
          : 'MailUniversalDistributionGroup',
    MemberJoinRestriction: plan.join ?? (plan.visibility === 'Public' ? 'Open' : 'Closed'),
    MemberDepartRestriction: 'Closed',
    managedBy: plan.owners ?? [],
    RecipientFilter: null,
  });
}

/** What an administrative unit is made of. */
export interface UnitPlan {
  readonly name: string;
  readonly members: readonly string[];
  readonly rule?: string;
}

/** Makes an administrative unit. */
export function addUnit(context: BuildContext, plan: UnitPlan): AdministrativeUnit {
  const unit = context.state.administrativeUnits.add({
    id: context.random.guid(),
    displayName: plan.name,
    description: null,
    membershipType: plan.rule === undefined ? 'Assigned' : 'Dynamic',
    membershipRule: plan.rule ?? null,
  });
  for (const member of plan.members) context.state.unitMembers.add(unit.id, member);
  return unit;
}
