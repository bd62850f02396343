import type { VaultState } from '../../../shared/ipc/account-shapes';
import type { SecretVault } from '../../ports/secret-vault';

const OF_DEMO = 'tokens/demo/';

/** Keeps what belongs to the demo tenant in memory, as that tenant ends with the app, and everything else in the keychain. */
export class DemoAwareVault implements SecretVault {
  constructor(
    private readonly kept: SecretVault,
    private readonly demo: SecretVault,
  ) {}

  /** See the port. Plans keep what they make in the demo tenant under the same names as elsewhere, with the demo. */
  async get(name: string): Promise<string | null> {
    return (await this.demo.get(name)) ?? (name.startsWith(OF_DEMO) ? null : this.kept.get(name));
  }

  /** See the port. */
  set(name: string, text: string): Promise<'kept' | 'memory'> {
    return (name.startsWith(OF_DEMO) ? this.demo : this.kept).set(name, text);
  }

  /** See the port. */
  async remove(name: string): Promise<void> {
    await this.demo.remove(name);
    if (!name.startsWith(OF_DEMO)) await this.kept.remove(name);
  }

  /** See the port. */
  async names(): Promise<readonly string[]> {
    const both = await Promise.all([this.kept.names(), this.demo.names()]);
    return both.flat().sort();
  }

  /** See the port: that of the keychain, as the demo needs none. */
  state(): Promise<VaultState> {
    return this.kept.state();
  }

  /** See the port. */
  askAgain(): Promise<VaultState> {
    return this.kept.askAgain();
  }

  /** See the port. */
  held(): readonly string[] {
    return [...this.kept.held(), ...this.demo.held()];
  }
}
