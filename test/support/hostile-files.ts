import { chmodSync, closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import { SOURCE_PATHS } from '../../src/shared/domain/collection/sources';
import { collection, graphGrant, mailbox, servicePrincipal, user } from './collection-builder';

/** One file that a reader must survive: how to make it, and what the command line must do with it. */
export interface HostileFile {
  readonly what: string;
  /** Puts the file at this path. */
  make(path: string): void;
  /** The name of the file where it matters. */
  readonly name?: string;
  /** 0: read correctly; 2: refused with one sentence. */
  readonly exit: 0 | 2;
  /** What the one sentence on standard error must contain; for files that are read, a warning that must be there. */
  readonly says?: string;
  /** Takes seconds or much memory: run once, by process, not in every suite. */
  readonly heavy?: boolean;
  /** Must be read without the privileges of the superuser, whom permissions do not stop. */
  readonly notAsRoot?: boolean;
}

type Json = Record<string, unknown>;

const APP = servicePrincipal('HR Sync');
const GOOD: Collection = collection({
  graph: { servicePrincipals: [APP], users: [user('Ada'), user('Bob')], appRoleAssignments: [graphGrant(APP, 'Mail.Read')] },
  exchange: { mailboxes: [mailbox('Ada'), mailbox('Bob')] },
});
const GOOD_TEXT = JSON.stringify(GOOD);

/** A fresh copy of a good collection to spoil. */
function spoiled(spoil: (root: Json & { graph: Json; exchange: Json; coverage: Json; tenant: Json }) => void): (path: string) => void {
  return (path) => {
    const copy = JSON.parse(GOOD_TEXT) as Json & { graph: Json; exchange: Json; coverage: Json; tenant: Json };
    spoil(copy);
    writeFileSync(path, JSON.stringify(copy));
  };
}

const content = (data: string | Uint8Array) => (path: string) => {
  writeFileSync(path, data);
};

/** The good text with something put right after its opening brace, which `JSON.stringify` could not write. */
const opening = (extra: string): string => `{${extra},${GOOD_TEXT.slice(1)}`;
const within = (before: string, extra: string): string => GOOD_TEXT.replace(before, `${before}${extra}`);

/** Many gzip members of zeros, one after the other: a few megabytes that unpack to more than any limit, made in an instant. */
function makeBomb(path: string): void {
  const member = gzipSync(Buffer.alloc(64 * 1024 ** 2, 0x20), { level: 9 });
  const file = openSync(path, 'w');
  for (let count = 0; count < 40; count += 1) writeSync(file, member);
  closeSync(file);
}

function utf16(text: string, bigEndian: boolean): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

const containers: readonly HostileFile[] = [
  { what: 'a file that is not there', make: () => undefined, exit: 2, says: 'There is no file' },
  { what: 'a folder', make: (path) => mkdirSync(path), exit: 2, says: 'is a folder' },
  {
    what: 'a file without permission to read',
    make: (path) => {
      writeFileSync(path, GOOD_TEXT);
      chmodSync(path, 0);
    },
    exit: 2,
    says: 'may not be read',
    notAsRoot: true,
  },
  { what: 'zero bytes', make: content(''), exit: 2, says: '0 bytes' },
  { what: 'a byte order mark and nothing else', make: content('\ufeff'), exit: 2, says: 'byte order mark' },
  { what: 'white space and nothing else', make: content(' \r\n\t\r\n'), exit: 2, says: 'line' },
  { what: 'a byte order mark before good text', make: content(`\ufeff${GOOD_TEXT}`), exit: 0 },
  { what: 'lines that end in CRLF', make: content(JSON.stringify(GOOD, null, 2).replace(/\n/g, '\r\n')), exit: 0 },
  { what: 'UTF-16, little endian', make: content(utf16(GOOD_TEXT, false)), exit: 2, says: 'UTF-16' },
  { what: 'UTF-16, big endian', make: content(utf16(GOOD_TEXT, true)), exit: 2, says: 'UTF-16' },
  { what: 'Latin-1 text', make: content(Buffer.from(GOOD_TEXT.replace('Contoso', 'Contosó'), 'latin1')), exit: 2, says: 'UTF-8' },
  { what: 'gzip under a plain name', make: content(gzipSync(GOOD_TEXT)), name: 'reading.json', exit: 0 },
  { what: 'gzip of text with a byte order mark', make: content(gzipSync(`\ufeff${GOOD_TEXT}`)), exit: 0 },
  { what: 'gzip in two members', make: content(Buffer.concat([gzipSync(GOOD_TEXT.slice(0, 99)), gzipSync(GOOD_TEXT.slice(99))])), exit: 0 },
  { what: 'plain text under a gzip name', make: content(GOOD_TEXT), name: 'reading.json.gz', exit: 0 },
  { what: 'gzip cut off', make: content(gzipSync(GOOD_TEXT).subarray(0, -20)), exit: 2, says: 'cut off' },
  { what: 'gzip cut off after its first bytes', make: content(Buffer.from([0x1f, 0x8b])), exit: 2, says: 'cut off' },
  { what: 'gzip with a damaged middle', make: content(damaged(gzipSync(GOOD_TEXT))), exit: 2, says: 'damaged' },
  { what: 'gzip of nothing', make: content(gzipSync('')), exit: 2 },
  { what: 'gzip within gzip', make: content(gzipSync(gzipSync(GOOD_TEXT))), exit: 2 },
  { what: 'a gzip bomb', make: makeBomb, exit: 2, says: 'unpacks to more than', heavy: true },
  { what: 'a picture', make: content(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), exit: 2 },
];

function damaged(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 40; at < 80; at += 1) copy[at] = 0xff;
  return copy;
}

