import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, describe, expect, it, test, vi } from 'vitest';
import { z } from 'zod';
import { Door } from '../../src/main/ipc/door';
import { createHandlers, type HandlerParts } from '../../src/main/ipc/handlers';
import { registerChannels } from '../../src/main/ipc/register';
import { CANCEL_CHANNEL, CHANNEL_NAMES, EVENT_NAMES, EVENT_PREFIX } from '../../src/shared/ipc/channel-names';
import { CONTRACT } from '../../src/shared/ipc/contract';
import { failureSchema } from '../../src/shared/ipc/envelope';
import { ERROR_TEXTS } from '../../src/shared/ipc/error-codes';
import { EVENTS } from '../../src/shared/ipc/events';
import { FakeLog } from '../support/fakes';

const electron = vi.hoisted(() => ({
  handled: new Map<string, (event: unknown, payload: unknown) => unknown>(),
  heard: new Map<string, (event: unknown, payload: unknown) => unknown>(),
  invoked: [] as (readonly [string, unknown])[],
  sent: [] as (readonly [string, unknown])[],
  listening: new Map<string, (event: unknown, payload: unknown) => void>(),
  exposed: new Map<string, unknown>(),
}));

vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, listener: (event: unknown, payload: unknown) => unknown) => electron.handled.set(channel, listener),
    on: (channel: string, listener: (event: unknown, payload: unknown) => unknown) => electron.heard.set(channel, listener),
  },
  ipcRenderer: {
    invoke: (channel: string, payload: unknown) => {
      electron.invoked.push([channel, payload]);
      return Promise.resolve({ ok: true });
    },
    send: (channel: string, payload: unknown) => electron.sent.push([channel, payload]),
    on: (channel: string, listener: (event: unknown, payload: unknown) => void) => electron.listening.set(channel, listener),
    removeListener: (channel: string) => electron.listening.delete(channel),
  },
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => electron.exposed.set(name, api) },
  webUtils: { getPathForFile: () => '/dropped.json' },
}));

type Api = Record<string, Record<string, (value: unknown) => unknown>>;

async function loadPreload(): Promise<Api> {
  await import('../../src/preload/index');
  return electron.exposed.get('mailscope') as Api;
}

beforeEach(() => {
  electron.invoked.length = 0;
  electron.sent.length = 0;
});

describe('every channel of the contract', () => {
  it('has a name, and every name a contract', () => {
    expect(Object.keys(CONTRACT).sort()).toEqual([...CHANNEL_NAMES].sort());
  });

  it('has a handler in main, and no handler is left over', () => {
    expect(Object.keys(createHandlers({} as HandlerParts)).sort()).toEqual([...CHANNEL_NAMES].sort());
  });

  it('is handled, and nothing else is', () => {
    registerChannels(new Door(createHandlers({} as HandlerParts), new FakeLog()));
    expect([...electron.handled.keys()].sort()).toEqual([...CHANNEL_NAMES].sort());
    expect([...electron.heard.keys()]).toEqual([CANCEL_CHANNEL]);
  });

  it('is one method of the preload, which sends on that channel alone', async () => {
    const api = await loadPreload();
    for (const channel of CHANNEL_NAMES) {
      const [area = '', method = ''] = channel.split('.');
      electron.invoked.length = 0;
      await api[area]?.[method]?.({ requestId: 'r', input: 'i' });
      expect(electron.invoked).toEqual([[channel, { requestId: 'r', input: 'i' }]]);
    }
  });

  it('answers a foreign page with a refusal, whatever it asks', async () => {
    registerChannels(new Door(createHandlers({} as HandlerParts), new FakeLog()));
    const event = { sender: { id: 1 }, senderFrame: { url: 'https://evil.example/', parent: null } };
    for (const channel of CHANNEL_NAMES) {
      expect(await electron.handled.get(channel)?.(event, { requestId: 'r', input: {} })).toMatchObject({
        ok: false,
        error: { code: 'not-allowed' },
      });
    }
  });
});

