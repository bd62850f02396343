import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DEMO_START,
  discardUnfinished,
  followReadings,
  resumeReading,
  startReading,
  stopReading,
} from '../../../../../src/renderer/features/reading-run/run-actions';
import { useRunStore } from '../../../../../src/renderer/features/reading-run/run-store';
import { cancelTask } from '../../../../../src/renderer/state/session-actions';
import { useSessionStore } from '../../../../../src/renderer/state/session-store';
import { FakeBridge, runProgress, sourceProgress, storedReading, unfinishedRun } from '../../../../support/fake-bridge';

let bridge: FakeBridge;
let unfollow: () => void;

beforeEach(async () => {
  bridge = new FakeBridge();
  bridge.install();
  useRunStore.setState(useRunStore.getInitialState(), true);
  useSessionStore.setState(useSessionStore.getInitialState(), true);
  unfollow = followReadings(null);
  await bridge.last('reading.unfinished').answer({ runs: [] });
});

afterEach(() => {
  unfollow();
  vi.unstubAllGlobals();
});

/** Ends a reading as main does, and answers what is asked afterwards. */
async function finish(stopped = false, overrides = {}): Promise<void> {
  await bridge.last('reading.start').answer({ reading: storedReading(overrides), stopped, unread: { mailboxes: 40, seconds: 20 } });
  await bridge.last('reading.unfinished').answer({ runs: [] });
}

const address = (): string => window.location.hash;
const tasks = () => useSessionStore.getState().tasks;
const notices = () => useSessionStore.getState().notices;