const texts: readonly HostileFile[] = [
  { what: 'JSON cut off in the middle', make: content(GOOD_TEXT.slice(0, GOOD_TEXT.length / 2)), exit: 2, says: 'line 1, column' },
  { what: 'JSON cut off by one brace', make: content(GOOD_TEXT.slice(0, -1)), exit: 2, says: 'line 1, column' },
  { what: 'something after the end', make: content(`${GOOD_TEXT}\n{}`), exit: 2, says: 'line 2, column 1' },
  { what: 'a comment', make: content(`// reading\n${GOOD_TEXT}`), exit: 2, says: 'line 1, column' },
  { what: 'a comma too many', make: content(JSON.stringify(GOOD, null, 1).replace(/\n}$/, ',\n}')), exit: 2, says: 'line ' },
  { what: 'NaN', make: content(opening('"count":NaN')), exit: 2, says: 'line 1, column' },
  { what: 'CSV', make: content('kind,id,name\r\napp,1,x\r\n'), exit: 2, says: 'line 1, column 1' },
  { what: 'a page of a sign-in', make: content('<!DOCTYPE html><html></html>'), exit: 2, says: 'line 1, column 1' },
  { what: 'arrays nested 100,000 deep', make: content(opening(`"deep":${'['.repeat(1e5)}${']'.repeat(1e5)}`)), exit: 2, says: 'nested' },
  {
    what: 'objects nested 100,000 deep',
    make: content(opening(`"deep":${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}`)),
    exit: 2,
    says: 'nested',
  },
  { what: 'brackets within a text', make: content(opening(`"note":"${'['.repeat(1e5)}"`)), exit: 0 },
  { what: '__proto__ at the top', make: content(opening('"__proto__":{"format":"x","polluted":true}')), exit: 0 },
  { what: '__proto__ in an item', make: content(within('"users":[{', '"__proto__":{"accountEnabled":false},')), exit: 0 },
  { what: '__proto__ in place of arrays', make: content(within('"graph":{', '"__proto__":{"owners":5},')), exit: 0 },
  { what: '__proto__ in the coverage', make: content(within('"coverage":{', '"__proto__":{"state":"complete"}')), exit: 0 },
  { what: 'constructor and prototype keys', make: content(opening('"constructor":{"prototype":{"polluted":true}}')), exit: 0 },
  {
    what: 'half a surrogate pair in a name',
    make: content(GOOD_TEXT.replace('"displayName":"Contoso"', '"displayName":"\\ud83d"')),
    exit: 0,
  },
];

const shapes: readonly HostileFile[] = [
  { what: 'null', make: content('null'), exit: 2, says: '$: expected object' },
  { what: 'a number', make: content('42'), exit: 2, says: '$: expected object' },
  { what: 'an array', make: content('[]'), exit: 2, says: '$: expected object' },
  { what: 'an empty object', make: content('{}'), exit: 2, says: '$.format: expected "mailscope-collection/1"' },
  {
    what: 'another format',
    make: spoiled((root) => (root['format'] = 'other/1')),
    exit: 2,
    says: '$.format: expected "mailscope-collection/1"',
  },
  { what: 'a newer format', make: spoiled((root) => (root['format'] = 'mailscope-collection/2')), exit: 2, says: 'mailscope-collection/2' },
  { what: 'an answer instead of a collection', make: content('{"format":"mailscope-audit/1"}'), exit: 2, says: '$.format' },
  { what: 'no time', make: spoiled((root) => delete root['collectedAt']), exit: 2, says: '$.collectedAt: expected' },
  { what: 'a time that is none', make: spoiled((root) => (root['collectedAt'] = 'yesterday')), exit: 2, says: '$.collectedAt: expected' },
  { what: 'no tenant', make: spoiled((root) => delete (root as Json)['tenant']), exit: 2, says: '$.tenant: expected object' },
  { what: 'a tenant without an id', make: spoiled((root) => delete root.tenant['id']), exit: 2, says: '$.tenant.id: expected string' },
  { what: 'no coverage', make: spoiled((root) => delete (root as Json)['coverage']), exit: 2, says: '$.coverage: expected object' },
  {
    what: 'a state that is none',
    make: spoiled((root) => (root.coverage['graph.users'] = { state: 'fine' })),
    exit: 2,
    says: '$.coverage["graph.users"].state: expected "complete" or "partial" or "missing"',
  },
  { what: 'no graph', make: spoiled((root) => delete (root as Json)['graph']), exit: 2, says: '$.graph: expected object' },
  { what: 'no exchange', make: spoiled((root) => delete (root as Json)['exchange']), exit: 2, says: '$.exchange: expected object' },
  {
    what: 'a number as an address',
    make: spoiled(({ exchange }) => {
      exchange['mailboxes'] = Array.from({ length: 14 }, (_, index) => ({
        ...mailbox(`box${index}`),
        ...(index === 12 ? { PrimarySmtpAddress: 7 } : {}),
      }));
    }),
    exit: 2,
    says: '$.exchange.mailboxes[12].PrimarySmtpAddress: expected string',
  },
  {
    what: 'a text as a flag',
    make: spoiled(({ graph }) => (graph['users'] = [{ ...user('Ada'), accountEnabled: 'yes' }])),
    exit: 2,
    says: '$.graph.users[0].accountEnabled: expected boolean',
  },
  {
    what: 'a wrong type deep inside',
    make: spoiled(({ graph }) => (graph['servicePrincipals'] = [{ ...APP, passwordCredentials: [{ keyId: 'a' }, { keyId: ['b'] }] }])),
    exit: 2,
    says: '$.graph.servicePrincipals[0].passwordCredentials[1].keyId: expected string',
  },
  {
    what: 'a word other than all for the mailboxes that were read',
    make: spoiled(({ exchange }) => (exchange['mailboxPermissionsRead'] = 'some')),
    exit: 2,
    says: '$.exchange.mailboxPermissionsRead: expected "all" or array',
  },
];

