import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTenant, type ReadingTask } from '../../../../src/engine/reading/read-tenant';
import type { Collection } from '../../../../src/shared/domain/collection/collection.schema';
import type { ReadingSnapshot } from '../../../../src/shared/ipc/reading-run-shapes';
import type { DirectoryAnswer } from '../../../../src/shared/ipc/tenant-access';
import { answer, FakeDirectory, FakeExchange, refusal, StandingClock, type CmdletResult } from '../../../support/reading/fake-tenant';
import { collectionIn } from '../../../support/reading/read-simulator';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-read-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const BUSY: CmdletResult = { kind: 'busy', status: 429, retryAfter: '10', date: null };
const mailboxes = (count: number, type = 'SharedMailbox'): readonly unknown[] =>
  Array.from({ length: count }, (_, index) => ({
    ExternalDirectoryObjectId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    RecipientTypeDetails: type,
    PrimarySmtpAddress: `box${index}@contoso.com`,
  }));

interface Fake {
  readonly graph?: (path: string, times: number) => DirectoryAnswer | null;
  readonly exchange?: (cmdlet: string, times: number, parameters: Readonly<Record<string, unknown>>) => CmdletResult | null;
  readonly change?: Partial<ReadingTask>;
}

/** Reads a tenant of which only the stated is there; everything else answers empty lists. */
async function read({ graph, exchange, change }: Fake): Promise<{
  outcome: Awaited<ReturnType<typeof readTenant>>;
  collection: Collection;
  directory: FakeDirectory;
  cmdlets: FakeExchange;
}> {
  const clock = new StandingClock();
  const directory = new FakeDirectory(
    clock,
    (path, times) => graph?.(path, times) ?? (path.endsWith('/$count') ? answer(200, 0) : answer(200, { value: [] })),
  );
  const cmdlets = new FakeExchange(clock, (cmdlet, times, { parameters }) => exchange?.(cmdlet, times, parameters) ?? []);
  const target = join(folder, 'reading.json.gz');
  const outcome = await readTenant({
    directory,
    exchange: cmdlets,
    clock,
    signal: new AbortController().signal,
    folder: join(folder, 'run'),
    target,
    runId: 'run',
    wishes: { target: 'demo', tenantId: 'tenant', cloud: 'global', mode: 'live', mailboxPermissions: 'shared' },
    resume: false,
    version: '1.2.3',
    random: () => 0,
    ...change,
  });
  return { outcome, collection: outcome.ok ? collectionIn(readFileSync(target)) : (null as unknown as Collection), directory, cmdlets };
}

describe('a reading', () => {
  it('of an empty tenant holds every source, and says what it does not read by itself', async () => {
    const { collection } = await read({});
    const states = Object.entries(collection.coverage).map(([source, entry]) => [source, entry?.state] as const);
    expect(states.filter(([, state]) => state !== 'complete')).toEqual([
      ['exchange.mailboxPermissions', 'partial'],
      ['exchange.mailboxFolderPermissions', 'missing'],
    ]);
    expect(collection.collector).toEqual({ name: 'mailscope', version: '1.2.3', mode: 'live' });
  });

  it('that nobody answers fails, with the reason', async () => {
    const { outcome } = await read({ graph: () => ({ kind: 'unreachable', message: 'nobody answers at the address of the tenant' }) });
    expect(outcome).toEqual({ ok: false, error: { kind: 'unreachable', reason: 'nobody answers at the address of the tenant' } });
  });

  it('by somebody who may not even see the name of the tenant goes on', async () => {
    const { outcome, collection } = await read({ graph: (path) => (path.includes('organization') ? refusal(403, 'Denied') : null) });
    expect(outcome.ok).toBe(true);
    expect(collection.tenant).toMatchObject({ id: 'tenant', displayName: null });
  });

  it('tells how far it is, source by source', async () => {
    const snapshots: ReadingSnapshot[] = [];
    await read({ change: { onProgress: (snapshot) => snapshots.push(snapshot) } });
    expect(snapshots[snapshots.length - 1]).toMatchObject({ phase: 'write', secondsLeft: null, waitingUntil: null });
    expect(snapshots[0]?.sources).toHaveLength(35);
  });
});

