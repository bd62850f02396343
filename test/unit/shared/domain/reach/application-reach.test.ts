import { describe, expect, it } from 'vitest';
import type { CoverageEntry } from '../../../../../src/shared/domain/collection/collection.schema';
import { CAPABILITIES } from '../../../../../src/shared/domain/reach/capability';
import { ask, type Asked } from '../../../../support/ask-reading';
import {
  accessPolicy,
  collection,
  exchangeGrant,
  exchangeGroup,
  fullAccess,
  graphGrant,
  group,
  guid,
  mailbox,
  pointer,
  roleAssignment,
  servicePrincipal,
  type CollectionParts,
} from '../../../../support/collection-builder';

const first = mailbox('First');
const second = mailbox('Second');
const reader = servicePrincipal('Reader');
const scoped = servicePrincipal('Scoped');
const partial: CoverageEntry = { state: 'partial', reason: 'cut' };

/** Reader has Mail.Read in Entra; Scoped has a pointer and a tenant-wide role. */
function tenant(parts: CollectionParts = {}): Asked {
  return ask(
    collection({
      ...parts,
      graph: {
        servicePrincipals: [reader, scoped],
        appRoleAssignments: [graphGrant(reader, 'Mail.Read')],
        groups: [group('Empty')],
        ...parts.graph,
      },
      exchange: {
        mailboxes: [first, second],
        groups: [exchangeGroup('Empty')],
        servicePrincipals: [pointer(scoped)],
        managementRoleAssignments: [roleAssignment(pointer(scoped), 'Application Calendars.Read')],
        ...parts.exchange,
      },
    }),
  );
}

/** `app capability` → verdict for the first mailbox, without the noes. */
function cells(asked: Asked): Readonly<Record<string, string>> {
  const entries = [reader, scoped].flatMap((app) =>
    CAPABILITIES.map((capability) => [`${app.displayName ?? ''} ${capability}`, asked.app(app, first, capability)] as const),
  );
  return Object.fromEntries(entries.filter(([, verdict]) => verdict !== 'no'));
}

const WHOLE = {
  'Reader mail.readBasic': 'yes',
  'Reader mail.read': 'yes',
  'Scoped calendar.readBasic': 'yes',
  'Scoped calendar.read': 'yes',
};
const appsEntry = (right: 'entra' | 'rbac') => ({ mailboxes: 'all', principals: 'apps', right, trustee: null });

describe('missing sources, bounded: what depends on them is unknown, and only that', () => {
  it('a complete reading leaves nothing open', () => {
    const asked = tenant();
    expect(cells(asked)).toEqual(WHOLE);
    expect(asked.unresolved).toEqual([]);
  });

  it('app role assignments missing: one entry of right entra, not a row per app', () => {
    const asked = tenant({ without: ['graph.appRoleAssignments'] });
    expect(cells(asked)).toEqual({ 'Scoped calendar.readBasic': 'yes', 'Scoped calendar.read': 'yes' });
    expect(asked.unresolved).toMatchObject([appsEntry('entra')]);
  });

  it('app role assignments partial: what is seen stands, the rest as that entry', () => {
    const asked = tenant({ coverage: { 'graph.appRoleAssignments': partial } });
    expect(cells(asked)).toEqual(WHOLE);
    expect(asked.unresolved).toMatchObject([appsEntry('entra')]);
  });

  it('policies missing: governed Entra reach is unknown, nothing else', () => {
    const asked = tenant({
      graph: {
        servicePrincipals: [reader, scoped],
        appRoleAssignments: [graphGrant(reader, 'Mail.Read'), graphGrant(reader, 'MailboxFolder.Read.All')],
      },
      without: ['exchange.applicationAccessPolicies'],
    });
    expect(cells(asked)).toEqual({
      ...WHOLE,
      'Reader mail.readBasic': 'unknown',
      'Reader mail.read': 'unknown',
      'Reader folders.read': 'yes',
    });
    expect(asked.unresolved).toEqual([]);
  });

  it('RBAC assignments missing: every capability of apps that have a pointer', () => {
    const asked = tenant({ without: ['exchange.managementRoleAssignments'] });
    const unknown = Object.fromEntries(CAPABILITIES.map((capability) => [`Scoped ${capability}`, 'unknown']));
    expect(cells(asked)).toEqual({ 'Reader mail.readBasic': 'yes', 'Reader mail.read': 'yes', ...unknown });
    expect(asked.unresolved).toEqual([]);
  });

  it('RBAC assignments partial: what is seen stands', () => {
    expect(cells(tenant({ coverage: { 'exchange.managementRoleAssignments': partial } }))).toMatchObject({
      'Scoped calendar.read': 'yes',
      'Scoped mail.read': 'unknown',
    });
  });

  it('pointers missing too: one entry for the tenant', () => {
    const asked = tenant({ without: ['exchange.managementRoleAssignments', 'exchange.servicePrincipals'] });
    expect(cells(asked)).toEqual({ 'Reader mail.readBasic': 'yes', 'Reader mail.read': 'yes' });
    expect(asked.unresolved).toMatchObject([appsEntry('rbac')]);
  });

  it('pointers partial and assignments partial: the seen pointer is unknown, the others one entry', () => {
    const asked = tenant({ coverage: { 'exchange.managementRoleAssignments': partial, 'exchange.servicePrincipals': partial } });
    expect(cells(asked)).toMatchObject({ 'Scoped calendar.read': 'yes', 'Scoped mail.read': 'unknown' });
    expect(asked.unresolved).toMatchObject([appsEntry('rbac')]);
  });

  it('service principals missing: grants that belong to nobody known are one entry', () => {
    const asked = tenant({ without: ['graph.servicePrincipals'] });
    expect(asked.app(reader, first, 'mail.read')).toBe('no');
    expect(asked.unresolved).toMatchObject([appsEntry('entra')]);
  });

  it.each([
    ['exchange.mailboxPermissions'],
    ['exchange.recipientPermissions'],
    ['graph.users'],
    ['exchange.recipients'],
    ['graph.administrativeUnits'],
  ])('%s missing: nothing that these apps reach depends on it', (source) => {
    expect(cells(tenant({ without: [source] }))).toEqual(WHOLE);
  });

  it('without a mailbox in the reading nothing is listed', () => {
    const asked = tenant({ without: ['exchange.mailboxes'] });
    expect(asked.matrix.apps).toEqual([]);
    expect(asked.matrix.mailboxes).toBe(0);
  });
});

