import { describe, expect, it } from 'vitest';
import { ITEM_SCHEMAS } from '../../../../../src/shared/domain/collection/collection.schema';
import { parseCollection, type ParsedCollection } from '../../../../../src/shared/domain/collection/parse-collection';
import { collection, guid, mailbox, servicePrincipal, user } from '../../../../support/collection-builder';

type Json = Record<string, unknown>;

/** A fresh, plain value: parsing replaces lists in place. */
function whole(change: (value: { graph: Json; exchange: Json } & Json) => void = () => undefined): unknown {
  const value = structuredClone(collection()) as unknown as { graph: Json; exchange: Json } & Json;
  change(value);
  return value;
}

function read(value: unknown): ParsedCollection {
  const result = parseCollection(value);
  if (!result.ok) throw new Error(`${result.error.place}: ${result.error.message}`);
  return result.value;
}

function problem(value: unknown): string {
  const result = parseCollection(value);
  return result.ok ? 'read' : `${result.error.place}: ${result.error.message}`;
}

describe('a file that is refused names the place and what was expected there', () => {
  const cases: readonly (readonly [what: string, value: unknown, expected: string])[] = [
    ['no object', [], '$: expected object'],
    ['nothing', null, '$: expected object'],
    ['a text', 'mailscope-collection/1', '$: expected object'],
    ['another format', { format: 'mailscope-audit/1' }, '$.format: expected "mailscope-collection/1"; this is not a collection file'],
    ['no format', {}, '$.format: expected "mailscope-collection/1"; this is not a collection file'],
    [
      'a newer format',
      { format: 'mailscope-collection/2' },
      '$.format: this file is mailscope-collection/2, which this version cannot read; expected "mailscope-collection/1"',
    ],
    ['no time', whole((value) => delete value['collectedAt']), '$.collectedAt: expected string'],
    [
      'a time that is none',
      whole((value) => (value['collectedAt'] = 'yesterday')),
      '$.collectedAt: expected a date and time such as 2026-11-21T07:00:00Z',
    ],
    ['no tenant', whole((value) => delete value['tenant']), '$.tenant: expected object'],
    ['no tenant id', whole((value) => (value['tenant'] = { displayName: 'Contoso' })), '$.tenant.id: expected string'],
    ['an empty tenant id', whole((value) => (value['tenant'] = { id: '' })), '$.tenant.id: expected text that is not empty'],
    ['no coverage', whole((value) => delete value['coverage']), '$.coverage: expected object'],
    ['a coverage that is a list', whole((value) => (value['coverage'] = [])), '$.coverage: expected object'],
    [
      'a state that is none',
      whole((value) => (value['coverage'] = { 'graph.users': { state: 'fine' } })),
      '$.coverage["graph.users"].state: expected "complete" or "partial" or "missing"',
    ],
    ['no graph', whole((value) => delete (value as Json)['graph']), '$.graph: expected object'],
    ['no exchange', whole((value) => ((value as Json)['exchange'] = null)), '$.exchange: expected object'],
    ['a list that is an object', whole((value) => (value.graph['users'] = {})), '$.graph.users: expected array'],
    ['an item that is null', whole((value) => (value.graph['users'] = [null])), '$.graph.users[0]: expected object'],
    [
      'a number for an address',
      whole((value) => (value.exchange['mailboxes'] = [mailbox('A'), { ...mailbox('B'), PrimarySmtpAddress: 12 }])),
      '$.exchange.mailboxes[1].PrimarySmtpAddress: expected string',
    ],
    [
      'a text for a flag',
      whole((value) => (value.graph['users'] = [{ ...user('A'), accountEnabled: 'true' }])),
      '$.graph.users[0].accountEnabled: expected boolean',
    ],
    ['a number for an id', whole((value) => (value.graph['users'] = [{ id: 7 }])), '$.graph.users[0].id: expected string'],
    [
      'an address list with a number',
      whole((value) => (value.exchange['mailboxes'] = [{ EmailAddresses: ['SMTP:a@contoso.com', 5] }])),
      '$.exchange.mailboxes[0].EmailAddresses[1]: expected string',
    ],
    [
      'an address list that is an object',
      whole((value) => (value.exchange['mailboxes'] = [{ EmailAddresses: {} }])),
      '$.exchange.mailboxes[0].EmailAddresses: expected string or array',
    ],
    [
      'a list of read mailboxes that is a number',
      whole((value) => (value.exchange['mailboxPermissionsRead'] = 412)),
      '$.exchange.mailboxPermissionsRead: expected "all" or array',
    ],
    [
      'a setting that is a text',
      whole((value) => (value.exchange['organizationConfig'] = { EwsEnabled: 'no' })),
      '$.exchange.organizationConfig.EwsEnabled: expected boolean',
    ],
  ];
  it.each(cases)('%s', (_, value, expected) => {
    expect(problem(value)).toBe(expected);
  });
});

