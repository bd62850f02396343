import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import {
  accessPolicy,
  application,
  collection,
  delegatedGrant,
  fullAccess,
  graphGrant,
  group,
  mailbox,
  mailboxKey,
  managementScope,
  pointer,
  roleAssignment,
  sendAs,
  servicePrincipal,
  user,
} from './collection-builder';

/** A name that no administrator would give, and that a file may hold all the same: long, and of characters that take three bytes each. */
export function hugeName(index: number): string {
  return `${'名'.repeat(5_000)} ${String(index)}`;
}

/** A reading in which every list is longer than a page and every text is thousands of characters long: the worst for the size of an answer. */
export function collectionOfHugeNames(count = 230): Collection {
  const indexes = Array.from({ length: count }, (_value, index) => index);
  const principals = indexes.map((index) =>
    servicePrincipal(`app ${String(index)}`, { displayName: hugeName(index), homepage: hugeName(index) }),
  );
  const first = principals[0] ?? servicePrincipal('app');
  const users = indexes.map((index) => user(`user ${String(index)}`, { displayName: hugeName(index) }));
  const mailboxes = indexes.map((index) =>
    mailbox(`box ${String(index)}`, { DisplayName: hugeName(index), RecipientTypeDetails: `Kind ${hugeName(index % 3)}` }),
  );
  const target = mailboxes[0] ?? mailbox('box');
  const pointers = principals.map((principal) => pointer(principal, { DisplayName: hugeName(1) }));
  const secrets = indexes.map((index) => ({
    keyId: `key ${String(index)}`,
    displayName: hugeName(index),
    startDateTime: '2026-01-01T00:00:00Z',
    endDateTime: '2026-12-01T00:00:00Z',
  }));
  const scope = managementScope('scope', "CustomAttribute1 -eq 'x'", {
    Name: hugeName(7),
    RecipientFilter: `CustomAttribute1 -eq '${hugeName(7)}'`,
  });
  return collection({
    coverage: {
      'graph.groups': { state: 'partial', reason: hugeName(1) },
      'graph.signInActivities': { state: 'missing', reason: hugeName(2) },
    },
    without: ['graph.signInActivities'],
    graph: {
      servicePrincipals: principals,
      applications: [application(first, { displayName: hugeName(0), passwordCredentials: secrets })],
      appRoleAssignments: principals.flatMap((principal) => [graphGrant(principal, 'Mail.ReadWrite'), graphGrant(principal, 'Mail.Send')]),
      oauth2PermissionGrants: [
        ...users.map((one) => delegatedGrant(first, `Mail.ReadWrite.Shared ${'x'.repeat(5000)}`, one)),
        ...principals.map((principal) => delegatedGrant(principal, 'Mail.ReadWrite.Shared Calendars.ReadWrite.Shared')),
      ],
      users,
      groups: [group('team', { displayName: hugeName(3) })],
    },
    exchange: {
      mailboxes,
      servicePrincipals: pointers,
      managementScopes: [scope],
      managementRoleAssignments: pointers.map((one, index) =>
        roleAssignment(one, 'Application Mail.Read', {
          Name: `assignment ${String(index)}`,
          RecipientWriteScope: 'CustomRecipientScope',
          CustomResourceScope: hugeName(7),
        }),
      ),
      applicationAccessPolicies: mailboxes.map((one, index) =>
        accessPolicy(first.appId, 'DenyAccess', { id: mailboxKey(one), name: hugeName(index) }, { Description: hugeName(index) }),
      ),
      mailboxPermissions: [
        ...users.map((one) => fullAccess(target, one.id)),
        ...indexes.map((index) => fullAccess(target, hugeName(index))),
      ],
      recipientPermissions: users.map((one) => sendAs(target, one.id)),
    },
  });
}
