import type { Mailbox } from '../collection/mailbox-directory';
import { shown, pathPart } from './display-text';
import { exchangeLook, graphLook } from './look';
import type { Look, Match } from './plan.schema';
import { literal } from './template';

/** What an application access policy does with the mailboxes of its scope. */
export type PolicyRight = 'RestrictAccess' | 'DenyAccess';

/** The Exchange-side object of an app, by the object id of its enterprise application. */
export function pointerExists(app: { readonly objectId: string; readonly appId: string; readonly name: string }): Look {
  return exchangeLook(
    'Get-ServicePrincipal',
    { Identity: literal(app.objectId) },
    {
      where: { ObjectId: literal(app.objectId), AppId: literal(app.appId) },
      says: `Exchange Online knows ${shown(app.name)} by the object id of its enterprise application.`,
    },
  );
}

/** A role that is assigned to an app. `where` says over what, as Get-ManagementRoleAssignment answers it. */
export function assignmentExists(
  assignment: { readonly name: string; readonly role: string; readonly objectId: string; readonly where: Readonly<Record<string, Match>> },
  says: string,
): Look {
  return exchangeLook(
    'Get-ManagementRoleAssignment',
    { Identity: literal(assignment.name) },
    {
      where: { Role: literal(assignment.role), RoleAssigneeName: literal(assignment.objectId), Enabled: true, ...assignment.where },
      says,
    },
  );
}

/** No role assignment has the name. */
export function assignmentAbsent(name: string, says: string): Look {
  return exchangeLook('Get-ManagementRoleAssignment', { Identity: literal(name) }, { expect: 'none', says });
}

/** A management scope by its name. */
export function scopeExists(name: string, where: Readonly<Record<string, Match>> = {}): Look {
  return exchangeLook(
    'Get-ManagementScope',
    { Identity: literal(name) },
    {
      where: { Name: literal(name), ...where },
      says: `There is the management scope "${shown(name)}".`,
    },
  );
}

/** An application permission that an app holds. The id of a grant changes when it is granted anew; what is granted does not. */
export interface GrantKey {
  readonly principalId: string;
  readonly resourceId: string;
  readonly appRoleId: string;
}

/** An app holds an application permission. */
export function grantExists(grant: GrantKey, says: string): Look {
  return graphLook(`/v1.0/servicePrincipals/${pathPart(grant.principalId)}/appRoleAssignments`, {
    where: { resourceId: literal(grant.resourceId), appRoleId: literal(grant.appRoleId) },
    says,
  });
}

/** An app does not hold an application permission. */
export function grantAbsent(grant: GrantKey, says: string): Look {
  return { ...grantExists(grant, says), expect: 'none' };
}

/** How a cmdlet that lists members names a mailbox. */
export function memberMatch(mailbox: Mailbox): Readonly<Record<string, Match>> {
  const { ExternalDirectoryObjectId: id, Guid: guid, PrimarySmtpAddress: address } = mailbox.item;
  if (id) return { ExternalDirectoryObjectId: literal(id) };
  return guid ? { Guid: literal(guid) } : { PrimarySmtpAddress: literal(address ?? mailbox.address) };
}

/** A mailbox is a direct member of a group that Exchange Online keeps. `group` is a template. */
export function exchangeMemberExists(group: { readonly identity: string; readonly name: string }, mailbox: Mailbox): Look {
  return exchangeLook(
    'Get-DistributionGroupMember',
    { Identity: group.identity, ResultSize: 'Unlimited' },
    {
      where: memberMatch(mailbox),
      says: `${shown(mailbox.name)} (${shown(mailbox.address)}) is a direct member of "${shown(group.name)}".`,
    },
  );
}

/** A mailbox is no direct member of a group that Exchange Online keeps. `group` is a template. */
export function exchangeMemberAbsent(group: { readonly identity: string; readonly name: string }, mailbox: Mailbox): Look {
  return {
    ...exchangeMemberExists(group, mailbox),
    expect: 'none',
    says: `${shown(mailbox.name)} (${shown(mailbox.address)}) is no direct member of "${shown(group.name)}".`,
  };
}

