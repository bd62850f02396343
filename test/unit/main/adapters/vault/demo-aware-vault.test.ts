import { beforeEach, describe, expect, it } from 'vitest';
import { DemoAwareVault } from '../../../../../src/main/adapters/vault/demo-aware-vault';
import { MemoryVault } from '../../../../../src/main/adapters/vault/memory-vault';
import { FakeVault } from '../../../../support/identity/fake-vault';

let kept: FakeVault;
let demo: MemoryVault;
let vault: DemoAwareVault;

beforeEach(() => {
  kept = new FakeVault();
  demo = new MemoryVault();
  vault = new DemoAwareVault(kept, demo);
});

describe('a vault that knows the demo tenant', () => {
  it('keeps the demo’s sign-ins in memory, and everything else in the keychain', async () => {
    await vault.set('tokens/demo/client', 'demo-token');
    await vault.set('tokens/global/client', 'token');
    await vault.set('secrets/apps/a/p/s', 'secret');
    expect([...kept.texts.keys()]).toEqual(['tokens/global/client', 'secrets/apps/a/p/s']);
    expect(await vault.names()).toEqual(['secrets/apps/a/p/s', 'tokens/demo/client', 'tokens/global/client']);
    expect(await vault.get('tokens/demo/client')).toBe('demo-token');
  });

  it('finds what a plan made in the demo tenant, and removes it', async () => {
    await demo.set('secrets/apps/a/p/s', 'of the demo');
    expect(await vault.get('secrets/apps/a/p/s')).toBe('of the demo');
    expect(await vault.names()).toEqual(['secrets/apps/a/p/s']);
    expect(vault.held()).toContain('of the demo');
    await vault.remove('secrets/apps/a/p/s');
    expect(await vault.get('secrets/apps/a/p/s')).toBeNull();
  });

  it('never asks the keychain for a sign-in of the demo', async () => {
    kept.texts.set('tokens/demo/client', 'left by an older version');
    expect(await vault.get('tokens/demo/client')).toBeNull();
    await vault.remove('tokens/demo/client');
    expect(kept.texts.has('tokens/demo/client')).toBe(true);
  });
});