const readable: readonly HostileFile[] = [
  {
    what: 'null in place of every array',
    make: spoiled(({ graph, exchange }) => {
      for (const section of [graph, exchange]) for (const name of Object.keys(section)) section[name] = null;
    }),
    exit: 0,
  },
  {
    what: 'null in place of every property that may lack',
    make: spoiled(
      ({ exchange }) =>
        (exchange['mailboxes'] = [
          { ...Object.fromEntries(Object.keys(mailbox('Ada')).map((key) => [key, null])), Guid: mailbox('Ada').Guid },
        ]),
    ),
    exit: 0,
  },
  { what: 'no arrays at all', make: spoiled((root) => Object.assign(root, { graph: {}, exchange: {} })), exit: 0 },
  {
    what: 'properties nobody knows',
    make: spoiled((root) => Object.assign(root, { later: { nested: [1] } }, { collector: { name: 'x', pace: 3 } })),
    exit: 0,
  },
  {
    what: 'an assignment without its role',
    make: spoiled(({ graph }) => (graph['appRoleAssignments'] = [{ principalId: APP.id, resourceId: 'x' }])),
    exit: 0,
  },
  {
    what: 'two objects with one id',
    make: spoiled(({ graph }) => (graph['users'] = [user('Ada'), { ...user('Bob'), id: user('Ada').id }])),
    exit: 0,
    says: 'graph.users[1]',
  },
  {
    what: 'two objects with one id in another case',
    make: spoiled(({ graph }) => (graph['users'] = [user('Ada'), { ...user('Bob'), id: user('Ada').id.toUpperCase() }])),
    exit: 0,
    says: 'graph.users[1]',
  },
  {
    what: 'ids in capitals',
    make: (path) => {
      writeFileSync(
        path,
        GOOD_TEXT.replace(/"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"/g, (id) => id.toUpperCase()),
      );
    },
    exit: 0,
  },
  {
    what: 'a grant to a service principal that is not there',
    make: spoiled(({ graph }) => (graph['appRoleAssignments'] = [graphGrant(servicePrincipal('Nobody'), 'Mail.Read')])),
    exit: 0,
    says: 'graph.appRoleAssignments[0]',
  },
];

/** Every list with a number for its first item, and every source with a text in its place: the place must be named each time. */
const sections: readonly HostileFile[] = SOURCE_PATHS.flatMap((source) => {
  const [section, name] = source.split('.') as ['graph' | 'exchange', string];
  const isList = Array.isArray((GOOD[section] as Json)[name]);
  const wrong: HostileFile = {
    what: `a text in place of ${source}`,
    make: spoiled((root) => (root[section][name] = 'none')),
    exit: 2,
    says: `$.${source}: expected ${isList ? 'array' : 'object'}`,
  };
  if (!isList) return [wrong];
  const item: HostileFile = {
    what: `a number in ${source}`,
    make: spoiled((root) => (root[section][name] = [7])),
    exit: 2,
    says: `$.${source}[0]: expected object`,
  };
  return [wrong, item];
});

/** Every file that a reader must survive. */
export const HOSTILE_FILES: readonly HostileFile[] = [...containers, ...texts, ...shapes, ...readable, ...sections];

/** The app and the mailboxes of the good collection that the readable ones are made from. */
export const GOOD_COLLECTION = { text: GOOD_TEXT, appId: APP.appId, address: 'ada@contoso.com' } as const;