describe('what a reader must survive', () => {
  it('leaves out properties that it does not know, wherever they are', () => {
    const value = whole((all) => {
      all['extra'] = 1;
      all.graph['futureSource'] = [{ id: 'x' }];
      all.graph['users'] = [{ ...user('A'), nickname: 'Al' }];
    });
    const parsed = read(value);
    expect(parsed.collection.graph.users).toEqual([user('A')]);
    expect(Object.keys(parsed.collection.graph)).not.toContain('futureSource');
    expect(parsed.warnings).toEqual([]);
  });

  it('takes every array as optional, and null as absent', () => {
    const parsed = read({
      format: 'mailscope-collection/1',
      collectedAt: '2026-11-21T07:00:00Z',
      tenant: { id: guid('tenant') },
      coverage: {},
      graph: { users: null },
      exchange: { mailboxPermissionsRead: null, organizationConfig: null },
    });
    expect(parsed.collection.graph).toEqual({});
    expect(parsed.collection.exchange).toEqual({});
  });

  const sources = (['graph', 'exchange'] as const).flatMap((section) =>
    Object.entries(ITEM_SCHEMAS[section]).map(([name, schema]) => [section, name, Object.keys(schema.shape)] as const),
  );
  it.each(sources)('%s.%s: every property may be missing or null', (section, name, properties) => {
    const nulls = Object.fromEntries(properties.map((property) => [property, null]));
    const parsed = read(whole((value) => (value[section][name] = [{}, nulls])));
    expect(parsed.collection[section]).toHaveProperty(name);
    expect(
      parsed.warnings.filter(
        (warning) => !/: has no \w+( and no \w+)? and (therefore counts for nothing|is known by its place)/.test(warning),
      ),
    ).toEqual([]);
  });

  it('a mailbox without any id is known by its place, and a warning says so', () => {
    const parsed = read(whole((value) => (value.exchange['mailboxes'] = [{ DisplayName: 'A' }])));
    expect(parsed.warnings).toEqual([
      '$.exchange.mailboxes[0]: has no ExternalDirectoryObjectId and no Guid and is known by its place in the list',
    ]);
  });

  it.each([
    [{ state: 'complete', count: 412 }, ['$.coverage["graph.users"].count: says 412, but the list holds 1']],
    [{ state: 'complete', count: 1 }, []],
    [{ state: 'complete' }, []],
    [{ state: 'partial', count: 412, reason: 'cancelled' }, []],
  ])('a list that is not as long as its coverage %j says may have been cut', (entry, warnings) => {
    const parsed = read(
      whole((value) => {
        value['coverage'] = { 'graph.users': entry };
        value.graph['users'] = [{ id: guid('user A') }];
      }),
    );
    expect(parsed.warnings).toEqual(warnings);
  });

  const incomplete = [
    ['graph', 'users', { displayName: 'A' }, 'id'],
    ['graph', 'appRoleAssignments', { principalId: 'p', resourceId: 'r' }, 'appRoleId'],
    ['exchange', 'mailboxPermissions', { Identity: 'm', AccessRights: ['FullAccess'] }, 'User'],
    ['exchange', 'recipientPermissions', { Trustee: 't', AccessRights: ['SendAs'] }, 'Identity'],
  ] as const;
  it.each(incomplete)(
    'an object of %s.%s without what makes it mean something is never left out in silence',
    (section, name, item, missing) => {
      const parsed = read(whole((value) => (value[section][name] = [item, item])));
      expect(parsed.warnings).toEqual([
        `$.${section}.${name}[0]: has no ${missing} and therefore counts for nothing (and 1 more in this list)`,
      ]);
    },
  );

  it('takes a coverage entry of null as no entry', () => {
    expect(problem(whole((value) => (value['coverage'] = { 'graph.users': null })))).toBe('read');
  });

  it('leaves nothing inside a list of texts out of account but null', () => {
    const parsed = read(whole((value) => (value.exchange['mailboxes'] = [{ GrantSendOnBehalfTo: [null, 'Alex', null] }])));
    expect(parsed.collection.exchange.mailboxes?.[0]?.GrantSendOnBehalfTo).toEqual(['Alex']);
  });

  it.each([['2026-11-21T07:00:00Z'], ['2026-11-21T07:00:00.1234567Z'], ['2026-11-21T08:00:00+01:00']])('reads the time %s', (time) => {
    expect(read(whole((value) => (value['collectedAt'] = time))).collection.collectedAt).toBe(time);
  });

  it.each([
    ['a text', 'DenyAccess'],
    ['a number', 1],
  ])('reads an AccessRight that is %s', (_, right) => {
    const parsed = read(whole((value) => (value.exchange['applicationAccessPolicies'] = [{ AccessRight: right }])));
    expect(parsed.collection.exchange.applicationAccessPolicies).toEqual([{ AccessRight: right }]);
  });

  it('takes no property from the prototype', () => {
    const parsed = read(
      JSON.parse(
        '{"format":"mailscope-collection/1","collectedAt":"2026-11-21T07:00:00Z","tenant":{"id":"t"},"coverage":{"__proto__":{"state":"missing"}},"graph":{"__proto__":{"users":[{"id":"1"}]}},"exchange":{}}',
      ),
    );
    expect(parsed.collection.graph.users).toBeUndefined();
  });
});

