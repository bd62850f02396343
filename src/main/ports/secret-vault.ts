import type { VaultState } from '../../shared/ipc/account-shapes';

/** Secrets at rest. Names are our own (`tokens/global`), values any text; what is large lies encrypted in a file whose key is in the keychain. */
export interface SecretVault {
  /** The text kept under a name; null where nothing is kept, or what was kept is damaged (it was set aside then). */
  get(name: string): Promise<string | null>;
  /** Keeps a text. `memory`: the keychain does not serve, so the text is forgotten when the app ends; never in clear on disk. */
  set(name: string, text: string): Promise<'kept' | 'memory'>;
  /** Forgets a text, wherever it is kept. */
  remove(name: string): Promise<void>;
  /** Names of what is kept. */
  names(): Promise<readonly string[]>;
  /** Whether the keychain serves; asking never blocks for longer than its time limit. */
  state(): Promise<VaultState>;
  /** Asks a keychain again that did not serve; when it does now, what was in memory is kept. */
  askAgain(): Promise<VaultState>;
  /** Every text it has handed out or taken in, for the redaction of logs. */
  held(): readonly string[];
}
