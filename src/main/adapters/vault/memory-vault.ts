import type { VaultState } from '../../../shared/ipc/account-shapes';
import type { SecretVault } from '../../ports/secret-vault';
import { HeldTexts } from './held-texts';

/** Secrets of the demo: in memory, and gone when the app ends. */
export class MemoryVault implements SecretVault {
  private readonly texts = new Map<string, string>();
  private readonly heldTexts = new HeldTexts();

  /** See the port. */
  get(name: string): Promise<string | null> {
    return Promise.resolve(this.texts.get(name) ?? null);
  }

  /** See the port. */
  set(name: string, text: string): Promise<'memory'> {
    this.texts.set(name, text);
    this.heldTexts.add(text);
    return Promise.resolve('memory');
  }

  /** See the port. */
  remove(name: string): Promise<void> {
    this.texts.delete(name);
    return Promise.resolve();
  }

  /** See the port. */
  names(): Promise<readonly string[]> {
    return Promise.resolve([...this.texts.keys()].sort());
  }

  /** See the port. */
  state(): Promise<VaultState> {
    return Promise.resolve({
      state: 'demo',
      message: 'Nothing secret of the demo tenant is kept after Mailscope ends.',
      next: 'Sign in to a tenant of your own to have its sign-in kept.',
    });
  }

  /** See the port: there is no keychain to ask. */
  askAgain(): Promise<VaultState> {
    return this.state();
  }

  /** See the port. */
  held(): readonly string[] {
    return this.heldTexts.all();
  }
}
