import type { SecretVault } from '../../../src/main/ports/secret-vault';
import type { VaultState } from '../../../src/shared/ipc/account-shapes';

/** A vault in memory that takes a moment for everything, as a keychain does. */
export class FakeVault implements SecretVault {
  readonly texts = new Map<string, string>();
  writes = 0;
  answers: VaultState = { state: 'ready', message: null, next: null };

  async get(name: string): Promise<string | null> {
    await moment();
    return this.texts.get(name) ?? null;
  }

  async set(name: string, text: string): Promise<'kept' | 'memory'> {
    await moment();
    this.writes += 1;
    this.texts.set(name, text);
    return 'kept';
  }

  async remove(name: string): Promise<void> {
    await moment();
    this.texts.delete(name);
  }

  names(): Promise<readonly string[]> {
    return Promise.resolve([...this.texts.keys()]);
  }

  state(): Promise<VaultState> {
    return Promise.resolve(this.answers);
  }

  askAgain(): Promise<VaultState> {
    return this.state();
  }

  held(): readonly string[] {
    return [...this.texts.values()];
  }
}

function moment(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
