import { describe, expect, it } from 'vitest';
import { access } from '../../../../src/simulator/enforcement/access';
import { scopesFor } from '../../../../src/simulator/enforcement/delegated';
import type { Operation, Protocol } from '../../../../src/simulator/enforcement/operations';
import { createSmallTenant } from '../../../../src/simulator/generator/small/small-tenant';
import { createSimulatedClock } from '../../../../src/simulator/state/clock';
import type { Mailbox } from '../../../../src/simulator/state/exchange-types';

const { state } = createSmallTenant(1, createSimulatedClock());
const mailbox = (alias: string): Mailbox => state.mailboxesByAddress.first(`${alias}@aldermoor.example`)!;
const app = (name: string): string => [...state.servicePrincipals].find((row) => row.displayName === name)!.appId;
const person = (alias: string): string => state.usersByPrincipalName.first(`${alias}@aldermoor.example`)!.id;

type Outcome = 'allowed' | 'refused' | 'undecided' | 'granted, not usable';

function tryIt(principal: Parameters<typeof access>[1], alias: string, operation: Operation, protocol?: Protocol): Outcome {
  const decision = access(state, principal, mailbox(alias), operation, protocol === undefined ? {} : { protocol });
  if (decision.allowed) return 'allowed';
  if (decision.granted) return 'granted, not usable';
  return decision.certain ? 'refused' : 'undecided';
}

describe('an app', () => {
  it.each<[why: string, app: string, mailbox: string, operation: Operation, protocol: Protocol | undefined, outcome: Outcome]>([
    // https://learn.microsoft.com/graph/permissions-reference
    ['an unconfined grant opens every mailbox', 'Courier Desk Notifications', 'helen.marchetti', 'sendMail', 'graph', 'allowed'],
    ['a grant opens what it names only', 'Courier Desk Notifications', 'helen.marchetti', 'readMessage', 'graph', 'refused'],
    // https://learn.microsoft.com/powershell/module/exchange/new-applicationaccesspolicy
    ['a restricting policy lets its scope through', 'Tidewater CRM Connector', 'orders', 'changeMessage', 'graph', 'allowed'],
    ['nested groups count in a policy', 'Tidewater CRM Connector', 'payroll', 'changeMessage', 'graph', 'allowed'],
    ['a restricting policy keeps the rest out', 'Tidewater CRM Connector', 'support', 'changeMessage', 'graph', 'refused'],
    ['a denying policy keeps its scope out', 'Brightfold Newsletter', 'helen.marchetti', 'sendMail', 'graph', 'refused'],
    ['a denying policy leaves the rest open', 'Brightfold Newsletter', 'support', 'sendMail', 'graph', 'allowed'],
    ['policies do not govern every permission', 'Quillstone Archive', 'support', 'readMessage', 'graph', 'allowed'],
    ['a policy whose scope is gone settles nothing', 'Harrowgate Scanner', 'support', 'sendMail', 'graph', 'undecided'],
    // https://learn.microsoft.com/exchange/permissions-exo/application-rbac
    ['a scoped role does not narrow a grant', 'Parcelwright Helpdesk', 'legal', 'changeMessage', 'graph', 'allowed'],
    ['a role opens its scope', 'Stonebridge Ticketing', 'repairs', 'sendMail', 'graph', 'allowed'],
    ['a role opens nothing outside its scope', 'Stonebridge Ticketing', 'legal', 'sendMail', 'graph', 'refused'],
    ['an administrative unit is a scope', 'Stonebridge Ticketing', 'ines.carvalho', 'readEvent', 'graph', 'allowed'],
    ['a role without a scope opens everything', 'Meridian Room Booking', 'helen.marchetti', 'changeEvent', 'graph', 'allowed'],
    ['a group as scope counts direct members', 'Fernhill Invoice Reader', 'invoices', 'readMessage', 'graph', 'allowed'],
    ['an assignment that is switched off opens nothing', 'Fernhill Invoice Reader', 'invoices', 'sendMail', 'graph', 'refused'],
    ['a pointer with the wrong object id settles nothing', 'Vellum Document Intake', 'invoices', 'readMessage', 'graph', 'undecided'],
    ['a property that no document explains settles nothing', 'Dovetail Scheduler', 'dev.malhotra', 'readContact', 'graph', 'undecided'],
    // EWS is another door than Graph.
    ['an EWS permission opens EWS', 'Larkspur Signatures', 'legal', 'changeMessage', 'ews', 'allowed'],
    ['an EWS permission does not open Graph', 'Larkspur Signatures', 'legal', 'changeMessage', 'graph', 'refused'],
    // https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
    ['IMAP needs a right on the mailbox', 'Copperleaf Fax Gateway', 'fax', 'changeMessage', 'imap', 'allowed'],
    ['IMAP without one stays shut', 'Copperleaf Fax Gateway', 'support', 'changeMessage', 'imap', 'refused'],
    ['SMTP with SendAs sends', 'Copperleaf Fax Gateway', 'fax', 'sendMail', 'smtp', 'allowed'],
    ['SMTP with FullAccess alone is written nowhere', 'Bellweather Mail Fetcher', 'repairs', 'sendMail', 'smtp', 'undecided'],
    ['the retired REST permissions open nothing', 'Outlook Bridge 2017', 'support', 'readMessage', undefined, 'refused'],
    [
      'a disabled service principal keeps its rights and cannot use them',
      'Cormorant Migration',
      'support',
      'exportItem',
      'graph',
      'granted, not usable',
    ],
  ])('%s', (_why, name, alias, operation, protocol, outcome) => {
    expect(tryIt({ kind: 'app', appId: app(name) }, alias, operation, protocol)).toBe(outcome);
  });

  it('with a token has what the token says, not what was granted since', () => {
    const appId = app('Courier Desk Notifications');
    expect(tryIt({ kind: 'app', appId, tokenRoles: [] }, 'support', 'sendMail', 'graph')).toBe('refused');
    expect(tryIt({ kind: 'app', appId, tokenRoles: ['Mail.Read'] }, 'support', 'readMessage', 'graph')).toBe('allowed');
  });

  it('that the tenant does not know is refused', () => {
    expect(tryIt({ kind: 'app', appId: '00000000-0000-0000-0000-00000000dead' }, 'support', 'readMessage')).toBe('refused');
  });
});

