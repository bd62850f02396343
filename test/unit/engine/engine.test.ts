import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import type { EngineInput, EngineMessage, EngineOperation, EngineOutput, ReadingRecord } from '../../../src/shared/ipc/engine-protocol';
import type { Failure } from '../../../src/shared/ipc/envelope';
import type { Result } from '../../../src/shared/domain/result';
import { collection } from '../../support/collection-builder';
import { DEMO_FILE } from '../../support/demo-model';

const NOW = '2026-11-21T12:00:00Z';

class Talk {
  readonly heard: EngineMessage[] = [];
  readonly engine = new Engine((message) => {
    this.heard.push(message);
    if (message.kind === 'answer' || message.kind === 'bug') this.waiting.get(message.id)?.(message);
  });
  private readonly waiting = new Map<number, (message: EngineMessage) => void>();
  private next = 1;

  ask<Name extends EngineOperation>(
    operation: Name,
    input: EngineInput<Name>,
    cancelAtOnce = false,
  ): Promise<Result<EngineOutput<Name>, Failure>> {
    const id = this.next;
    this.next += 1;
    const answer = new Promise<Result<EngineOutput<Name>, Failure>>((resolve, reject) => {
      this.waiting.set(id, (message) => {
        if (message.kind === 'answer') resolve(message.result as Result<EngineOutput<Name>, Failure>);
        else reject(new Error(JSON.stringify(message)));
      });
    });
    this.engine.receive({ kind: 'call', id, operation, input });
    if (cancelAtOnce) this.engine.receive({ kind: 'cancel', id });
    return answer;
  }

  async open(path = DEMO_FILE, readingId: string | null = 'demo'): Promise<ReadingRecord> {
    const opened = await this.ask('open', { path, readingId, revision: 1, now: NOW });
    if (!opened.ok) throw new Error(opened.error.message);
    return opened.value;
  }
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailscope-engine-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the tenant engine', () => {
  it('opens a file and answers about it', async () => {
    const talk = new Talk();
    const record = await talk.open();
    expect(record).toMatchObject({ id: 'demo', tenant: { displayName: 'Northwind' } });
    expect(await talk.ask('overview', { readingId: 'demo', now: NOW })).toMatchObject({ ok: true, value: { figures: record.figures } });
  });

  it('knows a file without an id by its content', async () => {
    const record = await new Talk().open(DEMO_FILE, null);
    expect(record.hash.startsWith(record.id)).toBe(true);
    expect(record.id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tells how far it is', async () => {
    const talk = new Talk();
    await talk.open();
    const stages = talk.heard.flatMap((message) => (message.kind === 'progress' ? [message.stage] : []));
    expect(stages[stages.length - 1]).toBe('audit');
  });

  it('stops opening when it is cancelled, and holds nothing then', async () => {
    const talk = new Talk();
    const opened = await talk.ask('open', { path: DEMO_FILE, readingId: 'demo', revision: 1, now: NOW }, true);
    expect(opened).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await talk.ask('overview', { readingId: 'demo', now: NOW })).toMatchObject({ ok: false, error: { code: 'reading-unknown' } });
  });

  it('says what is wrong with a file', async () => {
    const path = join(folder, 'broken.json');
    writeFileSync(path, '{"format":"mailscope-collection/1"');
    expect(await new Talk().ask('open', { path, readingId: null, revision: 1, now: NOW })).toMatchObject({
      ok: false,
      error: { code: 'file-invalid' },
    });
  });

  it('keeps the two readings that were used last', async () => {
    const talk = new Talk();
    const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
    for (const [index, id] of ids.entries()) {
      const path = join(folder, `${id}.json`);
      writeFileSync(path, JSON.stringify(collection({ collectedAt: `2026-11-2${index}T07:00:00Z` })));
      await talk.open(path, id);
    }
    const held = await Promise.all(ids.map((readingId) => talk.ask('overview', { readingId, now: NOW })));
    expect(held.map((answer) => answer.ok)).toEqual([false, true, true]);
  });

  it('forgets a reading that is closed', async () => {
    const talk = new Talk();
    await talk.open();
    await talk.ask('close', { readingId: 'demo' });
    expect(await talk.ask('info', { readingId: 'demo', now: NOW })).toMatchObject({ ok: false, error: { code: 'reading-unknown' } });
  });

  it('counts deadlines from the time it is told, and anew when the hour changes', async () => {
    const talk = new Talk();
    await talk.open();
    const soon = async (now: string): Promise<number | undefined> => {
      const answer = await talk.ask('overview', { readingId: 'demo', now });
      return answer.ok ? answer.value.sentence.expired : undefined;
    };
    const before = await soon(NOW);
    expect(await soon('2036-11-21T12:00:00Z')).toBeGreaterThan(before ?? 0);
    expect(await soon(NOW)).toBe(before);
  });

  it('writes lists and reports to files', async () => {
    const talk = new Talk();
    const record = await talk.open();
    const selection = { list: 'apps', readingId: 'demo', filter: { extent: ['all'] } } as const;
    const written = await talk.ask('exportList', {
      readingId: 'demo',
      now: NOW,
      selection: { ...selection, filter: { extent: ['all'] } },
      format: 'csv',
      path: join(folder, 'apps.csv'),
    });
    expect(written).toEqual({ ok: true, value: { rows: record.figures.tenantWide } });
    for (const format of ['html', 'csv', 'json', 'md'] as const) {
      const path = join(folder, `audit.${format}`);
      expect(await talk.ask('exportReport', { readingId: 'demo', now: NOW, format, path })).toEqual({ ok: true, value: null });
      expect(readFileSync(path, 'utf8').length).toBeGreaterThan(1000);
    }
  });

  it('answers a bug with its name and places, without its message', async () => {
    const talk = new Talk();
    await talk.open();
    const broken = { readingId: 'demo', now: NOW, query: { list: 'no such list', secret: 'hunter2' } } as unknown as EngineInput<'list'>;
    await expect(talk.ask('list', broken)).rejects.toThrow();
    const bug = talk.heard.find((message) => message.kind === 'bug');
    expect(bug).toMatchObject({ errorName: 'Error' });
    expect(JSON.stringify(bug)).not.toMatch(/hunter2|no such list/);
  });
});
