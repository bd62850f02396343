import { describe, expect, it } from 'vitest';
import { err, ok } from '../../../../src/shared/domain/result';
import { appStateSchema } from '../../../../src/shared/ipc/contract';
import { failure } from '../../../../src/shared/ipc/envelope';
import type { DesktopPort } from '../../../../src/main/ports/desktop';
import { openAtStart } from '../../../../src/main/services/open-at-start';
import { ReadingLibrary } from '../../../../src/main/services/reading-library';
import { startState, type StartStateParts } from '../../../../src/main/services/start-state';
import { DEFAULT_SETTINGS } from '../../../../src/main/services/user-settings';
import { FakeClock, FakeEngine, FakeEvents, FakeLog, FakeStore, readingRecord } from '../../../support/fakes';

function parts(initial: StartStateParts['initial']): StartStateParts {
  const library = new ReadingLibrary({
    engine: new FakeEngine(),
    store: new FakeStore(),
    clock: new FakeClock(),
    events: new FakeEvents(),
    log: new FakeLog(),
    samplePath: '/sample',
  });
  return {
    identity: {
      versions: { app: '0.1.0', electron: '45', chrome: '140', node: '24' },
      platform: 'linux',
      packaged: false,
      runtimeNote: null,
    },
    library,
    desktop: { systemColours: () => ({ dark: false, contrast: false }) } as unknown as DesktopPort,
    clock: new FakeClock(),
    settings: () => DEFAULT_SETTINGS,
    ui: () => ({ route: null, views: null }),
    notes: ['The settings file was damaged.'],
    startTarget: null,
    initial,
  };
}

describe('what the page needs before it draws anything', () => {
  it('keeps the contract and hands on what storage has to say', async () => {
    const state = await startState(parts(() => Promise.resolve(null)));
    expect(appStateSchema.parse(state)).toEqual(state);
    expect(state).toMatchObject({
      initialReading: null,
      initialPending: false,
      initialFailure: null,
      storageNotes: ['The settings file was damaged.'],
    });
  });

  it('says why a file given at start could not be opened', async () => {
    const state = await startState(parts(() => Promise.resolve(err(failure('file-not-found')))));
    expect(state.initialFailure?.code).toBe('file-not-found');
  });

  it('does not wait for a large file', async () => {
    const state = await startState(parts(() => new Promise(() => undefined)));
    expect(state.initialPending).toBe(true);
  });
});

describe('what a start asks for', () => {
  it('is opened and shown: the first file before the demo', async () => {
    const { library, events, engine } = withFiles();
    expect(await openAtStart(library, events, { demo: true, sample: false, files: ['/a.json', '/b.json'] })).toMatchObject(
      ok({ fileName: 'a.json' }),
    );
    expect(engine.calls[0]).toMatchObject({ operation: 'open', input: { path: '/a.json' } });
    expect(events.sent).toMatchObject([{ name: 'readingChanged', payload: { show: true } }]);
  });

  it('is nothing where it names nothing', async () => {
    const { library, events, engine } = withFiles();
    expect(await openAtStart(library, events, { demo: false, sample: false, files: [] })).toBeNull();
    expect(engine.calls).toEqual([]);
  });

  it('tells the pages when it fails', async () => {
    const { library, events } = withFiles();
    await openAtStart(library, events, { demo: false, sample: false, files: ['/nowhere.json'] });
    expect(events.sent).toMatchObject([{ name: 'openFailed', payload: { code: 'file-not-found' } }]);
  });

  function withFiles(): { library: ReadingLibrary; events: FakeEvents; engine: FakeEngine } {
    const engine = new FakeEngine();
    const events = new FakeEvents();
    engine.files.set('/a.json', readingRecord());
    const library = new ReadingLibrary({
      engine,
      store: new FakeStore(),
      clock: new FakeClock(),
      events,
      log: new FakeLog(),
      samplePath: '/sample',
    });
    return { library, events, engine };
  }
});
