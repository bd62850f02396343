import { describe, expect, it } from 'vitest';
import type { ExchangeItem } from '../../../../../src/shared/domain/collection/collection.schema';
import type { Verdict } from '../../../../../src/shared/domain/reach/verdict';
import { ask, type Asked } from '../../../../support/ask-reading';
import {
  collection,
  exchangeGrant,
  exchangeGroup,
  fullAccess,
  group,
  guid,
  mailbox,
  member,
  pointer,
  roleGrant,
  EXCHANGE_ROLE_IDS,
  sendAs,
  servicePrincipal,
  user,
  type CollectionParts,
} from '../../../../support/collection-builder';

// https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
const app = servicePrincipal('Poller');
const box = mailbox('Box');
const unread = mailbox('Unread');

interface Given extends CollectionParts {
  readonly role?: Parameters<typeof exchangeGrant>[1];
  readonly fullAccess?: readonly ExchangeItem<'mailboxPermissions'>[];
  readonly sendAs?: readonly ExchangeItem<'recipientPermissions'>[];
}

function tenant({ role = 'IMAP.AccessAsApp', fullAccess: entries = [], sendAs: senders = [], ...parts }: Given): Asked {
  return ask(
    collection({
      ...parts,
      graph: { servicePrincipals: [app], appRoleAssignments: [exchangeGrant(app, role)], ...parts.graph },
      exchange: {
        mailboxes: [box, unread],
        servicePrincipals: [pointer(app, { Identity: 'poller', DisplayName: 'Poller service' })],
        mailboxPermissions: entries,
        recipientPermissions: senders,
        ...parts.exchange,
      },
    }),
  );
}

const writes = (given: Given): Verdict => tenant(given).app(app, box, 'mail.write');
const sends = (given: Given): Verdict => tenant({ role: 'SMTP.SendAsApp', ...given }).app(app, box, 'mail.send');

describe('FullAccess and an IMAP or POP role: mail.write', () => {
  it.each([['IMAP.AccessAsApp'], ['IMAP.AccessAsApp (2)'], ['POP.AccessAsApp'], ['POP.AccessAsApp (2)']] as const)('%s', (role) => {
    expect(writes({ role, fullAccess: [fullAccess(box, app.id)] })).toBe('yes');
    expect(writes({ role })).toBe('no');
    expect(writes({ role, sendAs: [sendAs(box, app.id)] })).toBe('no');
  });

  it('without the role FullAccess brings nothing', () => {
    const asked = tenant({ graph: { servicePrincipals: [app], appRoleAssignments: [] }, fullAccess: [fullAccess(box, app.id)] });
    expect(asked.matrix.apps).toEqual([]);
  });

  it('does not bring sending', () => {
    expect(tenant({ fullAccess: [fullAccess(box, app.id)] }).app(app, box, 'mail.send')).toBe('no');
  });

  it('the path names the permission', () => {
    const paths = tenant({ fullAccess: [fullAccess(box, app.id)] }).reach(app).mailboxes[0]?.capabilities['mail.read']?.paths;
    expect(paths).toMatchObject([
      { kind: 'mailboxPermission', detail: 'IMAP.AccessAsApp is granted, and its service principal has Full Access.' },
    ]);
  });
});

describe('SendAs and SMTP.SendAsApp: mail.send; FullAccess alone: unknown', () => {
  const cases: readonly (readonly [what: string, given: Given, expected: Verdict])[] = [
    ['SendAs', { sendAs: [sendAs(box, app.id)] }, 'yes'],
    ['FullAccess alone', { fullAccess: [fullAccess(box, app.id)] }, 'unknown'],
    ['both', { sendAs: [sendAs(box, app.id)], fullAccess: [fullAccess(box, app.id)] }, 'yes'],
    ['neither', {}, 'no'],
    ['SendOnBehalf', { exchange: { mailboxes: [{ ...box, GrantSendOnBehalfTo: [app.id] }] } }, 'no'],
  ];
  it.each(cases)('%s', (_, given, expected) => {
    expect(sends(given)).toBe(expected);
    expect(sends({ ...given, role: 'SMTP.SendAsApp (2)' })).toBe(expected);
  });
});

