/** The properties without which an object of a list says nothing, or is known by nothing: a warning says so. `|`: one of them will do. */
const ESSENTIAL: Readonly<Record<string, readonly string[]>> = {
  'graph.resources': ['id', 'appId'],
  'graph.servicePrincipals': ['id', 'appId'],
  'graph.applications': ['id', 'appId'],
  'graph.appRoleAssignments': ['principalId', 'resourceId', 'appRoleId'],
  'graph.oauth2PermissionGrants': ['clientId', 'resourceId'],
  'graph.owners': ['objectId'],
  'graph.users': ['id'],
  'graph.groups': ['id'],
  'graph.groupMembers': ['groupId', 'memberId'],
  'graph.administrativeUnits': ['id'],
  'graph.administrativeUnitMembers': ['administrativeUnitId', 'memberId'],
  'graph.directoryRoleAssignments': ['principalId', 'roleDefinitionId'],
  'graph.directoryRoleEligibilities': ['principalId', 'roleDefinitionId'],
  'graph.signInActivities': ['appId'],
  'graph.federatedIdentityCredentials': ['applicationId'],
  'exchange.managementRoleAssignments': ['Role'],
  'exchange.mailboxes': ['ExternalDirectoryObjectId|Guid'],
  'exchange.mailboxPermissions': ['Identity', 'User'],
  'exchange.mailboxFolderPermissions': ['Identity'],
  'exchange.recipientPermissions': ['Identity', 'Trustee'],
  'exchange.groupMembers': ['GroupExternalDirectoryObjectId'],
};

/** A test for one list: names the first essential property that an object lacks, or null. */
export function createEssentialTest(section: string, name: string): (item: Readonly<Record<string, unknown>>) => string | null {
  const essentials = ESSENTIAL[`${section}.${name}`]?.map((names) => names.split('|'));
  if (!essentials) return () => null;
  return (item) => {
    for (const names of essentials) if (!names.some((key) => item[key])) return names.join(' and no ');
    return null;
  };
}
