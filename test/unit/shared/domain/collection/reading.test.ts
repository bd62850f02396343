import { describe, expect, it } from 'vitest';
import { openReading, type Reading } from '../../../../../src/shared/domain/collection/reading';
import {
  collection,
  delegatedGrant,
  fullAccess,
  GRAPH_APP_ID,
  graphGrant,
  guid,
  mailbox,
  roleGrant,
  sendAs,
  servicePrincipal,
  user,
  type CollectionParts,
} from '../../../../support/collection-builder';

const app = servicePrincipal('Mailer');
const gone = servicePrincipal('Gone');
const open = (parts: CollectionParts): Reading => openReading(collection(parts));

describe('references to nothing are warnings that name the first place', () => {
  const cases: readonly (readonly [what: string, parts: CollectionParts, expected: readonly string[]])[] = [
    ['nothing is wrong', { graph: { servicePrincipals: [app], appRoleAssignments: [graphGrant(app, 'Mail.Read')] } }, []],
    [
      'a grant to a service principal that is gone',
      { graph: { servicePrincipals: [app], appRoleAssignments: [graphGrant(app, 'Mail.Read'), graphGrant(gone, 'Mail.Read')] } },
      ['$.graph.appRoleAssignments[1]: refers to a service principal that the reading does not hold'],
    ],
    [
      'several of them',
      { graph: { appRoleAssignments: [graphGrant(app, 'Mail.Read'), graphGrant(gone, 'Mail.Read'), graphGrant(gone, 'Mail.Send')] } },
      ['$.graph.appRoleAssignments[0]: refers to a service principal that the reading does not hold (and 2 more in this list)'],
    ],
    [
      'a role assigned to a user or group concerns no app',
      { graph: { appRoleAssignments: [{ ...graphGrant(gone, 'Mail.Read'), principalType: 'User' }] } },
      [],
    ],
    [
      'a delegated grant of an app and for a user that are gone',
      { graph: { oauth2PermissionGrants: [delegatedGrant(gone, 'Mail.Read', user('Gone'))] } },
      [
        '$.graph.oauth2PermissionGrants[0]: refers to a service principal that the reading does not hold',
        '$.graph.oauth2PermissionGrants[0]: refers to a user that the reading does not hold',
      ],
    ],
    [
      'permissions on a mailbox that is gone',
      { exchange: { mailboxPermissions: [fullAccess(mailbox('Gone'), 'Alex')], recipientPermissions: [sendAs(mailbox('Gone'), 'Alex')] } },
      [
        '$.exchange.mailboxPermissions[0]: refers to a mailbox that the reading does not hold',
        '$.exchange.recipientPermissions[0]: refers to a mailbox that the reading does not hold',
      ],
    ],
    [
      'nothing is said where what is referred to was not read',
      {
        graph: { appRoleAssignments: [graphGrant(gone, 'Mail.Read')] },
        exchange: { mailboxPermissions: [fullAccess(mailbox('Gone'), 'Alex')] },
        without: ['graph.servicePrincipals', 'exchange.mailboxes'],
      },
      [],
    ],
  ];
  it.each(cases)('%s', (_, parts, expected) => {
    expect(open(parts).warnings).toEqual(expected);
  });

  it('the warnings of parsing come first', () => {
    const parts = collection({ graph: { appRoleAssignments: [graphGrant(gone, 'Mail.Read')] } });
    expect(openReading(parts, ['before'])).toMatchObject({
      warnings: ['before', expect.stringContaining('appRoleAssignments') as unknown],
    });
  });
});

describe('indexes', () => {
  it('find by id in any case, and hold nothing under an empty id', () => {
    const reading = open({
      graph: {
        servicePrincipals: [
          { ...app, id: app.id.toUpperCase(), appId: app.appId.toUpperCase() },
          servicePrincipal('Without', { id: '', appId: '' }),
        ],
        users: [user('Alex', { id: '' })],
      },
    });
    expect(reading.servicePrincipals.get(app.id)?.displayName).toBe('Mailer');
    expect(reading.servicePrincipalsByApp.get(app.appId)?.displayName).toBe('Mailer');
    expect([reading.servicePrincipals.get(''), reading.servicePrincipalsByApp.get(''), reading.users.get('')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('know the resource behind an id from the resources or from the service principals', () => {
    const other = servicePrincipal('SharePoint');
    const reading = open({ graph: { servicePrincipals: [other], appRoleAssignments: [roleGrant(app, other.id, guid('role'))] } });
    expect([reading.resourceAppIds.get(guid('resource graph')), reading.resourceAppIds.get(other.id)]).toEqual([GRAPH_APP_ID, other.appId]);
  });
});

describe('gaps are told as a clause', () => {
  it.each([
    ['complete', {}, null],
    ['missing without a reason', { without: ['graph.users'] }, 'graph.users is missing (the file has no such source)'],
    ['partial', { coverage: { 'graph.users': { state: 'partial', reason: 'cut' } } }, 'graph.users is partial (cut)'],
  ] as const)('%s', (_, parts, expected) => {
    expect(open(parts).gap('graph.users')).toBe(expected);
  });
});
