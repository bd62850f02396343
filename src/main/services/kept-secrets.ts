import { CLOUDS, CLOUD_IDS, QUICK_CLIENT_ID } from '../../shared/domain/clouds/clouds';
import { err, ok, type Result } from '../../shared/domain/result';
import type { VaultState } from '../../shared/ipc/account-shapes';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { ClockPort } from '../ports/clock';
import type { DesktopPort } from '../ports/desktop';
import type { SecretVault } from '../ports/secret-vault';

/** How long a copied secret stays on the clipboard. */
const SECONDS_ON_CLIPBOARD = 60;

const COPYABLE = 'secrets/';

/** As many as the contract carries. */
const MOST_LISTED = 1000;

/** Something that is kept, in words for people. */
export interface KeptSecret {
  readonly name: string;
  readonly label: string;
  readonly copyable: boolean;
}

/** What the service works with. */
export interface KeptSecretsParts {
  readonly vault: SecretVault;
  readonly desktop: Pick<DesktopPort, 'copyText' | 'readCopiedText' | 'clearCopied'>;
  readonly clock: Pick<ClockPort, 'sleep'>;
  /** What credentials that plans created are called, by their names. */
  readonly labels?: () => Promise<ReadonlyMap<string, string>>;
}

/** What the vault keeps: shown by name, forgotten on demand, and copied where a person needs it. Its texts never leave main. */
export class KeptSecrets {
  private copied: string | null = null;
  private copies = 0;

  constructor(private readonly parts: KeptSecretsParts) {}

  /** Lists what is kept, and says whether it outlives the app. */
  async list(): Promise<Result<{ state: VaultState; entries: KeptSecret[] }, Failure>> {
    const { vault } = this.parts;
    const [state, names, labels] = await Promise.all([vault.state(), vault.names(), this.parts.labels?.()]);
    const entries = names
      .slice(0, MOST_LISTED)
      .map((name) => ({ name, label: labels?.get(name) ?? labelOf(name), copyable: isCopyable(name) }));
    return ok({ state, entries });
  }

  /** Asks a keychain again that did not serve, and lists what is kept then. */
  async askAgain(): Promise<Result<{ state: VaultState; entries: KeptSecret[] }, Failure>> {
    await this.parts.vault.askAgain();
    return this.list();
  }

  /** Forgets one; what is forgotten already is no failure. */
  async forget(name: string): Promise<Result<{ done: true }, Failure>> {
    await this.parts.vault.remove(name);
    return ok({ done: true });
  }

  /** Puts one on the clipboard, for a minute at most: what somebody copies meanwhile stays. */
  async copy(name: string): Promise<Result<{ clearedAfterSeconds: number }, Failure>> {
    if (!isCopyable(name)) return err(failure('secret-not-copyable'));
    const text = await this.parts.vault.get(name);
    if (text === null) return err(failure('secret-unknown'));
    this.parts.desktop.copyText(text);
    this.copied = text;
    this.copies += 1;
    void this.clearLater(this.copies);
    return ok({ clearedAfterSeconds: SECONDS_ON_CLIPBOARD });
  }

  /** Takes a copied secret off the clipboard if it is still there: the minute is over, or the app ends. */
  async clearCopied(): Promise<void> {
    const { desktop } = this.parts;
    const copied = this.copied;
    this.copied = null;
    if (copied !== null && (await desktop.readCopiedText()) === copied) desktop.clearCopied();
  }

  private async clearLater(copy: number): Promise<void> {
    await this.parts.clock.sleep(SECONDS_ON_CLIPBOARD * 1000);
    // A later copy has a minute of its own.
    if (copy === this.copies) await this.clearCopied();
  }
}

function isCopyable(name: string): boolean {
  return name.startsWith(COPYABLE) && name.length > COPYABLE.length;
}

/** What a name says to a person. */
export function labelOf(name: string): string {
  const [kind, first = '', second = ''] = name.split('/');
  if (kind === 'tokens') {
    const cloud = CLOUD_IDS.find((id) => id === first);
    const place = cloud ? CLOUDS[cloud].name : first;
    return `Sign-ins: ${place}${clientWords(second)}`;
  }
  if (isCopyable(name)) return `Secret: ${name.slice(COPYABLE.length)}`;
  return `Kept for Mailscope: ${name}`;
}

function clientWords(clientId: string): string {
  if (clientId === '') return '';
  return clientId.toLowerCase() === QUICK_CLIENT_ID ? ', Microsoft Graph Command Line Tools' : `, app registration ${clientId}`;
}