describe('the service principal itself: by ObjectId, AppId, Guid, Identity or a DisplayName that only one principal has', () => {
  it.each([
    ['ObjectId', app.id.toUpperCase()],
    ['AppId', app.appId],
    ['Guid', guid(`pointer ${app.id}`)],
    ['Identity', 'Poller'],
    ['DisplayName', 'poller SERVICE'],
  ])('%s', (_, trustee) => {
    expect(writes({ fullAccess: [fullAccess(box, trustee)] })).toBe('yes');
  });

  it('a DisplayName that a person has as well is no match, and is listed as unresolved', () => {
    const asked = tenant({
      graph: { servicePrincipals: [app], appRoleAssignments: [exchangeGrant(app, 'IMAP.AccessAsApp')], users: [user('Poller service')] },
      fullAccess: [fullAccess(box, 'Poller service')],
    });
    expect(asked.app(app, box, 'mail.write')).toBe('no');
    expect(asked.unresolved).toMatchObject([{ right: 'fullAccess', trustee: 'Poller service' }]);
  });

  it('not through a group', () => {
    const given: Given = {
      graph: {
        servicePrincipals: [app],
        appRoleAssignments: [exchangeGrant(app, 'IMAP.AccessAsApp')],
        groups: [group('Team')],
        groupMembers: [member('Team', app.id, 'servicePrincipal')],
      },
      exchange: {
        mailboxes: [box],
        groups: [exchangeGroup('Team')],
        servicePrincipals: [pointer(app)],
        mailboxPermissions: [fullAccess(box, 'Team')],
      },
    };
    expect(writes(given)).toBe('no');
  });
});

describe('levels and refusals', () => {
  it.each([
    ['Deny beats allow', [{}, { Deny: true }], 'no'],
    ['explicit allow beats inherited Deny', [{}, { Deny: true, IsInherited: true }], 'yes'],
    ['inherited allow', [{ IsInherited: true }], 'yes'],
  ] as const)('%s', (_, entries, expected) => {
    expect(writes({ fullAccess: entries.map((entry) => fullAccess(box, app.id, entry)) })).toBe(expected);
  });
});

describe('permissions that were not read', () => {
  const listed = {
    mailboxes: [box, unread],
    servicePrincipals: [pointer(app)],
    mailboxPermissionsRead: [box.ExternalDirectoryObjectId ?? ''],
  };

  it('missing FullAccess: unknown for IMAP and POP', () => {
    expect(writes({ without: ['exchange.mailboxPermissions'] })).toBe('unknown');
  });

  it('missing SendAs: unknown for SMTP', () => {
    expect(sends({ without: ['exchange.recipientPermissions'] })).toBe('unknown');
  });

  it('missing FullAccess: unknown for SMTP too, where SendAs is not seen', () => {
    expect(sends({ without: ['exchange.mailboxPermissions'] })).toBe('unknown');
    expect(sends({ sendAs: [sendAs(box, app.id)], without: ['exchange.mailboxPermissions'] })).toBe('yes');
  });

  it('a list of read mailboxes: no entry there means nobody, elsewhere unknown', () => {
    const asked = tenant({ exchange: { ...listed, mailboxPermissions: [] } });
    expect([asked.app(app, box, 'mail.write'), asked.app(app, unread, 'mail.write')]).toEqual(['no', 'unknown']);
  });

  it('what is seen in a mailbox that is not on the list stands', () => {
    const asked = tenant({ exchange: { ...listed, mailboxPermissions: [fullAccess(unread, app.id)] } });
    expect(asked.app(app, unread, 'mail.write')).toBe('yes');
  });

  it('a seen explicit Deny stays no', () => {
    const asked = tenant({ exchange: { ...listed, mailboxPermissions: [fullAccess(unread, app.id, { Deny: true })] } });
    expect(asked.app(app, unread, 'mail.write')).toBe('no');
  });
});

describe('pointers that were not read', () => {
  const without = ['exchange.servicePrincipals'];
  it('the object id and the app id of the service principal name it all the same', () => {
    expect(writes({ fullAccess: [fullAccess(box, app.id)], without })).toBe('yes');
    expect(writes({ fullAccess: [fullAccess(box, app.appId)], without })).toBe('yes');
  });

  it('a trustee that names nobody may be the pointer: unknown, there and only there', () => {
    const asked = tenant({ fullAccess: [fullAccess(box, guid(`pointer ${app.id}`))], without });
    expect([asked.app(app, box, 'mail.write'), asked.app(app, unread, 'mail.write')]).toEqual(['unknown', 'no']);
    expect(asked.unresolved).toMatchObject([{ right: 'fullAccess' }]);
  });
});

it('a grant of a protocol role on a resource that the reading lacks is at most unknown', () => {
  const graph = { servicePrincipals: [app], appRoleAssignments: [roleGrant(app, guid('gone'), EXCHANGE_ROLE_IDS['POP.AccessAsApp'])] };
  expect(writes({ graph, fullAccess: [fullAccess(box, app.id)] })).toBe('unknown');
  expect(writes({ graph })).toBe('no');
});
