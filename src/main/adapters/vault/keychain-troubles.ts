import type { VaultState } from '../../../shared/ipc/account-shapes';

/** Why a keychain does not serve. */
export type Trouble = Exclude<VaultState['state'], 'ready' | 'demo'>;

/**
 * What the keychains say, in the order in which it is tried.
 *
 * - libsecret, GLib and D-Bus: https://gnome.pages.gitlab.gnome.org/libsecret/ · https://dbus.freedesktop.org/doc/dbus-specification.html
 * - macOS: https://developer.apple.com/documentation/security/security-framework-result-codes
 * - Windows: https://learn.microsoft.com/windows/win32/api/wincred/nf-wincred-credwritew
 */
const SAID: readonly (readonly [RegExp, Trouble])[] = [
  [/locked collection|is locked|prompt(ing)? was dismissed|user interaction is not allowed/i, 'locked'],
  [/could not connect|cannot autolaunch|cannot spawn|error spawning|no such file|connection (is )?closed|not connected/i, 'absent'],
  [/not provided by any|serviceunknown|namehasnoowner|does not exist at path|no such interface|unknownmethod/i, 'absent'],
  [/default keychain could not be found|keychain could not be found|no keychain is available/i, 'absent'],
  [/logon session does not exist|service cannot be started|remote procedure call/i, 'absent'],
  [/timeout was reached|timed out|noreply|did not receive a reply/i, 'silent'],
];

/** What an error of a keychain means. Whatever nobody foresaw is a refusal: the keychain is there, and does not serve. */
export function troubleOf(error: unknown): Trouble {
  const message = error instanceof Error ? error.message : '';
  return SAID.find(([pattern]) => pattern.test(message))?.[1] ?? 'denied';
}

const UNTIL_THEN = 'until then you sign in again after each start';
const ASK = 'ask it again in Settings under Privacy';

const NEXT: Readonly<Record<Trouble, string>> = {
  absent: `Set up a keychain (on Linux gnome-keyring or KWallet) and start Mailscope again; ${UNTIL_THEN}.`,
  locked: `Unlock the keychain, then ${ASK}; ${UNTIL_THEN}.`,
  silent: `Look for a window that asks for the keychain’s password, then ${ASK}; ${UNTIL_THEN}.`,
  denied: `Allow Mailscope in the keychain’s own settings, then ${ASK}; ${UNTIL_THEN}.`,
};

const MESSAGE: Readonly<Record<Trouble, string>> = {
  absent: 'There is no keychain on this machine that Mailscope can use, so nothing secret is kept after it ends.',
  locked: 'The keychain is locked, so nothing secret is kept after Mailscope ends.',
  silent: 'The keychain does not answer, so nothing secret is kept after Mailscope ends.',
  denied: 'The keychain does not let Mailscope in, so nothing secret is kept after it ends.',
};

/** What is said of a vault. */
export function vaultStateOf(trouble: Trouble | null): VaultState {
  if (trouble === null) return { state: 'ready', message: null, next: null };
  return { state: trouble, message: MESSAGE[trouble], next: NEXT[trouble] };
}
