import { describe, expect, it } from 'vitest';
import { MemoryVault } from '../../../../src/main/adapters/vault/memory-vault';
import { KeptSecrets, labelOf } from '../../../../src/main/services/kept-secrets';
import type { VaultState } from '../../../../src/shared/ipc/account-shapes';
import { CONTRACT } from '../../../../src/shared/ipc/contract';
import { FakeClipboard } from '../../../support/fakes';

/** A clock whose sleepers are woken by hand. */
class HeldClock {
  readonly sleepers: { readonly milliseconds: number; readonly wake: () => void }[] = [];

  sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.sleepers.push({ milliseconds, wake }));
  }

  async wakeFirst(): Promise<void> {
    this.sleepers.shift()?.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function kept(): Promise<{ service: KeptSecrets; vault: MemoryVault; desktop: FakeClipboard; clock: HeldClock }> {
  const vault = new MemoryVault();
  await vault.set('secrets/contoso/Invoice reader', 'planted-secret-1');
  await vault.set('secrets/contoso/Scanner', 'planted-secret-2');
  await vault.set('tokens/global/14d82eec-204b-4c2f-b7e8-296a70dab67e', '{"secret":"planted-token"}');
  const desktop = new FakeClipboard();
  const clock = new HeldClock();
  return { service: new KeptSecrets({ vault, desktop, clock }), vault, desktop, clock };
}

/** A keychain that is locked until it is asked again. */
class LockedVault extends MemoryVault {
  private answers: VaultState = { state: 'locked', message: 'Locked.', next: 'Unlock it.' };

  override state(): Promise<VaultState> {
    return Promise.resolve(this.answers);
  }

  override askAgain(): Promise<VaultState> {
    this.answers = { state: 'ready', message: null, next: null };
    return this.state();
  }
}

const INVOICES = 'secrets/contoso/Invoice reader';

describe('what is kept', () => {
  it('is listed in words, without its texts', async () => {
    const { service } = await kept();
    const listed = await service.list();
    expect(listed).toEqual({
      ok: true,
      value: {
        state: { state: 'demo', message: expect.stringContaining('demo tenant') as string, next: expect.any(String) as string },
        entries: [
          { name: INVOICES, label: 'Secret: contoso/Invoice reader', copyable: true },
          { name: 'secrets/contoso/Scanner', label: 'Secret: contoso/Scanner', copyable: true },
          {
            name: 'tokens/global/14d82eec-204b-4c2f-b7e8-296a70dab67e',
            label: 'Sign-ins: Global, Microsoft Graph Command Line Tools',
            copyable: false,
          },
        ],
      },
    });
    expect(JSON.stringify(listed)).not.toContain('planted');
    expect(CONTRACT['vault.kept'].output.safeParse(listed.ok && listed.value).success).toBe(true);
  });

  it('tells how the keychain is after it was asked again', async () => {
    const { desktop, clock } = await kept();
    const service = new KeptSecrets({ vault: new LockedVault(), desktop, clock });
    expect(await service.list()).toMatchObject({ value: { state: { state: 'locked' } } });
    const asked = await service.askAgain();
    expect(asked).toMatchObject({ value: { state: { state: 'ready' } } });
    expect(await service.list()).toEqual(asked);
    expect(CONTRACT['vault.askAgain'].output.safeParse(asked.ok && asked.value).success).toBe(true);
  });

  it.each([
    ['tokens/china', 'Sign-ins: China operated by 21Vianet'],
    [
      'tokens/usGovDod/0f5c1e2a-0000-4000-8000-000000000001',
      'Sign-ins: US Government DoD, app registration 0f5c1e2a-0000-4000-8000-000000000001',
    ],
    ['tokens/elsewhere', 'Sign-ins: elsewhere'],
    ['secrets/', 'Kept for Mailscope: secrets/'],
    ['anything', 'Kept for Mailscope: anything'],
  ])('%s is called %s', (name, label) => {
    expect(labelOf(name)).toBe(label);
  });

  it('is forgotten on demand, also twice', async () => {
    const { service, vault } = await kept();
    expect(await service.forget(INVOICES)).toEqual({ ok: true, value: { done: true } });
    expect(await service.forget(INVOICES)).toMatchObject({ ok: true });
    expect(await vault.get(INVOICES)).toBeNull();
  });
});

describe('a copied secret', () => {
  it('stands on the clipboard for a minute', async () => {
    const { service, desktop, clock } = await kept();
    expect(await service.copy(INVOICES)).toEqual({ ok: true, value: { clearedAfterSeconds: 60 } });
    expect(desktop.text).toBe('planted-secret-1');
    expect(clock.sleepers.map(({ milliseconds }) => milliseconds)).toEqual([60_000]);
    await clock.wakeFirst();
    expect(desktop.text).toBe('');
  });

  it('makes way for what somebody copies meanwhile', async () => {
    const { service, desktop, clock } = await kept();
    await service.copy(INVOICES);
    desktop.copyText('a shopping list');
    await clock.wakeFirst();
    expect(desktop.text).toBe('a shopping list');
  });

  it('has a minute from its last copy on', async () => {
    const { service, desktop, clock } = await kept();
    await service.copy(INVOICES);
    await service.copy(INVOICES);
    await clock.wakeFirst();
    expect(desktop.text).toBe('planted-secret-1');
    await clock.wakeFirst();
    expect(desktop.text).toBe('');
  });

  it('is taken off the clipboard when the app ends', async () => {
    const { service, desktop, clock } = await kept();
    await service.copy(INVOICES);
    await service.clearCopied();
    expect(desktop.text).toBe('');
    desktop.copyText('planted-secret-1');
    await clock.wakeFirst();
    expect(desktop.text).toBe('planted-secret-1');
  });

  it.each([
    ['tokens/global/14d82eec-204b-4c2f-b7e8-296a70dab67e', 'secret-not-copyable'],
    ['secrets', 'secret-not-copyable'],
    ['mailscope-check', 'secret-not-copyable'],
    ['../secrets/x', 'secret-not-copyable'],
    ['secrets/none', 'secret-unknown'],
  ])('is never %s', async (name, code) => {
    const { service, desktop } = await kept();
    expect(await service.copy(name)).toMatchObject({ ok: false, error: { code } });
    expect(desktop.text).toBe('');
  });
});
