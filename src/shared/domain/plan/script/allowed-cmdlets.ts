import type { Change, Plan, Read } from '../plan.schema';

/** The cmdlets that a script may run. https://learn.microsoft.com/powershell/module/exchange */
export const SCRIPT_CMDLETS: readonly string[] = [
  ...['New', 'Get', 'Set', 'Remove', 'Test'].map((verb) => `${verb}-ApplicationAccessPolicy`),
  ...['New', 'Get', 'Set', 'Remove'].flatMap((verb) =>
    ['ServicePrincipal', 'ManagementScope', 'ManagementRoleAssignment', 'DistributionGroup', 'Mailbox'].map((noun) => `${verb}-${noun}`),
  ),
  ...['Add', 'Get', 'Remove'].flatMap((verb) =>
    ['MailboxPermission', 'RecipientPermission', 'DistributionGroupMember'].map((noun) => `${verb}-${noun}`),
  ),
  ...['Get', 'Set'].flatMap((verb) =>
    ['CASMailbox', 'OrganizationConfig', 'MailboxSentItemsConfiguration', 'TransportConfig'].map((noun) => `${verb}-${noun}`),
  ),
  'Test-ServicePrincipalAuthorization',
  'Update-DistributionGroupMember',
  ...['Recipient', 'User', 'Group', 'UnifiedGroup', 'UnifiedGroupLinks', 'ManagementRole', 'ManagementRoleEntry'].map(
    (noun) => `Get-${noun}`,
  ),
  ...['RoleGroup', 'RoleGroupMember', 'DynamicDistributionGroupMember', 'AuthenticationPolicy', 'AdministrativeUnit'].map(
    (noun) => `Get-${noun}`,
  ),
  ...['Mailbox', 'Recipient', 'CasMailbox', 'MailboxPermission', 'RecipientPermission'].map((noun) => `Get-EXO${noun}`),
].sort();

/** The cmdlets that a plan names, sorted. */
export function cmdletsOf(plan: Pick<Plan, 'basis' | 'steps'>): readonly string[] {
  const requests = [
    ...plan.basis.map(({ read }) => read),
    ...plan.steps.flatMap(({ precondition, verification, change, credential, undo }) => [
      ...[...precondition, ...verification].map(({ read }) => read),
      change,
      credential?.orphan ?? null,
      ...(undo.kind === 'change' ? [undo.change, ...undo.verification.map(({ read }) => read)] : []),
    ]),
  ];
  return [...new Set(requests.flatMap(cmdletOf))].sort();
}

function cmdletOf(request: Read | Change | null): readonly string[] {
  return request?.api === 'exchange' ? [request.cmdlet] : [];
}