describe('a reader of a narrow scope', () => {
  const user = (id: string): unknown => ({ id, userPrincipalName: `${id}@contoso.com` });

  it.each([
    ['graph.users', '/v1.0/users'],
    ['graph.groups', '/v1.0/groups'],
    ['graph.applications', '/v1.0/applications'],
    ['graph.servicePrincipals', '/v1.0/servicePrincipals'],
    ['graph.administrativeUnits', '/v1.0/directory/administrativeUnits'],
  ] as const)('gets fewer objects than the directory counts: %s is partial', async (source, list) => {
    const { collection } = await read({
      graph: (path) =>
        path === `${list}/$count`
          ? answer(200, 840)
          : path.startsWith(`${list}?`) && !path.includes('federated')
            ? answer(200, { value: [user('a'), user('b')] })
            : null,
    });
    expect(collection.coverage[source]).toEqual({ state: 'partial', count: 2, reason: 'scope of the reader: 2 of 840 came' });
  });

  it('is not suspected where objects were removed meanwhile', async () => {
    const { collection } = await read({
      graph: (path, times) =>
        path === '/v1.0/users/$count'
          ? answer(200, times === 0 ? 2 : 1)
          : path.startsWith('/v1.0/users?')
            ? answer(200, { value: [user('a')] })
            : null,
    });
    expect(collection.coverage['graph.users']).toEqual({ state: 'complete', count: 1 });
  });

  it('shows in Exchange by two cmdlets that differ', async () => {
    const { collection } = await read({
      exchange: (cmdlet) => (cmdlet === 'Get-EXORecipient' ? mailboxes(5) : cmdlet === 'Get-EXOMailbox' ? mailboxes(3) : null),
    });
    expect(collection.coverage['exchange.mailboxes']).toEqual({ state: 'partial', count: 3, reason: 'scope of the reader: 3 of 5 came' });
    expect(collection.coverage['exchange.mailboxPermissions']?.reason).toContain('not every mailbox is known');
  });
});

describe('owners', () => {
  it('are those that came with the lists, and a list that failed makes them partial', async () => {
    const owners = Array.from({ length: 20 }, (_, index) => ({ id: `owner${index}` }));
    const { collection } = await read({
      graph: (path) => {
        if (path.startsWith('/v1.0/applications?') && path.includes('owners'))
          return answer(200, {
            value: [
              { id: 'a', appId: 'b', owners },
              { id: 'c', appId: 'd', owners: [] },
            ],
          });
        return path.startsWith('/v1.0/groups') ? refusal(403, 'Denied') : null;
      },
    });
    expect(collection.graph.owners).toEqual([{ objectId: 'a', ownerIds: owners.map(({ id }) => id) }]);
    expect(collection.coverage['graph.owners']).toEqual({ state: 'partial', count: 1, reason: 'graph.groups: 403 Denied: Denied it is.' });
  });
});

describe('an answer that cannot be understood', () => {
  it('leaves out the row, not the rest, and the source is partial', async () => {
    const { collection } = await read({
      graph: (path) =>
        path.startsWith('/v1.0/oauth2') ? answer(200, { value: [{ id: 'a', clientId: 'b', resourceId: 'c' }, { id: 7 }] }) : null,
    });
    expect(collection.graph.oauth2PermissionGrants).toHaveLength(1);
    expect(collection.coverage['graph.oauth2PermissionGrants']).toMatchObject({ state: 'partial', count: 1 });
    expect(collection.coverage['graph.oauth2PermissionGrants']?.reason).toContain('$.id: expected string');
  });
});

describe('groups in groups', () => {
  it('are followed to the end, a circle included, and each group is asked for once', async () => {
    const groups = ['a', 'b', 'c', 'd'].map((id) => ({ id, displayName: id }));
    const inside: Readonly<Record<string, readonly string[]>> = { a: ['b'], b: ['c'], c: ['a'], d: ['a'] };
    const asked: string[] = [];
    const { collection } = await read({
      graph: (path) => (path.startsWith('/v1.0/groups?') ? answer(200, { value: groups }) : null),
      exchange: (cmdlet) => (cmdlet === 'Get-EXORecipientPermission' ? [{ Identity: 'x', Trustee: 'a' }] : null),
      change: {
        directory: {
          send: (request) => {
            if (!request.path.endsWith('$batch')) {
              const body = request.path.startsWith('/v1.0/groups?')
                ? { value: groups }
                : request.path.endsWith('$count')
                  ? 0
                  : { value: [] };
              return Promise.resolve(answer(200, body));
            }
            const { requests } = JSON.parse(request.body ?? '') as { requests: { id: string; url: string }[] };
            const responses = requests.map(({ id, url }) => {
              const group = /groups\/(\w)\//.exec(url)?.[1] ?? '';
              asked.push(group);
              const value = (inside[group] ?? []).map((member) => ({ '@odata.type': '#microsoft.graph.group', id: member }));
              return { id, status: 200, body: { value } };
            });
            return Promise.resolve(answer(200, { responses }));
          },
        },
      },
    });
    expect(asked.sort()).toEqual(['a', 'b', 'c']);
    expect(collection.graph.groupMembers).toContainEqual({ groupId: 'c', memberId: 'a', memberType: 'group' });
  });
});