describe('a person', () => {
  it.each<[why: string, person: string, mailbox: string, operation: Operation, outcome: Outcome]>([
    ['may do everything in the own mailbox', 'helen.marchetti', 'helen.marchetti', 'sendMail', 'allowed'],
    ['with FullAccess through a group reads', 'fiona.gallagher', 'support', 'readMessage', 'allowed'],
    ['with FullAccess through a group in a group reads', 'piotr.zielinski', 'support', 'readMessage', 'allowed'],
    ['who is denied is refused although the group is allowed', 'callum.frost', 'support', 'readMessage', 'refused'],
    ['with FullAccess does not send', 'victor.lang', 'fax', 'sendMail', 'refused'],
    ['with SendAs sends', 'fiona.gallagher', 'repairs', 'sendMail', 'allowed'],
    ['with SendOnBehalf sends', 'jack.halloran', 'info', 'sendMail', 'allowed'],
    ['whose FullAccess is inherited reads', 'zoe.fairbairn', 'legal', 'readMessage', 'allowed'],
    ['is refused where an explicit denial stands against what is inherited', 'zoe.fairbairn', 'payroll', 'readMessage', 'refused'],
    [
      'whose account is disabled keeps the right and cannot use it',
      'linda.osei',
      'accounts-receivable',
      'readMessage',
      'granted, not usable',
    ],
    ['without a right is refused', 'tom.ashworth', 'legal', 'readMessage', 'refused'],
  ])('%s', (_why, alias, box, operation, outcome) => {
    expect(tryIt({ kind: 'person', userId: person(alias) }, box, operation)).toBe(outcome);
  });
});

describe('a person with an app in between', () => {
  const through = (name: string, alias: string, box: string, operation: Operation, protocol: Protocol): Outcome => {
    const appId = app(name);
    const userId = person(alias);
    return tryIt(
      { kind: 'person', userId, client: { appId, scopes: scopesFor(state, appId, userId, protocol) } },
      box,
      operation,
      protocol,
    );
  };

  it.each<[why: string, app: string, person: string, mailbox: string, operation: Operation, protocol: Protocol, outcome: Outcome]>([
    ['reaches a shared mailbox by a shared scope', 'Postroom Shared Inbox', 'marcus.reid', 'support', 'changeMessage', 'graph', 'allowed'],
    ['reaches no more than the person does', 'Postroom Shared Inbox', 'tom.ashworth', 'support', 'changeMessage', 'graph', 'refused'],
    ['sends only where the person may send', 'Postroom Shared Inbox', 'victor.lang', 'fax', 'sendMail', 'graph', 'refused'],
    ['reads the own mailbox by a plain scope', 'Dovecote Outlook Panel', 'marcus.reid', 'marcus.reid', 'readMessage', 'graph', 'allowed'],
    ['does not reach others by a plain scope', 'Dovecote Outlook Panel', 'marcus.reid', 'support', 'readMessage', 'graph', 'refused'],
    ['has what the person alone consented to', 'Mailtide Reader', 'amira.haddad', 'amira.haddad', 'readMessage', 'graph', 'allowed'],
    ['has nothing for a person who did not', 'Mailtide Reader', 'marcus.reid', 'marcus.reid', 'readMessage', 'graph', 'refused'],
    [
      'reads by IMAP what was consented to on Microsoft Graph',
      'Thunderline Mail Client',
      'marcus.reid',
      'support',
      'readMessage',
      'imap',
      'allowed',
    ],
    ['reaches mailboxes with FullAccess by EWS', 'Wrenfield Calendar Sync', 'marcus.reid', 'support', 'changeEvent', 'ews', 'allowed'],
  ])('%s', (_why, name, alias, box, operation, protocol, outcome) => {
    expect(through(name, alias, box, operation, protocol)).toBe(outcome);
  });
});
