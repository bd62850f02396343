import { describe, expect, it } from 'vitest';
import { err } from '../../../../src/shared/domain/result';
import { failure } from '../../../../src/shared/ipc/envelope';
import { DEMO, ReadingLibrary } from '../../../../src/main/services/reading-library';
import { FakeClock, FakeEngine, FakeEvents, FakeLog, FakeStore, readingRecord } from '../../../support/fakes';

const FILE = '/home/anna/contoso.json';
const SAMPLE = '/app/resources/samples/demo.json.gz';
const RECORD = readingRecord();

function library(): { library: ReadingLibrary; engine: FakeEngine; store: FakeStore; events: FakeEvents; clock: FakeClock } {
  const engine = new FakeEngine();
  const store = new FakeStore();
  const events = new FakeEvents();
  const clock = new FakeClock();
  engine.files.set(FILE, RECORD);
  engine.files.set(SAMPLE, readingRecord({ id: DEMO }));
  return {
    library: new ReadingLibrary({ engine, store, events, clock, log: new FakeLog(), samplePath: SAMPLE }),
    engine,
    store,
    events,
    clock,
  };
}

async function opened(): Promise<ReturnType<typeof library>> {
  const parts = library();
  await parts.library.openPath(FILE, 'contoso.json', {}, false);
  return parts;
}

describe('opening a file', () => {
  it('keeps a packed copy with a sidecar and tells the pages', async () => {
    const { store, events, engine } = await opened();
    expect(store.stored.get(RECORD.id)).toMatchObject({ fileName: 'contoso.json', path: `/store/${RECORD.id}.json.gz`, record: RECORD });
    expect(engine.calls.map((call) => call.operation)).toEqual(['open', 'pack']);
    expect(events.sent).toMatchObject([{ name: 'readingChanged', payload: { kind: 'opened', show: false, reading: { open: true } } }]);
  });

  it('a second time is the same reading, and copies nothing', async () => {
    const { library: readings, engine } = await opened();
    const again = await readings.openPath(FILE, 'copy.json', {}, false);
    expect(again).toMatchObject({ ok: true, value: { id: RECORD.id, fileName: 'contoso.json' } });
    expect(engine.calls.filter((call) => call.operation === 'pack')).toHaveLength(1);
  });

  it('that cannot be kept opens it all the same, and says so', async () => {
    const { library: readings, store, engine } = library();
    store.writable = false;
    expect(await readings.openPath(FILE, 'contoso.json', {}, false)).toMatchObject({ ok: true, value: { open: true } });
    expect(readings.notes).toHaveLength(1);
    engine.life += 1;
    // The next life of the engine reads it from where it came.
    expect(await readings.use(RECORD.id, {})).toMatchObject({ ok: true });
    expect(engine.calls[engine.calls.length - 1]).toMatchObject({ operation: 'open', input: { path: FILE } });
  });

  it('that is none fails with the reason and changes nothing', async () => {
    const { library: readings, store, events } = library();
    expect(await readings.openPath('/nowhere.json', 'nowhere.json', {}, false)).toMatchObject({
      ok: false,
      error: { code: 'file-not-found' },
    });
    expect([...store.stored.keys(), ...events.sent]).toEqual([]);
  });
});

describe('the demo', () => {
  it('is read where it lies, is not stored, and counts from its own time', async () => {
    const { library: readings, store, clock } = library();
    const summary = await readings.openSample({}, false);
    clock.move(365 * 86_400_000);
    expect(summary).toMatchObject({ ok: true, value: { demo: true, now: RECORD.collectedAt } });
    expect(store.stored.size).toBe(0);
  });

  it('cannot be forgotten, and its absence is its own failure', async () => {
    const { library: readings, engine } = library();
    expect(await readings.forget(DEMO, {})).toMatchObject({ ok: false, error: { code: 'reading-unknown' } });
    engine.files.delete(SAMPLE);
    expect(await readings.openSample({}, false)).toMatchObject({ ok: false, error: { code: 'sample-missing' } });
  });
});

describe('a reading that is asked about', () => {
  it('is not opened again while the engine lives', async () => {
    const { library: readings, engine } = await opened();
    const calls = engine.calls.length;
    expect(await readings.use(RECORD.id, {})).toMatchObject({ ok: true, value: { summary: { open: true } } });
    expect(engine.calls).toHaveLength(calls);
  });

  it('is opened from the store after a restart of the engine, once for all who ask, and keeps what identifies it', async () => {
    const { library: readings, engine } = await opened();
    engine.life += 1;
    const calls = engine.calls.length;
    const answers = await Promise.all([readings.use(RECORD.id, {}), readings.use(RECORD.id, {})]);
    expect(answers).toMatchObject([{ ok: true }, { ok: true, value: { record: { hash: RECORD.hash, bytes: RECORD.bytes } } }]);
    expect(engine.calls.slice(calls)).toMatchObject([
      { operation: 'open', input: { path: `/store/${RECORD.id}.json.gz`, readingId: RECORD.id } },
    ]);
  });

  it('is opened anew for those who still wait when whoever began has cancelled', async () => {
    const { library: readings, engine } = await opened();
    engine.life += 1;
    const controller = new AbortController();
    let openings = 0;
    const call = engine.call.bind(engine);
    engine.call = async (operation, input) => {
      if (operation !== 'open') return call(operation, input);
      openings += 1;
      if (openings > 1) return call(operation, input);
      await Promise.resolve();
      return err(failure('cancelled'));
    };
    const first = readings.use(RECORD.id, { signal: controller.signal });
    const second = readings.use(RECORD.id, {});
    controller.abort();
    expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await second).toMatchObject({ ok: true });
  });

  it('is unknown once it was forgotten', async () => {
    const { library: readings, engine, events } = await opened();
    expect(await readings.forget(RECORD.id, {})).toMatchObject({ ok: true });
    expect(engine.open.size).toBe(0);
    expect(events.sent[events.sent.length - 1]).toMatchObject({ name: 'readingChanged', payload: { kind: 'forgotten' } });
    expect(await readings.use(RECORD.id, {})).toMatchObject({ ok: false, error: { code: 'reading-unknown' } });
  });

  it('every opening has a revision of its own', async () => {
    const { library: readings, engine } = await opened();
    engine.life += 1;
    await readings.use(RECORD.id, {});
    const revisions = engine.calls.filter((call) => call.operation === 'open').map((call) => (call.input as { revision: number }).revision);
    expect(new Set(revisions).size).toBe(revisions.length);
  });
});

describe('the list of readings', () => {
  it('holds the stored ones and the open ones, each once', async () => {
    const { library: readings } = await opened();
    await readings.openSample({}, false);
    const { readings: listed } = await readings.list();
    expect(listed.map((reading) => [reading.id, reading.open])).toEqual([
      [RECORD.id, true],
      [DEMO, true],
    ]);
  });

  it('shows a closed one as closed', async () => {
    const { library: readings } = await opened();
    await readings.close(RECORD.id, {});
    expect((await readings.list()).readings).toMatchObject([{ id: RECORD.id, open: false }]);
  });
});