describe('the preload', () => {
  it('exposes the methods of the contract, the events, cancelling and the path of a file, and nothing generic', async () => {
    const api = await loadPreload();
    expect([...electron.exposed.keys()]).toEqual(['mailscope']);
    const areas = [...new Set(CHANNEL_NAMES.map((channel) => channel.split('.')[0] ?? ''))];
    expect(Object.keys(api).sort()).toEqual([...areas, 'cancel', 'events', 'pathOfFile'].sort());
    for (const area of areas) {
      const expected = CHANNEL_NAMES.filter((channel) => channel.startsWith(`${area}.`)).map((channel) => channel.split('.')[1] ?? '');
      expect(Object.keys(api[area] ?? {}).sort()).toEqual(expected.sort());
    }
    expect(Object.keys(api['events'] ?? {}).sort()).toEqual(
      EVENT_NAMES.map((name) => `on${name.charAt(0).toUpperCase()}${name.slice(1)}`).sort(),
    );
  });

  it('hands on what an event carries, not the event, and stops when told', async () => {
    const api = await loadPreload();
    const heard: unknown[][] = [];
    const stop = api['events']?.['onProgress']?.((...values: unknown[]) => heard.push(values)) as () => void;
    electron.listening.get(`${EVENT_PREFIX}progress`)?.({ sender: 'secret way back' }, { done: 1 });
    expect(heard).toEqual([[{ done: 1 }]]);
    stop();
    expect(electron.listening.has(`${EVENT_PREFIX}progress`)).toBe(false);
  });

  it('holds no validation library', () => {
    const source = readFileSync(resolve(import.meta.dirname, '../../src/preload/index.ts'), 'utf8');
    expect(source).not.toMatch(/from 'zod'/);
    expect(source).not.toMatch(/import \{[^}]*\} from '\.\.\/shared\/ipc\/(?!channel-names)/);
  });
});

/** Every schema inside a schema, with the way to it. */
function* schemasIn(schema: z.ZodType, place: string): Generator<readonly [string, z.ZodType]> {
  yield [place, schema];
  const definition = schema._zod.def as unknown as Readonly<Record<string, unknown>>;
  const inner: [string, unknown][] = [
    ...Object.entries((definition['shape'] as Record<string, unknown> | undefined) ?? {}),
    ...((definition['options'] as unknown[] | undefined) ?? []).map((option, index): [string, unknown] => [`|${String(index)}`, option]),
    ['[]', definition['element']],
    ['{}', definition['valueType']],
    ['', definition['innerType']],
  ];
  for (const [name, value] of inner) if (value instanceof z.ZodType) yield* schemasIn(value, name === '' ? place : `${place}.${name}`);
}

describe('no channel and no event can carry a token, a secret or anything unforeseen', () => {
  const outputs: [string, z.ZodType][] = [
    ...Object.entries(CONTRACT).map(([channel, { output }]): [string, z.ZodType] => [channel, output]),
    ...Object.entries(EVENTS).map(([name, schema]): [string, z.ZodType] => [`event ${name}`, schema]),
    ['failure', failureSchema],
  ];

  test.each(outputs)('%s', (name, schema) => {
    let seen = 0;
    for (const [place, part] of schemasIn(schema, name)) {
      seen += 1;
      expect(['any', 'unknown', 'custom', 'transform']).not.toContain(part._zod.def.type);
      expect(place).not.toMatch(/token|password|secretText|cookie|authorization|assertion|privateKey|passphrase/i);
      expect((part._zod.def as { catchall?: { _zod: { def: { type: string } } } }).catchall?._zod.def.type ?? 'never').toBe('never');
    }
    expect(seen).toBeGreaterThan(1);
  });
});

describe('every error code', () => {
  test.each(Object.entries(ERROR_TEXTS))('%s says what happened and what to do next', (_code, { message, next }) => {
    for (const sentence of [message, next]) expect(sentence).toMatch(/^[A-Z][^!]*\.$/);
  });
});
