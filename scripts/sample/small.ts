import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import {
  accessPolicy,
  application,
  collection,
  exchangeGroup,
  fullAccess,
  graphGrant,
  group,
  guid,
  mailbox,
  member,
  pointer,
  roleAssignment,
  servicePrincipal,
  sharedMailbox,
  user,
} from '../../test/support/collection-builder';

/** A reading by somebody whose role shows only part of the tenant: much of it is missing, and every gap says why. */
export function contosoPartial(): Collection {
  const archive = servicePrincipal('Mail Archive');
  const desk = servicePrincipal('Service Desk');
  const reception = sharedMailbox('Reception');
  const whole = collection({
    graph: {
      servicePrincipals: [archive, desk],
      applications: [application(archive), application(desk)],
      appRoleAssignments: [graphGrant(archive, 'Mail.Read')],
      users: [user('Adele'), user('Megan'), user('Reception', { accountEnabled: false })],
      groups: [group('Desk')],
      groupMembers: [member('Desk', guid('user Megan'))],
    },
    exchange: {
      servicePrincipals: [pointer(desk)],
      managementRoleAssignments: [
        roleAssignment(pointer(desk), 'Application Mail.ReadWrite', { RecipientWriteScope: 'Group', CustomResourceScope: 'Desk' }),
      ],
      applicationAccessPolicies: [accessPolicy(archive.appId, 'RestrictAccess', { id: guid('group Desk'), name: 'Desk' })],
      mailboxes: [mailbox('Adele'), mailbox('Megan'), reception],
      groups: [exchangeGroup('Desk')],
      mailboxPermissions: [fullAccess(reception, 'megan@contoso.com')],
      mailboxPermissionsRead: [guid('user Reception')],
    },
    without: [
      'exchange.recipientPermissions',
      'exchange.groupMembers',
      'graph.signInActivities',
      'graph.credentialSignInActivities',
      'exchange.mailboxFolderPermissions',
    ],
    coverage: {
      'graph.groupMembers': { state: 'partial', count: 1, reason: 'scope of the reader: Groups Administrator of one administrative unit' },
      'graph.signInActivities': { state: 'missing', reason: '403: needs Entra ID P1' },
      'graph.credentialSignInActivities': { state: 'missing', reason: '403: needs Entra ID P1' },
      'exchange.recipientPermissions': {
        state: 'missing',
        reason: "not permitted: the term 'Get-EXORecipientPermission' is not recognized",
      },
      'exchange.groupMembers': { state: 'missing', reason: 'stopped after a broken connection' },
      'exchange.mailboxPermissions': { state: 'partial', count: 1, reason: 'read for shared mailboxes only' },
      'exchange.mailboxFolderPermissions': { state: 'missing', reason: 'not read: folder permissions are read on request only' },
    },
  });
  return whole;
}

/** A tenant on its first day: everything was read, and there is nothing in it. */
export function emptyTenant(): Collection {
  return collection();
}
