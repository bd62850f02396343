import type { Keychain } from './keychain';

/** The name under which the entries of this app stand in the keychain. */
export const KEYCHAIN_SERVICE = 'Mailscope';

/**
 * The keychain by keytar: Windows Credential Manager, macOS Keychain, Secret Service. Loaded when it is first needed: native
 * code that is missing must not keep the app from starting.
 *
 * `findCredentials` is left out on purpose: with a locked collection of the Secret Service it ends the whole process
 * (`secret_value_get_text: assertion 'value' failed`, then a segmentation fault).
 */
export async function loadKeytar(service: string = KEYCHAIN_SERVICE): Promise<Keychain | null> {
  try {
    const loaded = await import('keytar');
    const keytar = 'default' in loaded ? (loaded.default as typeof loaded) : loaded;
    return {
      get: (account) => keytar.getPassword(service, account),
      set: (account, value) => keytar.setPassword(service, account, value),
      remove: (account) => keytar.deletePassword(service, account),
    };
  } catch {
    return null;
  }
}
