/** A keychain of the system, as far as it is used. Any of these can reject, and on Linux any of them may never settle. */
export interface Keychain {
  get(account: string): Promise<string | null>;
  set(account: string, value: string): Promise<void>;
  /** Answers whether there was something to remove. */
  remove(account: string): Promise<boolean>;
}

/** Brings the keychain's native code in; null where it cannot be loaded. */
export type LoadKeychain = () => Promise<Keychain | null>;
