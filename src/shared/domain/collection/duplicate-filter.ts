/** The properties that identify an object of a list, best first; lists that are not named here have no ids. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'graph.resources': ['id'],
  'graph.servicePrincipals': ['id'],
  'graph.applications': ['id'],
  'graph.appRoleAssignments': ['id'],
  'graph.oauth2PermissionGrants': ['id'],
  'graph.users': ['id'],
  'graph.groups': ['id'],
  'graph.administrativeUnits': ['id'],
  'exchange.servicePrincipals': ['Identity', 'Guid'],
  'exchange.managementRoleAssignments': ['Identity'],
  'exchange.managementScopes': ['Identity', 'Name'],
  'exchange.applicationAccessPolicies': ['Identity'],
  'exchange.mailboxes': ['ExternalDirectoryObjectId', 'Guid'],
  'exchange.recipients': ['ExternalDirectoryObjectId', 'Guid'],
  'exchange.groups': ['ExternalDirectoryObjectId', 'Guid'],
  'exchange.casMailboxes': ['ExternalDirectoryObjectId'],
};

/** An application access policy's Identity names its scope after the last `;`. Without that part several policies of one app share it. */
function identifies(list: string, id: string): boolean {
  return list !== 'exchange.applicationAccessPolicies' || id.includes(';');
}

/** A filter for one list: answers the id of an object whose id was seen before (ids compare without case), otherwise null. */
export function createDuplicateFilter(section: string, name: string): (item: Readonly<Record<string, unknown>>) => string | null {
  const list = `${section}.${name}`;
  const keys = KEYS[list];
  if (!keys) return () => null;
  const seen = new Set<string>();
  return (item) => {
    const key = keys.find((candidate) => typeof item[candidate] === 'string' && item[candidate] !== '');
    if (key === undefined) return null;
    const id = String(item[key]).trim().toLowerCase();
    if (!identifies(list, id)) return null;
    if (seen.has(id)) return id;
    seen.add(id);
    return null;
  };
}
