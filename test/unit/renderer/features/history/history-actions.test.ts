import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  deleteReading,
  exportReading,
  loadHistory,
  openStored,
  readAgain,
  renameReading,
} from '../../../../../src/renderer/features/history/history-actions';
import { useHistoryStore } from '../../../../../src/renderer/features/history/history-store';
import { useRunStore } from '../../../../../src/renderer/features/reading-run/run-store';
import { useSessionStore } from '../../../../../src/renderer/state/session-store';
import { FakeBridge, storedReading } from '../../../../support/fake-bridge';

let bridge: FakeBridge;
const own = storedReading({ id: 'aaaaaaaaaaaaaaaa' });

beforeEach(() => {
  bridge = new FakeBridge();
  bridge.install('#/history');
  useHistoryStore.setState({ ...useHistoryStore.getInitialState(), status: 'ready', readings: [own] }, true);
  useRunStore.setState(useRunStore.getInitialState(), true);
  useSessionStore.setState({ ...useSessionStore.getInitialState(), recent: [own], open: { [own.id]: own } }, true);
});

afterEach(() => void vi.unstubAllGlobals());

const notices = () => useSessionStore.getState().notices;

describe('the history of readings', () => {
  it('is what main holds; of two answers the one asked for last counts', async () => {
    void loadHistory();
    const first = bridge.last('reading.list');
    void loadHistory();
    await bridge.last('reading.list').answer({ readings: [], notes: ['A reading was damaged.'] });
    await first.answer({ readings: [own], notes: [] });
    expect(useHistoryStore.getState()).toMatchObject({ status: 'ready', readings: [] });
    expect(notices()).toMatchObject([{ intent: 'warning', title: 'A reading was damaged.' }]);
  });

  it('says why it cannot be shown', async () => {
    void loadHistory();
    await bridge.last('reading.list').fail('internal', 'A mistake.');
    expect(useHistoryStore.getState()).toMatchObject({ status: 'error', error: { message: 'A mistake.' } });
  });

  it('opens a reading by its id, and the sample as what it is', async () => {
    void openStored(own);
    expect(bridge.last('reading.open').input).toEqual({ readingId: own.id });
    await bridge.last('reading.open').answer(own);
    expect(window.location.hash).toBe(`#/r/${own.id}/overview`);
    void openStored(storedReading({ id: 'demo' }));
    expect(bridge.last('reading.openSample')).toBeDefined();
  });

  it.each([
    ['  Before the migration ', 'Before the migration'],
    ['   ', null],
  ])('renames to “%s”, everywhere the reading is shown', async (typed, name) => {
    void renameReading(own.id, typed);
    expect(bridge.last('reading.rename').input).toEqual({ readingId: own.id, name });
    await bridge.last('reading.rename').answer({ ...own, name });
    expect(useHistoryStore.getState().readings).toMatchObject([{ name }]);
    expect(useSessionStore.getState().recent).toMatchObject([{ name }]);
    expect(useSessionStore.getState().open[own.id]).toMatchObject({ name });
  });

  it('exports, and names the file', async () => {
    void exportReading(own);
    expect(bridge.last('reading.exportFile').input).toEqual({ readingId: own.id });
    await bridge.last('reading.exportFile').answer({ fileName: 'northwind.json.gz', rows: null });
    expect(notices()).toMatchObject([{ intent: 'success', title: 'northwind.json.gz was written.' }]);
  });

  it('keeps silent about an export for which no file was chosen', async () => {
    void exportReading(own);
    await bridge.last('reading.exportFile').fail('dialog-closed');
    expect(notices()).toEqual([]);
  });

  it('deletes, and asks what is left', async () => {
    void deleteReading(own);
    await bridge.last('reading.forget').answer({ done: true });
    await bridge.last('reading.list').answer({ readings: [], notes: [] });
    expect(useHistoryStore.getState().readings).toEqual([]);
    expect(useSessionStore.getState().recent).toEqual([]);
  });

  it('reads a tenant again that can be read, and no other', async () => {
    await readAgain(own);
    expect(useRunStore.getState().run).toBeNull();
    void readAgain({ ...own, target: 'demo' });
    expect(bridge.last('reading.start').input).toMatchObject({ target: 'demo', resume: null });
  });
});
