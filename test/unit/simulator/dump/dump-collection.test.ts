import { describe, expect, it } from 'vitest';
import { parseCollection } from '../../../../src/shared/domain/collection/parse-collection';
import { SOURCE_PATHS } from '../../../../src/shared/domain/collection/sources';
import { dumpCollection, type DumpOptions } from '../../../../src/simulator/dump/dump-collection';
import { createSimulatedTenant } from '../../../../src/simulator/index';

const { state, users, apps } = createSimulatedTenant({ size: 'S' });

interface Dumped {
  readonly coverage: Readonly<Record<string, { readonly state: string; readonly count: number; readonly reason?: string }>>;
  readonly graph: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly exchange: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

const textOf = (options?: DumpOptions): string => [...dumpCollection(state, options)].join('');
const dump = (options?: DumpOptions): Dumped => JSON.parse(textOf(options)) as Dumped;

describe('the dump of a tenant', () => {
  it('is a collection that the app reads without a warning', () => {
    const parsed = parseCollection(JSON.parse(textOf()));
    expect(parsed.ok && parsed.value.warnings).toEqual([]);
  });

  it('says of every source that it is complete, and how many there are', () => {
    const { coverage, graph, exchange } = dump({ folderPermissions: true });
    expect(Object.keys(coverage).sort()).toEqual([...SOURCE_PATHS].sort());
    for (const [path, entry] of Object.entries(coverage)) {
      const [section, name = ''] = path.split('.');
      const rows = (section === 'graph' ? graph : exchange)[name];
      expect([path, entry.state, entry.count]).toEqual([path, 'complete', Array.isArray(rows) ? rows.length : 1]);
    }
  });

  it('leaves out the rights on folders unless they are asked for', () => {
    const { coverage, exchange } = dump();
    expect(exchange['mailboxFolderPermissions']).toBeUndefined();
    expect(coverage['exchange.mailboxFolderPermissions']?.state).toBe('missing');
  });

  it('of shared mailboxes only says whose permissions were read', () => {
    const { coverage, exchange } = dump({ mailboxPermissions: 'shared' });
    const read = exchange['mailboxPermissionsRead'] as unknown as readonly string[];
    expect(read).toHaveLength([...state.mailboxes].filter((row) => row.RecipientTypeDetails === 'SharedMailbox').length);
    expect(exchange['mailboxPermissions']?.every((row) => read.includes(String(row['Identity'])))).toBe(true);
    expect(coverage['exchange.mailboxPermissions']?.state).toBe('partial');
  });

  it('reads the members of groups that reach depends on, and of no others', () => {
    const { graph } = dump();
    const read = new Set(graph['groupMembers']?.map((row) => row['groupId']));
    const names = [...state.groups].filter((group) => read.has(group.id)).map((group) => group.displayName);
    expect(names).toContain('Field Service');
    expect(names).toContain('Archive Scope Finance');
    expect(names).toContain('Booking Pilot');
    expect(names).not.toContain('Laptops Sheffield');
    expect(names).not.toContain('Announcements');
  });

  it('holds no secret and no password', () => {
    const text = textOf({ folderPermissions: true });
    for (const secret of [...users.map((user) => user.password), ...apps.map((app) => app.secret)]) expect(text).not.toContain(secret);
    expect(text).not.toContain('secretHash');
  });

  it('comes in pieces, never as one text', () => {
    const pieces = [...dumpCollection(createSimulatedTenant({ size: 'M' }).state)];
    expect(pieces.length).toBeGreaterThan(50);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(200_000);
  });
});
