import { describe, expect, it } from 'vitest';
import { isAccountType, PrincipalDirectory } from '../../../../../src/shared/domain/collection/principal-directory';
import {
  collection,
  exchangeGroup,
  group,
  guid,
  mailbox,
  pointer,
  servicePrincipal,
  sid,
  user,
} from '../../../../support/collection-builder';

const app = servicePrincipal('Mailer');
const directory = new PrincipalDirectory(
  collection({
    graph: {
      users: [
        user('Alex'),
        user('Sam', { displayName: 'Same name' }),
        user('Guest', { userPrincipalName: 'guest#ext#@contoso.com', mail: 'guest@elsewhere.example' }),
      ],
      groups: [group('Sales', { displayName: 'Sales team', securityIdentifier: sid('group Sales') })],
      servicePrincipals: [app, servicePrincipal('Alex', { displayName: 'Alex' })],
    },
    exchange: {
      mailboxes: [mailbox('Alex', { EmailAddresses: ['SMTP:alex@contoso.com', 'smtp:alexander@contoso.com'] })],
      groups: [exchangeGroup('Sales', { Name: 'sales-20260101', DisplayName: 'Sales team', Alias: 'sales' })],
      recipients: [
        {
          ExternalDirectoryObjectId: guid('user Guest'),
          Guid: guid('recipient Guest'),
          Name: 'Guest_name',
          DisplayName: 'Same name',
          RecipientTypeDetails: 'GuestMailUser',
          Sid: sid('Guest'),
        },
        { Guid: guid('contact'), Name: 'A contact', RecipientTypeDetails: 'MailContact' },
        { Guid: guid('folder'), Name: 'A folder', RecipientTypeDetails: 'PublicFolder' },
        { Guid: guid('list'), Name: 'A list', RecipientTypeDetails: 'MailUniversalDistributionGroup' },
      ],
      servicePrincipals: [pointer(app, { DisplayName: 'Mailer pointer', Identity: 'mailer-identity' })],
    },
  }),
);

function found(text: string): string {
  const match = directory.match(text);
  if (match.kind === 'principal') return `${match.principal.kind} ${match.principal.name}`;
  if (match.kind === 'ambiguous') return `ambiguous: ${match.candidates.length}`;
  return match.kind === 'sid' ? `sid ${match.sid}` : match.kind;
}

describe('a trustee is found by id, then address, then distinguished name, then SID, then a name that only one has', () => {
  const cases: readonly (readonly [what: string, text: string, expected: string])[] = [
    ['an object id', guid('user Alex'), 'account Alex'],
    ['an object id in another case', guid('user Alex').toUpperCase(), 'account Alex'],
    ['a mailbox Guid', guid('mailbox Alex'), 'account Alex'],
    ['a user principal name', 'alex@contoso.com', 'account Alex'],
    ['a user principal name of a guest', 'guest#EXT#@contoso.com', 'account Guest'],
    ['another address', 'ALEXANDER@contoso.com', 'account Alex'],
    ['a distinguished name', mailbox('Alex').DistinguishedName ?? '', 'account Alex'],
    ['the SID of a recipient', sid('Guest'), 'account Guest'],
    ['the SID of a group', sid('group Sales'), 'group Sales team'],
    ['a SID that nobody has', sid('gone'), `sid ${sid('gone').toLowerCase()}`],
    ['a name', 'Guest_name', 'account Guest'],
    ['a display name that two have', 'same NAME', 'ambiguous: 2'],
    ['a group by its Name in Exchange', 'sales-20260101', 'group Sales team'],
    ['a group by the display name both sources give', 'Sales team', 'group Sales team'],
    ['a group by its alias', 'sales', 'group Sales team'],
    ['a contact', 'A contact', 'contact A contact'],
    ['a public folder, which is nobody either', 'A folder', 'contact A folder'],
    ['a group among the recipients', 'A list', 'group A list'],
    ['a name that nobody has', 'Nobody', 'none'],
    ['nothing', '', 'none'],
  ];
  it.each(cases)('%s', (_, text, expected) => {
    expect(found(text)).toBe(expected);
  });
});

