import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { saveSettings } from '../../../../src/renderer/state/settings-actions';
import { useSessionStore } from '../../../../src/renderer/state/session-store';
import { FakeBridge } from '../../../support/fake-bridge';

let bridge: FakeBridge;

beforeEach(() => {
  bridge = new FakeBridge();
  bridge.install();
  useSessionStore.setState(useSessionStore.getInitialState(), true);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

it('a change of settings is sent alone, and says whether it worked', async () => {
  const saved = saveSettings({ exchangeSignIn: 'module' });
  expect(bridge.last('settings.set').input).toEqual({ exchangeSignIn: 'module' });
  await bridge.last('settings.set').answer({ exchangeSignIn: 'module' });
  expect(await saved).toBe(true);
});

it('a change that could not be kept is told', async () => {
  const saved = saveSettings({ exchangeSignIn: 'module' });
  await bridge.last('settings.set').fail('storage-not-writable');
  expect(await saved).toBe(false);
  expect(useSessionStore.getState().notices).toMatchObject([{ intent: 'error' }]);
});