describe('reading a tenant', () => {
  it('shows the reading at once, keeps it in the tray, and ends at the overview', async () => {
    void startReading(DEMO_START);
    expect(address()).toBe('#/run');
    expect(bridge.last('reading.start').input).toEqual({ target: 'demo', mailboxPermissions: 'shared', resume: null });
    expect(tasks()).toMatchObject([{ address: '/run' }]);
    await finish();
    expect(address()).toBe('#/r/0123456789abcdef/overview');
    expect(tasks()).toEqual([]);
    expect(useSessionStore.getState().open['0123456789abcdef']).toBeDefined();
    expect(useRunStore.getState()).toMatchObject({ run: null, failed: null });
    expect(notices()).toEqual([]);
  });

  it('takes progress of its own request only, and says in the tray how far it is', () => {
    void startReading(DEMO_START);
    const { requestId } = bridge.last('reading.start');
    bridge.send('onReadingProgress', runProgress('another'));
    expect(useRunStore.getState().run?.progress).toBeNull();
    const sources = [sourceProgress({ state: 'complete' }), sourceProgress({ state: 'reading', label: 'Mailboxes' }), sourceProgress()];
    bridge.send('onReadingProgress', runProgress(requestId, { sources }));
    expect(tasks()).toMatchObject([{ title: 'Reading Northwind Traders', stage: 'Mailboxes', done: 1, total: 3 }]);
    bridge.send('onReadingProgress', runProgress(requestId, { sources, waitingUntil: '2026-11-21T07:00:30Z' }));
    expect(tasks()).toMatchObject([{ stage: 'waiting for Microsoft' }]);
  });

  it('does not begin a second one: it shows the first', () => {
    void startReading(DEMO_START);
    window.location.hash = '#/';
    void startReading(DEMO_START);
    expect(address()).toBe('#/run');
    expect(bridge.calls.filter(({ channel }) => channel === 'reading.start')).toHaveLength(1);
  });

  it.each([
    ['with what is missing', { complete: 20, partial: 1, missing: 11 }, 'info', /^12 sources could not be read in full\./],
    ['without gaps', { complete: 32, partial: 0, missing: 0 }, 'success', /^$/],
  ])('leaves whoever went elsewhere where they are, and tells them when it is done, %s', async (_, coverage, intent, text) => {
    void startReading(DEMO_START);
    window.location.hash = '#/history';
    await finish(false, { coverage });
    expect(address()).toBe('#/history');
    const link = { address: '/r/0123456789abcdef/overview' };
    expect(notices()).toMatchObject([{ intent, text: expect.stringMatching(text) as string, link }]);
  });

  it('is stopped by its own id, so that what was read is kept', async () => {
    void startReading(DEMO_START);
    bridge.send('onReadingProgress', runProgress(bridge.last('reading.start').requestId));
    cancelTask(tasks()[0]?.requestId ?? '');
    expect(bridge.last('reading.stop').input).toEqual({ runId: 'run-1' });
    expect(useRunStore.getState().run?.stopping).toBe(true);
    void stopReading();
    expect(bridge.calls.filter(({ channel }) => channel === 'reading.stop')).toHaveLength(1);
    await bridge.last('reading.stop').answer({ done: true });
    await finish(true);
    expect(address()).toBe('#/r/0123456789abcdef/overview');
    expect(notices()).toMatchObject([{ intent: 'info', title: 'The reading was cancelled.' }]);
    expect(bridge.cancelled).toEqual([]);
  });

  it('is cancelled where nothing was read yet, and leads back to the start', async () => {
    void startReading(DEMO_START);
    const { requestId, fail } = bridge.last('reading.start');
    void stopReading();
    expect(bridge.cancelled).toEqual([requestId]);
    await fail('cancelled');
    await bridge.last('reading.unfinished').answer({ runs: [] });
    expect(address()).toBe('#/');
    expect(useRunStore.getState()).toMatchObject({ run: null, failed: null });
    expect(notices()).toEqual([]);
  });

  it('goes on where it could not be stopped', async () => {
    void startReading(DEMO_START);
    bridge.send('onReadingProgress', runProgress(bridge.last('reading.start').requestId));
    void stopReading();
    await bridge.last('reading.stop').fail('internal', 'A mistake.');
    expect(useRunStore.getState().run?.stopping).toBe(false);
    expect(notices()).toMatchObject([{ intent: 'error', title: 'A mistake.' }]);
  });

  it('keeps a failure on its page, with what was asked for', async () => {
    void startReading(DEMO_START);
    await bridge.last('reading.start').fail('internal', 'The demo tenant did not start.');
    await bridge.last('reading.unfinished').answer({ runs: [] });
    expect(address()).toBe('#/run');
    expect(useRunStore.getState().failed).toMatchObject({ failure: { message: 'The demo tenant did not start.' }, input: DEMO_START });
    expect(notices()).toEqual([]);
    void startReading(DEMO_START);
    expect(useRunStore.getState().failed).toBeNull();
  });

  it('tells a failure to whoever went elsewhere', async () => {
    void startReading(DEMO_START);
    window.location.hash = '#/';
    await bridge.last('reading.start').fail('internal', 'The demo tenant did not start.');
    await bridge.last('reading.unfinished').answer({ runs: [] });
    expect(notices()).toMatchObject([{ intent: 'error', title: 'The demo tenant did not start.' }]);
  });
});

describe('an interrupted reading', () => {
  beforeEach(() => useRunStore.setState({ unfinished: [unfinishedRun()] }));

  it('goes on under its own id, and is offered no more once it is done', async () => {
    void resumeReading('run-1');
    expect(bridge.last('reading.start').input).toMatchObject({ target: 'demo', resume: 'run-1' });
    await finish();
    expect(useRunStore.getState().unfinished).toEqual([]);
  });

  it('is not begun when it is not there any more', async () => {
    await resumeReading('run-2');
    expect(bridge.calls.some(({ channel }) => channel === 'reading.start')).toBe(false);
  });

  it('can be thrown away', async () => {
    const before = bridge.calls.length;
    void discardUnfinished('run-1');
    expect(bridge.last('reading.discard').input).toEqual({ runId: 'run-1' });
    await bridge.last('reading.discard').answer({ done: true });
    await bridge.last('reading.unfinished').answer({ runs: [] });
    expect(bridge.calls.slice(before).map(({ channel }) => channel)).toEqual(['reading.discard', 'reading.unfinished']);
    expect(useRunStore.getState().unfinished).toEqual([]);
  });
});

describe('a start that asks for a reading', () => {
  it('begins it', () => {
    followReadings('demo')();
    expect(bridge.last('reading.start').input).toEqual(DEMO_START);
    expect(address()).toBe('#/run');
  });
});