describe('the first of two objects with one id wins, with a warning', () => {
  it('whatever the case of the id', () => {
    const first = servicePrincipal('A');
    const second = { ...servicePrincipal('B'), id: first.id.toUpperCase() };
    const parsed = read(whole((value) => (value.graph['servicePrincipals'] = [first, second])));
    expect(parsed.collection.graph.servicePrincipals).toEqual([first]);
    expect(parsed.warnings).toEqual([`$.graph.servicePrincipals[1]: an object with the id ${first.id} came before; the first one is used`]);
  });

  it('one warning counts the others of the same list', () => {
    const parsed = read(whole((value) => (value.graph['users'] = [user('A'), user('A'), user('B'), user('A')])));
    expect(parsed.collection.graph.users).toEqual([user('A'), user('B')]);
    expect(parsed.warnings).toEqual([
      `$.graph.users[1]: an object with the id ${user('A').id} came before; the first one is used (and 1 more in this list)`,
    ]);
  });

  it('a mailbox is known by ExternalDirectoryObjectId, and where that is empty by Guid', () => {
    const withoutId = mailbox('A', { ExternalDirectoryObjectId: '' });
    const parsed = read(
      whole((value) => (value.exchange['mailboxes'] = [mailbox('A'), withoutId, { ...withoutId, DisplayName: 'second' }])),
    );
    expect(parsed.collection.exchange.mailboxes).toEqual([mailbox('A'), withoutId]);
  });

  it('objects without an id are not duplicates of each other', () => {
    const parsed = read(whole((value) => (value.graph['users'] = [{ displayName: 'A' }, { displayName: 'B' }])));
    expect(parsed.collection.graph.users).toHaveLength(2);
    expect(parsed.warnings.join()).not.toContain('came before');
  });

  it('lists whose rows have no id keep every row', () => {
    const row = { groupId: guid('group G'), memberId: guid('user A'), memberType: 'user' };
    const parsed = read(whole((value) => (value.graph['groupMembers'] = [row, row])));
    expect(parsed.collection.graph.groupMembers).toHaveLength(2);
  });

  it('policies whose Identity lacks the scope are not taken for one policy', () => {
    const identity = `${guid('tenant')}\\${guid('app A')}`;
    const policies = [
      { Identity: identity, AppId: guid('app A'), AccessRight: 'RestrictAccess', ScopeIdentity: 'G' },
      { Identity: identity, AppId: guid('app A'), AccessRight: 'DenyAccess', ScopeIdentity: 'H' },
    ];
    const parsed = read(whole((value) => (value.exchange['applicationAccessPolicies'] = structuredClone(policies))));
    expect(parsed.collection.exchange.applicationAccessPolicies).toEqual(policies);
  });
});