describe('a service principal is found by ObjectId, AppId, Guid, Identity or a unique DisplayName of its pointer', () => {
  it.each([
    ['ObjectId', app.id],
    ['AppId', app.appId],
    ['Guid', guid(`pointer ${app.id}`)],
    ['Identity', 'Mailer-Identity'],
    ['DisplayName', 'mailer pointer'],
  ])('%s', (_, text) => {
    expect(found(text)).toBe('servicePrincipal Mailer');
  });

  it('the name that Graph has is no name of a trustee: a person of that name stays unique', () => {
    expect(found('Alex')).toBe('account Alex');
  });

  it('a pointer whose ObjectId is of no service principal belongs to the one with its AppId', () => {
    const wrong = pointer(app, { ObjectId: guid('application Mailer'), Identity: guid('application Mailer') });
    const mismatched = new PrincipalDirectory(
      collection({ graph: { servicePrincipals: [app] }, exchange: { servicePrincipals: [wrong] } }),
    );
    expect(mismatched.byId(guid('application Mailer'))?.id).toBe(app.id);
  });

  it('a pointer without a service principal in the reading stands for itself', () => {
    const alone = new PrincipalDirectory(collection({ exchange: { servicePrincipals: [pointer(app)] } }));
    expect(alone.byId(app.appId)).toMatchObject({ id: app.id, appId: app.appId, kind: 'servicePrincipal' });
  });
});

describe('trustees that are no account of the tenant', () => {
  it.each([
    ['NT AUTHORITY\\SELF', 'system'],
    ['nt authority\\system', 'system'],
    ['BUILTIN\\Administrators', 'system'],
    ['S-1-5-10', 'system'],
    ['S-1-5-32-544', 'system'],
    ['EURPR01A001\\Organization Management', 'system'],
    ['EURPR01A001\\Domain Admins', 'system'],
    ['Exchange Servers', 'system'],
    ['Everyone', 'everyone'],
    ['S-1-1-0', 'everyone'],
    ['NT AUTHORITY\\Authenticated Users', 'everyone'],
    ['EURPR01A001\\somebody', 'none'],
    ['All Users', 'none'],
  ])('%s: %s', (text, expected) => {
    expect(found(text)).toBe(expected);
  });

  it('an account that has the name of a built-in group comes first', () => {
    const named = new PrincipalDirectory(collection({ graph: { users: [user('Recipient Management')] } }));
    expect(named.match('Recipient Management')).toMatchObject({ kind: 'principal', principal: { kind: 'account' } });
  });
});

describe('objects that lack their id', () => {
  it('a user or group without an id is nobody, and is not mixed with another', () => {
    const lacking = new PrincipalDirectory(
      collection({ graph: { users: [user('A', { id: '' }), user('B', { id: '' })], groups: [group('G', { id: '' })] } }),
    );
    expect([lacking.match('A').kind, lacking.match('b@contoso.com').kind, lacking.match('G').kind, lacking.match('').kind]).toEqual([
      'none',
      'none',
      'none',
      'none',
    ]);
  });

  it('a recipient without ids is known by its distinguished name or address', () => {
    const lacking = new PrincipalDirectory(
      collection({
        exchange: {
          recipients: [
            { DistinguishedName: 'CN=Old', Name: 'Old' },
            { PrimarySmtpAddress: 'new@contoso.com', Name: 'New' },
          ],
        },
      }),
    );
    expect([lacking.match('Old'), lacking.match('New')]).toMatchObject([
      { principal: { id: 'cn=old' } },
      { principal: { id: 'new@contoso.com' } },
    ]);
  });
});

describe('members that are no accounts are not people', () => {
  it.each([
    ['user', true],
    ['#microsoft.graph.user', true],
    ['UserMailbox', true],
    ['SharedMailbox', true],
    ['MailUser', true],
    ['GuestMailUser', true],
    ['group', false],
    ['GroupMailbox', false],
    ['MailUniversalSecurityGroup', false],
    ['servicePrincipal', false],
    ['orgContact', false],
    ['MailContact', false],
    ['device', false],
    [null, null],
    ['', null],
  ])('%s: %s', (type, expected) => {
    expect(isAccountType(type)).toBe(expected);
  });
});
