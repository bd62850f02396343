import { describe, expect, it } from 'vitest';
import { exchangeGrant, fullAccess, graphGrant, mailbox, pointer, sendAs, servicePrincipal } from '../../../../support/collection-builder';
import { raised, textOf, theFinding, unjudged, type FindingCase } from '../../../../support/judge';

const app = servicePrincipal('Printer');
const anna = mailbox('Anna');
const tenant = (grants: readonly object[], exchange: object = {}): FindingCase['parts'] => ({
  graph: { servicePrincipals: [app], appRoleAssignments: grants as never },
  exchange: { mailboxes: [anna], servicePrincipals: [pointer(app)], ...exchange },
});

const CASES: readonly FindingCase[] = [
  { when: 'IMAP is granted', parts: tenant([exchangeGrant(app, 'IMAP.AccessAsApp')]), finds: ['medium imap-pop-smtp-app Printer'] },
  {
    when: 'POP is granted by its other id',
    parts: tenant([exchangeGrant(app, 'POP.AccessAsApp (2)')]),
    finds: ['medium imap-pop-smtp-app Printer'],
  },
  { when: 'SMTP is granted', parts: tenant([exchangeGrant(app, 'SMTP.SendAsApp')]), finds: ['medium imap-pop-smtp-app Printer'] },
  {
    when: 'all three are: one finding',
    parts: tenant([exchangeGrant(app, 'IMAP.AccessAsApp'), exchangeGrant(app, 'SMTP.SendAsApp')]),
    finds: ['medium imap-pop-smtp-app Printer'],
  },
  { when: 'mail is read by Graph', parts: tenant([graphGrant(app, 'Mail.Read')]), finds: [] },
];

describe('protocol roles of apps', () => {
  it.each(CASES)('are found or not when $when', ({ parts, finds }) => {
    expect(raised(parts, ['imap-pop-smtp-app'])).toEqual(finds);
  });

  it('list the mailboxes where the service principal has permissions', () => {
    const parts = tenant([exchangeGrant(app, 'IMAP.AccessAsApp')], {
      mailboxPermissions: [fullAccess(anna, app.id)],
      recipientPermissions: [sendAs(anna, app.appId)],
    });
    const text = textOf(theFinding(parts, 'imap-pop-smtp-app'));
    expect(text).toContain('Full Access: mail can be read and changed in 1 mailbox (anna@contoso.com)');
    expect(text).toContain('Send As: mail can be sent in 1 mailbox (anna@contoso.com)');
  });

  it('leave out a permission that a Deny entry takes away', () => {
    const parts = tenant([exchangeGrant(app, 'IMAP.AccessAsApp')], {
      mailboxPermissions: [fullAccess(anna, app.id), fullAccess(anna, app.id, { Deny: true })],
    });
    expect(textOf(theFinding(parts, 'imap-pop-smtp-app'))).toContain('no mailbox where its service principal has a permission');
  });

  it('say so where mailbox permissions were not read, and cannot be judged without the grants', () => {
    const parts = tenant([exchangeGrant(app, 'IMAP.AccessAsApp')]);
    expect(textOf(theFinding({ ...parts, without: ['exchange.mailboxPermissions'] }, 'imap-pop-smtp-app'))).toContain(
      'exchange.mailboxPermissions is missing',
    );
    expect(unjudged({ ...parts, without: ['graph.appRoleAssignments'] }, ['imap-pop-smtp-app'])).toHaveLength(1);
  });
});