describe('Full Access', () => {
  const boxes =
    (count: number): Fake['exchange'] =>
    (cmdlet) =>
      ['Get-EXORecipient', 'Get-EXOMailbox'].includes(cmdlet) ? mailboxes(count) : null;

  it('is read of shared mailboxes, one call each, and the others are offered with an estimate', async () => {
    const both = [...mailboxes(2), ...mailboxes(5, 'UserMailbox').slice(2)];
    const { outcome, collection, cmdlets } = await read({
      exchange: (cmdlet, _times, parameters) => {
        if (cmdlet === 'Get-EXORecipient' || cmdlet === 'Get-EXOMailbox') return both;
        return cmdlet === 'Get-MailboxPermission'
          ? [{ Identity: parameters['Identity'], User: 'anna@contoso.com', AccessRights: ['FullAccess'] }]
          : null;
      },
    });
    expect(cmdlets.asked.filter(({ cmdlet }) => cmdlet === 'Get-MailboxPermission')).toHaveLength(2);
    expect(collection.coverage['exchange.mailboxPermissions']).toEqual({ state: 'partial', count: 2, reason: 'shared mailboxes only' });
    expect(collection.exchange.mailboxPermissionsRead).toHaveLength(2);
    expect(collection.exchange.mailboxPermissions?.[0]?.readAt).toBe('2026-11-21T07:00:00Z');
    expect(outcome).toMatchObject({ ok: true, value: { unread: { mailboxes: 3, seconds: 1 } } });
  });

  it('goes slower where the service is strained, and faster again', async () => {
    const { cmdlets, collection } = await read({
      exchange: (cmdlet, times, parameters) => {
        if (cmdlet !== 'Get-MailboxPermission') return boxes(900)?.(cmdlet, times, parameters) ?? null;
        return String(parameters['Identity']).endsWith('50') && times === 0 ? BUSY : [];
      },
    });
    expect(collection.coverage['exchange.mailboxPermissions']?.reason).toBe('shared mailboxes only');
    expect(cmdlets.asked.filter(({ cmdlet }) => cmdlet === 'Get-MailboxPermission')).toHaveLength(909);
  });

  it('of a mailbox that is gone meanwhile is left out, and said', async () => {
    const gone: CmdletResult = { kind: 'error', category: 'ObjectNotFound', id: 'x', message: "The specified mailbox couldn't be found." };
    const { collection } = await read({
      exchange: (cmdlet, times, parameters) => {
        if (cmdlet !== 'Get-MailboxPermission') return boxes(3)?.(cmdlet, times, parameters) ?? null;
        return String(parameters['Identity']).endsWith('1') ? gone : [];
      },
      change: { wishes: { target: 'demo', tenantId: 'tenant', cloud: 'global', mode: 'live', mailboxPermissions: 'all' } },
    });
    expect(collection.coverage['exchange.mailboxPermissions']?.reason).toContain(
      "1 mailboxes could not be read: The specified mailbox couldn't be found.",
    );
    expect(collection.exchange.mailboxPermissionsRead).toHaveLength(2);
  });

  it('ends where five mailboxes in a row cannot be read: it is not the mailboxes', async () => {
    const odd: CmdletResult = { kind: 'error', category: 'NotSpecified', id: 'x', message: 'Something else altogether' };
    const { collection, cmdlets } = await read({
      exchange: (cmdlet, times, parameters) =>
        cmdlet === 'Get-MailboxPermission' ? odd : (boxes(500)?.(cmdlet, times, parameters) ?? null),
    });
    expect(cmdlets.asked.filter(({ cmdlet }) => cmdlet === 'Get-MailboxPermission').length).toBeLessThan(10);
    expect(collection.coverage['exchange.mailboxPermissions']).toEqual({
      state: 'missing',
      count: 0,
      reason: 'Something else altogether after 0 of 500',
    });
  });
});
