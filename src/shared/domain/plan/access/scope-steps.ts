import type { Mailbox } from '../../collection/mailbox-directory';
import { plainName, shown } from '../display-text';
import { added } from '../effects';
import { exchangeLook } from '../look';
import { scopeExists } from '../looks';
import type { PlanStep } from '../plan.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepOf, undoBy } from '../steps';
import { literal, reference } from '../template';
import { addMemberStep, MOST_SINGLE_MEMBERS, writeMembersStep, type ExchangeGroupTarget } from './member-steps';

/** A group that a plan makes to hold the mailboxes of a scope. */
export interface NewGroup {
  readonly id: string;
  readonly name: string;
  readonly address: string;
}

/** What the names of groups and management scopes may be long. https://learn.microsoft.com/powershell/module/exchange/new-managementscope#-name */
export const SCOPE_NAME_LIMIT = 64;

/** The group as later steps name it, and what its members are listed under. */
export function targetOf(group: NewGroup): ExchangeGroupTarget {
  return { identity: reference(group.id, 'id'), name: group.name };
}

/**
 * Makes a mail-enabled security group that nobody joins or leaves by themselves.
 * https://learn.microsoft.com/powershell/module/exchange/new-distributiongroup
 */
export function newGroupStep(group: NewGroup, why: string): PlanStep {
  const name = shown(group.name);
  const address = literal(group.address);
  return stepOf({
    id: group.id,
    title: `Create the mail-enabled security group "${name}"`,
    why,
    requires: RIGHTS.exchangeGroups,
    precondition: [
      exchangeLook(
        'Get-Recipient',
        { Identity: address },
        { expect: 'none', says: `No recipient has the address ${shown(group.address)} yet.` },
      ),
    ],
    change: exchangeChange('New-DistributionGroup', {
      Name: literal(group.name),
      Alias: literal(group.address.split('@')[0] ?? group.address),
      PrimarySmtpAddress: address,
      Type: 'Security',
      MemberJoinRestriction: 'Closed',
      MemberDepartRestriction: 'Closed',
    }),
    verification: [
      exchangeLook(
        'Get-DistributionGroup',
        { Identity: address },
        {
          where: { PrimarySmtpAddress: address, DisplayName: literal(group.name), RecipientTypeDetails: 'MailUniversalSecurityGroup' },
          says: `There is the mail-enabled security group "${name}".`,
        },
      ),
    ],
    undo: undoBy(
      exchangeChange('Remove-DistributionGroup', { Identity: reference(group.id, 'id'), BypassSecurityGroupManagerCheck: true }),
      [
        exchangeLook(
          'Get-DistributionGroup',
          { Identity: address },
          {
            where: { PrimarySmtpAddress: address },
            expect: 'none',
            says: `There is no group "${name}".`,
          },
        ),
      ],
      `Deletes the group "${name}".`,
    ),
    outputs: { id: 'ExternalDirectoryObjectId', distinguishedName: 'DistinguishedName', name: 'Name' },
    settles: 'new-object-in-exchange',
    effects: [
      added('exchange.groups', {
        ExternalDirectoryObjectId: reference(group.id, 'id'),
        Guid: null,
        DistinguishedName: reference(group.id, 'distinguishedName'),
        PrimarySmtpAddress: address,
        EmailAddresses: [`SMTP:${address}`],
        DisplayName: literal(group.name),
        Name: literal(group.name),
        RecipientTypeDetails: 'MailUniversalSecurityGroup',
        MemberJoinRestriction: 'Closed',
      }),
    ],
  });
}

/** Puts mailboxes into a group that the plan makes: one by one, or as a whole list. */
export function fillGroupSteps(group: NewGroup, mailboxes: readonly Mailbox[], why: string): readonly PlanStep[] {
  const target = targetOf(group);
  const screenGroup = `Members of "${shown(group.name)}"`;
  if (mailboxes.length <= MOST_SINGLE_MEMBERS) return mailboxes.map((mailbox) => addMemberStep(target, mailbox, why, screenGroup));
  return [
    writeMembersStep(target, {
      id: `${group.id}-members`,
      title: `Put ${mailboxes.length} mailboxes into "${shown(group.name)}"`,
      why,
      group: screenGroup,
      before: [],
      after: mailboxes.map((mailbox) => ({ id: mailbox.id, name: mailbox.address })),
      confirm: null,
    }),
  ];
}

/** A management scope that a plan makes. `filter` is a template. */
export interface NewScope {
  readonly id: string;
  readonly name: string;
  readonly filter: string;
}

/** A name for a management scope that says whose it is and that no other one has. */
export function scopeName(appName: string, planId: string, number = 0): string {
  const end = ` mailboxes ${planId.slice(0, 8)}${number === 0 ? '' : `-${number}`}`;
  return `${plainName(appName, SCOPE_NAME_LIMIT - end.length) || 'App'}${end}`.slice(0, SCOPE_NAME_LIMIT);
}

/** The filter of a scope over the direct members of a group that a step makes: its distinguished name has no quotation mark, as its name has none. */
export function membersOfNewGroup(group: NewGroup): string {
  return `MemberOfGroup -eq '${reference(group.id, 'distinguishedName')}'`;
}

/** Makes a management scope. https://learn.microsoft.com/powershell/module/exchange/new-managementscope */
export function newScopeStep(scope: NewScope, label: string): PlanStep {
  const name = literal(scope.name);
  return stepOf({
    id: scope.id,
    title: `Create the management scope "${shown(scope.name)}"`,
    why: `A role is confined by a scope: this one holds ${label}.`,
    requires: RIGHTS.exchangeRoles,
    change: exchangeChange('New-ManagementScope', { Name: name, RecipientRestrictionFilter: scope.filter }),
    verification: [scopeExists(scope.name, { ScopeRestrictionType: 'RecipientScope' })],
    undo: undoBy(
      exchangeChange('Remove-ManagementScope', { Identity: name }),
      [
        exchangeLook(
          'Get-ManagementScope',
          { Identity: name },
          { expect: 'none', says: `There is no management scope "${shown(scope.name)}".` },
        ),
      ],
      `Deletes the management scope "${shown(scope.name)}".`,
    ),
    settles: 'new-object-in-exchange',
    effects: [
      added('exchange.managementScopes', {
        Name: name,
        Identity: name,
        RecipientFilter: scope.filter,
        RecipientRoot: '',
        Exclusive: false,
        ScopeRestrictionType: 'RecipientScope',
      }),
    ],
  });
}
