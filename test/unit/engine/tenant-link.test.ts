import { describe, expect, it } from 'vitest';
import { TenantLink } from '../../../src/engine/tenant-link';
import { TenantAsks } from '../../../src/main/services/tenant-asks';
import type { EngineMessage, EngineRequest } from '../../../src/shared/ipc/engine-protocol';
import type { DirectoryAnswer, DirectoryPort, ExchangeAnswer, ExchangePort, TakeObjects } from '../../../src/shared/ipc/tenant-access';

interface Joined {
  readonly link: TenantLink;
  readonly asks: TenantAsks;
  readonly seen: EngineMessage[];
}

/** The engine's end and main's end, joined as the processes join them: messages arrive later, as copies. */
function joined(tenant: { readonly directory: DirectoryPort; readonly exchange: ExchangePort } | undefined): Joined {
  const seen: EngineMessage[] = [];
  const later = (deliver: () => void): void => void setImmediate(deliver);
  const link: TenantLink = new TenantLink((message) => {
    seen.push(message);
    later(() => {
      const copy = structuredClone(message);
      if (copy.kind === 'ask') asks.begin(copy, tenant);
      if (copy.kind === 'taken') asks.taken(copy.ask);
      if (copy.kind === 'dropped') asks.drop(copy.ask);
    });
  });
  const asks = new TenantAsks((message: EngineRequest) =>
    later(() => {
      if (message.kind === 'objects' || message.kind === 'answered') link.receive(structuredClone(message));
    }),
  );
  return { link, asks, seen };
}

const OK: DirectoryAnswer = { kind: 'answer', status: 200, headers: {}, body: '{}' };
const REQUEST = { method: 'GET', path: '/v1.0/users', headers: {}, body: null } as const;
const quiet = new AbortController().signal;

function tenant(parts: {
  readonly send?: DirectoryPort['send'];
  readonly run?: (take: TakeObjects, signal: AbortSignal) => Promise<ExchangeAnswer>;
}): { directory: DirectoryPort; exchange: ExchangePort } {
  return {
    directory: { send: parts.send ?? (() => Promise.resolve(OK)) },
    exchange: {
      run: (_command, signal, take) => parts.run?.(take, signal) ?? Promise.resolve({ kind: 'done', warnings: [] }),
      commands: () => Promise.resolve({ kind: 'commands', names: ['Get-Mailbox'] }),
    },
  };
}

describe('the engine asks the tenant through main', () => {
  it('and gets the answer as it came', async () => {
    const { link } = joined(tenant({ send: (request) => Promise.resolve({ ...OK, body: request.path }) }));
    expect(await link.directoryFor(1).send(REQUEST, quiet)).toEqual({ ...OK, body: '/v1.0/users' });
  });

  it('and hears which cmdlets there are', async () => {
    const { link } = joined(tenant({}));
    expect(await link.exchangeFor(1).commands(quiet)).toEqual({ kind: 'commands', names: ['Get-Mailbox'] });
  });

  it('and takes objects one piece after the other: the next one waits', async () => {
    const handed: string[] = [];
    const order: string[] = [];
    const { link } = joined(
      tenant({
        run: async (take) => {
          for (const json of ['[1]', '[2]', '[3]']) {
            order.push(`hands ${json}`);
            await take(json);
          }
          return { kind: 'done', warnings: ['odd'] };
        },
      }),
    );
    const answer = await link.exchangeFor(1).run({ cmdlet: 'Get-Mailbox', parameters: {} }, quiet, async (json) => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`took ${json}`);
      handed.push(json);
    });
    expect(answer).toEqual({ kind: 'done', warnings: ['odd'] });
    expect(handed).toEqual(['[1]', '[2]', '[3]']);
    expect(order).toEqual(['hands [1]', 'took [1]', 'hands [2]', 'took [2]', 'hands [3]', 'took [3]']);
  });

  it('and is not kept waiting by a request that was cancelled; main stops it', async () => {
    let stopped = false;
    const controller = new AbortController();
    const { link } = joined(
      tenant({
        run: async (take, signal) => {
          signal.addEventListener('abort', () => (stopped = true));
          await take('[1]');
          await new Promise(() => undefined);
          return { kind: 'cancelled' };
        },
      }),
    );
    const running = link.exchangeFor(1).run({ cmdlet: 'Get-Mailbox', parameters: {} }, controller.signal, () => controller.abort());
    expect(await running).toEqual({ kind: 'cancelled' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(stopped).toBe(true);
  });

  it('and is told at once when it asks after a cancellation', async () => {
    const { link, seen } = joined(tenant({}));
    expect(await link.directoryFor(1).send(REQUEST, AbortSignal.abort())).toEqual({ kind: 'cancelled' });
    expect(seen).toEqual([]);
  });

  it('and hears that a request failed for a reason nobody foresaw', async () => {
    const { link } = joined(tenant({ send: () => Promise.reject(new Error('secret in a message')) }));
    expect(await link.directoryFor(1).send(REQUEST, quiet)).toEqual({ kind: 'unreachable', message: 'the request failed' });
  });

  it('and gets nothing in a call that is over', async () => {
    const { link } = joined(undefined);
    expect(await link.directoryFor(1).send(REQUEST, quiet)).toEqual({ kind: 'cancelled' });
  });

  it('and main ends what is under way when the engine is gone', async () => {
    const signals: AbortSignal[] = [];
    const { link, asks } = joined(
      tenant({
        send: (_request, signal) => {
          signals.push(signal);
          return new Promise(() => undefined);
        },
      }),
    );
    void link.directoryFor(1).send(REQUEST, quiet);
    await new Promise((resolve) => setTimeout(resolve, 5));
    asks.dropAll();
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
  });
});