describe('how far a capability goes', () => {
  const extent = (asked: Asked, capability: 'mail.read' | 'mail.send' = 'mail.read') => {
    const app = asked.engine.app(reader.appId);
    return app ? asked.engine.applicationReach(app).extent(capability) : undefined;
  };
  const restrictedTo = (id: string | undefined | null, overrides = {}) =>
    tenant({
      exchange: {
        mailboxes: [first, second],
        groups: [exchangeGroup('Empty')],
        applicationAccessPolicies: [accessPolicy(reader.appId, 'RestrictAccess', { id: id ?? '', name: 'x' }, overrides)],
      },
    });

  it('all: every mailbox yes', () => {
    expect(extent(tenant())).toEqual({ reach: 'all', mailboxes: 2, unknownMailboxes: 0 });
  });

  it('some: at least one yes', () => {
    expect(extent(restrictedTo(first.ExternalDirectoryObjectId))).toEqual({ reach: 'some', mailboxes: 1, unknownMailboxes: 0 });
  });

  it('unknown: no yes but an unknown', () => {
    expect(extent(restrictedTo(guid('gone')))).toEqual({ reach: 'unknown', mailboxes: 0, unknownMailboxes: 2 });
  });

  it('none: held but confined to nothing', () => {
    const asked = restrictedTo(guid('group Empty'));
    expect(extent(asked)).toEqual({ reach: 'none', mailboxes: 0, unknownMailboxes: 0 });
    expect(asked.matrix.apps.map(({ name }) => name)).toEqual(['Scoped']);
  });

  it('what is not held is none', () => {
    expect(extent(tenant(), 'mail.send')).toEqual({ reach: 'none', mailboxes: 0, unknownMailboxes: 0 });
  });

  it('without a mailbox: all for what nothing confines', () => {
    expect(extent(tenant({ without: ['exchange.mailboxes'] }))?.reach).toBe('all');
  });
});

describe('mailbox permissions of the protocol roles', () => {
  const imap = (parts: CollectionParts): Asked =>
    tenant({
      ...parts,
      graph: { servicePrincipals: [reader, scoped], appRoleAssignments: [exchangeGrant(reader, 'IMAP.AccessAsApp')] },
      exchange: {
        mailboxes: [first, second],
        servicePrincipals: [pointer(reader)],
        mailboxPermissions: [fullAccess(first, reader.id)],
        ...parts.exchange,
      },
    });

  it('are the third part of the union, and no policy stops them', () => {
    const asked = imap({
      exchange: {
        mailboxes: [first, second],
        groups: [exchangeGroup('Empty')],
        servicePrincipals: [pointer(reader)],
        mailboxPermissions: [fullAccess(first, reader.id)],
        applicationAccessPolicies: [accessPolicy(reader.appId, 'RestrictAccess', { id: guid('group Empty'), name: 'Empty' })],
      },
    });
    expect([asked.app(reader, first, 'mail.write'), asked.app(reader, second, 'mail.write')]).toEqual(['yes', 'no']);
  });

  it('missing: unknown for apps with protocol roles only', () => {
    const asked = imap({ without: ['exchange.mailboxPermissions'] });
    expect([asked.app(reader, first, 'mail.write'), asked.app(scoped, first, 'mail.write')]).toEqual(['unknown', 'no']);
  });
});
