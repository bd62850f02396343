import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followLiveTests, startLiveTest, stopLiveTest } from '../../../../../src/renderer/features/live-test/live-test-actions';
import {
  EMPTY_FORM,
  readLiveTest,
  suggestedMailboxes,
  suggestedTrial,
  withoutSecrets,
  type LiveTestForm,
} from '../../../../../src/renderer/features/live-test/live-test-form';
import { useLiveTestStore } from '../../../../../src/renderer/features/live-test/live-test-store';
import { useSessionStore } from '../../../../../src/renderer/state/session-store';
import type { LiveTestStart, LiveTestState } from '../../../../../src/shared/ipc/plan-shapes';
import { FakeBridge } from '../../../../support/fake-bridge';

const about = { target: 'demo', readingId: 'demo', appId: 'app-1' } as const;
const PEM = '-----BEGIN PRIVATE KEY-----\nAA\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nBB\n-----END CERTIFICATE-----';
const form: LiveTestForm = { ...EMPTY_FORM, kind: 'secret', secret: ' s3cret ', inside: ['m1'] };

describe('the form of a live test', () => {
  it.each<[string, Partial<LiveTestForm>, readonly string[]]>([
    ['a secret', {}, []],
    ['no secret', { secret: ' ' }, ['noCredential']],
    ['a certificate', { kind: 'certificate', pem: PEM }, []],
    ['half a certificate', { kind: 'certificate', pem: PEM.slice(0, 60) }, ['badPem']],
    ['nothing kept', { kind: 'kept' }, ['noCredential']],
    ['nothing at all', { secret: '', inside: [], operations: [] }, ['noCredential', 'noMailboxes', 'noOperations']],
  ])('%s', (_, changes, problems) => {
    expect(readLiveTest({ ...form, ...changes }, about).problems).toEqual(problems);
  });

  it('comes to what is sent', () => {
    expect(readLiveTest({ ...form, patience: 600 }, about).start).toEqual({
      ...about,
      credential: { kind: 'secret', text: 's3cret' },
      inside: ['m1'],
      outside: [],
      operations: ['mail.read'],
      patience: 600,
    });
  });

  it('keeps nothing that is used once', () => {
    expect(JSON.stringify(withoutSecrets({ ...form, pem: PEM }))).not.toMatch(/s3cret|BEGIN/);
  });

  it.each([
    [{ 'mail.read': 1, 'mail.send': 1 }, ['mail.read'], 'mail.read'],
    [{ 'mail.send': 1, 'calendar.read': 1 }, ['calendar.read'], 'calendar.read'],
    [{ 'mail.send': 1 }, [], 'mail.send'],
    [{}, ['mail.read'], 'mail.read'],
  ] as const)('of an app that holds %j it begins with %j', (held, operations, capability) => {
    expect(suggestedTrial(held)).toEqual({ operations, capability });
  });

  it('suggests mailboxes that the app reaches, and others', () => {
    expect(suggestedMailboxes(['a', 'b', 'c'], ['a', 'x', 'b', 'y', 'z'])).toEqual({ inside: ['a', 'b'], outside: ['x', 'y'] });
    expect(suggestedMailboxes([], ['x'])).toEqual({ inside: [], outside: ['x'] });
  });
});

describe('a live test', () => {
  const start: LiveTestStart = {
    ...about,
    credential: { kind: 'secret', text: 's3cret' },
    inside: ['m1'],
    outside: [],
    operations: ['mail.read'],
    patience: 0,
  };
  const state = (round: number, settled: boolean): LiveTestState => ({
    results: [],
    round,
    settled,
    nextAt: null,
    roles: [],
    rolesUntil: null,
    says: '',
    disagreements: [],
  });
  let bridge: FakeBridge;
  beforeEach(() => {
    bridge = new FakeBridge();
    bridge.install();
    useLiveTestStore.setState(useLiveTestStore.getInitialState(), true);
    useSessionStore.setState(useSessionStore.getInitialState(), true);
    followLiveTests();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });
  const test = () => useLiveTestStore.getState().tests['app-1'];

  it('is followed round by round, and its end counts', async () => {
    const done = startLiveTest(start, { readingId: 'demo', name: 'Tidewater' });
    const { requestId } = bridge.last('liveTest.run');
    bridge.send('onLiveTestProgress', { requestId, state: state(1, false) });
    expect(test()).toMatchObject({ running: true, state: { round: 1 } });
    bridge.send('onLiveTestProgress', { requestId: 'other', state: state(9, false) });
    expect(test()?.state?.round).toBe(1);
    await bridge.last('liveTest.run').answer(state(2, true));
    await done;
    expect(test()).toMatchObject({ running: false, state: { round: 2, settled: true } });
  });

  it('leaves no credential behind', async () => {
    const done = startLiveTest(start, { readingId: 'demo', name: 'Tidewater' });
    await bridge.last('liveTest.run').answer(state(1, true));
    await done;
    expect(JSON.stringify([useLiveTestStore.getState(), useSessionStore.getState()])).not.toContain('s3cret');
  });

  it('that is stopped keeps what it has seen', async () => {
    const done = startLiveTest(start, { readingId: 'demo', name: 'Tidewater' });
    const { requestId } = bridge.last('liveTest.run');
    bridge.send('onLiveTestProgress', { requestId, state: state(3, false) });
    stopLiveTest('app-1');
    expect(bridge.cancelled).toEqual([requestId]);
    await bridge.last('liveTest.run').fail('cancelled');
    await done;
    expect(test()).toMatchObject({ running: false, failure: null, state: { round: 3 } });
  });

  it('that fails says why', async () => {
    const done = startLiveTest(start, { readingId: 'demo', name: 'Tidewater' });
    await bridge.last('liveTest.run').fail('app-credential-refused', 'Entra does not take it.');
    await done;
    expect(test()).toMatchObject({ running: false, failure: { message: 'Entra does not take it.' } });
  });
});