/** An account is a direct member of a group of the directory. */
export function directoryMemberExists(
  group: { readonly id: string; readonly name: string },
  member: { readonly id: string; readonly name: string },
): Look {
  return graphLook(`/v1.0/groups/${pathPart(group.id)}/members?$select=id&$top=999`, {
    where: { id: literal(member.id) },
    says: `${shown(member.name)} is a direct member of "${shown(group.name)}".`,
  });
}

/** An account is a member of an administrative unit. */
export function unitMemberExists(
  unit: { readonly id: string; readonly name: string },
  member: { readonly id: string; readonly name: string },
): Look {
  return graphLook(`/v1.0/directory/administrativeUnits/${pathPart(unit.id)}/members?$select=id&$top=999`, {
    where: { id: literal(member.id) },
    says: `${shown(member.name)} is in the administrative unit "${shown(unit.name)}".`,
  });
}

/** An application access policy, by what it says. `scopeNames`: how Exchange Online may call its scope; templates. */
export function policyExists(
  policy: { readonly appIds: readonly string[]; readonly right: PolicyRight; readonly scopeNames: readonly string[] },
  says: string,
): Look {
  const [appId] = policy.appIds;
  return exchangeLook(
    'Get-ApplicationAccessPolicy',
    {},
    {
      where: {
        ...(appId === undefined ? {} : { AppId: { contains: literal(appId) } }),
        AccessRight: policy.right,
        ScopeName: { oneOf: [...policy.scopeNames] },
      },
      says,
    },
  );
}

/** The application access policy with an identity is there as the reading has it. */
export function policyIsThere(identity: string, says: string): Look {
  return exchangeLook('Get-ApplicationAccessPolicy', {}, { where: { Identity: literal(identity) }, says });
}

/** No application access policy has the identity. */
export function policyAbsent(identity: string, says: string): Look {
  return exchangeLook('Get-ApplicationAccessPolicy', {}, { where: { Identity: literal(identity) }, expect: 'none', says });
}

/** The roles of an app in Exchange Online let it into a mailbox. Sees no grants of Entra. */
export function roleLetsIn(objectId: string, mailbox: Mailbox, role: string): Look {
  return exchangeLook(
    'Test-ServicePrincipalAuthorization',
    { Identity: literal(objectId), Resource: literal(mailbox.id) },
    {
      where: { RoleName: literal(role), InScope: true },
      says: `"${shown(role)}" reaches ${shown(mailbox.address)}.`,
    },
  );
}

/** A role of an app is tested on a mailbox, which therefore exists, and at least one of its assignments does not reach it. */
export function roleIsTestedOutside(objectId: string, mailbox: Mailbox, role: string): Look {
  return exchangeLook(
    'Test-ServicePrincipalAuthorization',
    { Identity: literal(objectId), Resource: literal(mailbox.id) },
    {
      where: { RoleName: literal(role), InScope: false },
      says: `"${shown(role)}" was tested on ${shown(mailbox.address)} and does not reach it.`,
    },
  );
}

/** None of the roles of an app in Exchange Online lets it into a mailbox. */
export function noRoleLetsIn(objectId: string, mailbox: Mailbox, roles: readonly string[]): Look {
  return exchangeLook(
    'Test-ServicePrincipalAuthorization',
    { Identity: literal(objectId), Resource: literal(mailbox.id) },
    {
      where: { RoleName: { oneOf: roles.map(literal) }, InScope: true },
      expect: 'none',
      says: `No role reaches ${shown(mailbox.address)}.`,
    },
  );
}

/** What the application access policies of an app say about a mailbox. Sees no roles of Exchange Online. */
export function policiesSay(appId: string, mailbox: Mailbox, result: 'Granted' | 'Denied'): Look {
  return exchangeLook(
    'Test-ApplicationAccessPolicy',
    { Identity: literal(mailbox.id), AppId: literal(appId) },
    {
      where: { AppId: literal(appId), AccessCheckResult: result },
      says: `The policies ${result === 'Granted' ? 'let the app into' : 'keep the app out of'} ${shown(mailbox.address)}.`,
    },
  );
}
