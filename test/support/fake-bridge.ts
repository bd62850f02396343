import { vi } from 'vitest';
import type { Account, AccountsState } from '../../src/shared/ipc/account-shapes';
import type { RunProgress, SourceProgress, StoredReading, UnfinishedRun } from '../../src/renderer/features/reading-run/run-api';

/** A stored reading as main tells of it. */
export function storedReading(overrides: Partial<StoredReading> = {}): StoredReading {
  return {
    id: '0123456789abcdef',
    tenant: { id: 't1', displayName: 'Northwind Traders', defaultDomain: 'northwind.example', cloud: 'global' },
    collectedAt: '2026-11-21T07:00:00Z',
    openedAt: '2026-11-21T07:05:00Z',
    fileName: 'northwind.json',
    demo: false,
    open: false,
    bytes: 1000,
    figures: {
      apps: 1,
      appsWithReach: 1,
      tenantWide: 0,
      scoped: 1,
      unknown: 0,
      mailboxes: 60,
      findings: { critical: 0, high: 0, medium: 0, low: 0, info: 0 },
    },
    coverage: { complete: 30, partial: 1, missing: 1 },
    now: '2026-11-21T07:00:00Z',
    ...overrides,
  };
}

/** One source of a running reading. */
export function sourceProgress(overrides: Partial<SourceProgress> = {}): SourceProgress {
  return { source: 'graph.users', label: 'Users', state: 'waiting', count: 0, total: null, reason: null, ...overrides };
}

/** A picture of a running reading. */
export function runProgress(requestId: string, overrides: Partial<RunProgress> = {}): RunProgress {
  return {
    requestId,
    runId: 'run-1',
    target: 'demo',
    phase: 'read',
    tenantName: 'Northwind Traders',
    startedAt: '2026-11-21T07:00:00Z',
    requests: 3,
    waitingUntil: null,
    secondsLeft: null,
    sources: [sourceProgress()],
    ...overrides,
  };
}

/** A reading that was interrupted. */
export function unfinishedRun(overrides: Partial<UnfinishedRun> = {}): UnfinishedRun {
  return {
    runId: 'run-1',
    target: 'demo',
    tenantName: 'Northwind Traders',
    startedAt: '2026-11-21T07:00:00Z',
    updatedAt: '2026-11-21T07:01:00Z',
    sourcesDone: 12,
    sourcesTotal: 32,
    mailboxesRead: 190,
    mailboxesWanted: 412,
    ...overrides,
  };
}

/** An account that signed in here. */
export function signedInAccount(overrides: Partial<Account> = {}): Account {
  return {
    id: '00112233445566aa',
    cloud: 'global',
    tenantId: '11111111-2222-3333-4444-555555555555',
    tenantName: 'Northwind Traders',
    username: 'ada@northwind.example',
    displayName: 'Ada',
    guest: false,
    customer: null,
    client: 'quick',
    clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
    state: 'ready',
    scopes: ['User.Read'],
    signedInAt: '2026-11-21T07:00:00Z',
    ...overrides,
  };
}

/** What main tells of accounts. */
export function accountsState(accounts: readonly Account[] = [], overrides: Partial<AccountsState> = {}): AccountsState {
  return { accounts: [...accounts], signInRefused: null, vault: { state: 'ready', message: null, next: null }, ...overrides };
}

/** A call that main took, waiting for its answer. */
export interface TakenCall {
  readonly channel: string;
  readonly requestId: string;
  readonly input: unknown;
  readonly answer: (value: unknown) => Promise<void>;
  readonly fail: (code: string, message?: string) => Promise<void>;
}

/** A bridge in memory: it keeps the calls it takes until the test answers them, and sends the events that the test wants. */
export class FakeBridge {
  readonly calls: TakenCall[] = [];
  readonly cancelled: string[] = [];
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();

  /** Puts the bridge, and an address, where the renderer's code looks for them. */
  install(hash = '#/'): void {
    const location = { hash };
    const setHash = (_state: unknown, _title: string, url: string): void => {
      location.hash = url;
    };
    const area = (name: string): unknown =>
      new Proxy(
        {},
        { get: (_, method) => (request: { requestId: string; input: unknown }) => this.take(`${name}.${String(method)}`, request) },
      );
    const events = new Proxy({}, { get: (_, name) => (listener: (payload: unknown) => void) => this.subscribe(String(name), listener) });
    vi.stubGlobal('window', {
      location,
      history: { pushState: setHash, replaceState: setHash },
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      mailscope: {
        reading: area('reading'),
        app: area('app'),
        account: area('account'),
        settings: area('settings'),
        plans: area('plans'),
        liveTest: area('liveTest'),
        demo: area('demo'),
        vault: area('vault'),
        list: area('list'),
        events,
        cancel: (requestId: string) => this.cancelled.push(requestId),
      },
    });
  }

  /** The last call of a channel. */
  last(channel: string): TakenCall {
    const found = [...this.calls].reverse().find((call) => call.channel === channel);
    if (!found) throw new Error(`${channel} was not called`);
    return found;
  }

  /** Sends an event, by the name of its subscription. */
  send(subscription: string, payload: unknown): void {
    for (const listener of this.listeners.get(subscription) ?? []) listener(payload);
  }

  private subscribe(name: string, listener: (payload: unknown) => void): () => void {
    const own = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, own.add(listener));
    return () => own.delete(listener);
  }

  private take(channel: string, { requestId, input }: { readonly requestId: string; readonly input: unknown }): Promise<unknown> {
    return new Promise((resolve) => {
      // Whoever waits for the answer goes on in later turns: the test goes on after them.
      const settle = async (answer: unknown): Promise<void> => {
        resolve(answer);
        await new Promise((turn) => setTimeout(turn));
      };
      this.calls.push({
        channel,
        requestId,
        input,
        answer: (value) => settle({ ok: true, value }),
        fail: (code, message = 'It failed.') => settle({ ok: false, error: { code, message, next: 'Try again.', detail: null } }),
      });
    });
  }
}
