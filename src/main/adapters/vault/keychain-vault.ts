import type { VaultState } from '../../../shared/ipc/account-shapes';
import type { ClockPort } from '../../ports/clock';
import type { SecretVault } from '../../ports/secret-vault';
import { HeldTexts } from './held-texts';
import type { LoadKeychain } from './keychain';
import { KeychainLine, type Reply, type StartTimer } from './keychain-line';
import { vaultStateOf, type Trouble } from './keychain-troubles';
import { NameIndex } from './name-index';
import { SealedFiles } from './sealed-files';
import { newKey } from './sealed-text';

/** How long a call of the keychain may take: somebody may be typing its password. */
export const KEYCHAIN_TIME_LIMIT = 60_000;

/** What is longer, in bytes of UTF-8, goes into a file: an entry of the Windows Credential Manager ends at 2,560 bytes. */
const LARGEST_ENTRY = 1024;

/** An entry without a secret. Writing it tells a locked keychain, which answers a read as if there were nothing. */
const CHECK = 'mailscope-check';
const TEXT = 'text:';
const KEY = 'file:';

/** What the vault works with. */
export interface KeychainVaultOptions {
  /** Where the encrypted files lie. */
  readonly folder: string;
  readonly clock: Pick<ClockPort, 'now'>;
  readonly load: LoadKeychain;
  /** A sentence for the user: something that was kept could not be used. */
  readonly onNote?: (note: string) => void;
  readonly timeLimit?: number;
  readonly startTimer?: StartTimer;
}

/**
 * Secrets in the system's keychain, large ones as encrypted files whose keys are there. Where the keychain does not serve,
 * everything stays in memory until somebody asks for the keychain again, and nothing is ever written in clear.
 */
export class KeychainVault implements SecretVault {
  private readonly texts = new Map<string, string>();
  private readonly unkept = new Set<string>();
  private readonly untouchable = new Set<string>();
  private readonly heldTexts = new HeldTexts();
  private readonly line: KeychainLine;
  private readonly files: SealedFiles;
  private readonly onNote: (note: string) => void;
  private index: Promise<NameIndex> | null = null;
  private last: Promise<unknown> = Promise.resolve();
  private trouble: Trouble | null = null;
  private asked = false;

  constructor(private readonly options: KeychainVaultOptions) {
    this.line = new KeychainLine(options.load, options.timeLimit ?? KEYCHAIN_TIME_LIMIT, options.startTimer);
    this.files = new SealedFiles(options.folder, () => options.clock.now());
    this.onNote = options.onNote ?? (() => undefined);
  }

  /** Whether a call of the keychain never came back. Such a process hangs when it ends in an orderly way: it has to be killed. */
  get stuck(): boolean {
    return this.line.stuck;
  }

  /** See the port. What was read once is not read again: this process alone writes it. */
  async get(name: string): Promise<string | null> {
    return this.texts.get(name) ?? this.inTurn(() => this.read(name));
  }

  /** See the port. */
  set(name: string, text: string): Promise<'kept' | 'memory'> {
    this.texts.set(name, text);
    this.heldTexts.add(text);
    return this.inTurn(async () => {
      // Replaced while it waited for its turn: the newest counts. Removed: it is gone.
      const newest = this.texts.get(name);
      if (newest === undefined) return 'memory';
      if (!this.untouchable.has(name) && (await this.serves()) && (await this.store(name, newest))) return 'kept';
      await this.keepInMemory(name);
      return 'memory';
    });
  }

  /** See the port. The file goes at once, whatever the keychain says: its key alone is of no use. */
  remove(name: string): Promise<void> {
    this.texts.delete(name);
    this.unkept.delete(name);
    return this.inTurn(async () => {
      await this.files.remove(name);
      this.untouchable.delete(name);
      const index = await this.openIndex();
      if ((await this.serves()) && (await this.removeEntry(name, index))) await index.forget(name);
      else await index.outdate(name);
    });
  }

  /** See the port. */
  async names(): Promise<readonly string[]> {
    const index = await this.openIndex();
    return [...new Set([...index.names, ...this.texts.keys()])].sort();
  }

  /** See the port. */
  async state(): Promise<VaultState> {
    if (!this.asked) await this.inTurn(() => this.serves());
    return vaultStateOf(this.trouble);
  }

  /** See the port. */
  async askAgain(): Promise<VaultState> {
    // Not in turn: whoever needs a secret meanwhile is served from memory at once.
    if (await this.line.free()) await this.check();
    else this.trouble = 'silent';
    await this.inTurn(() => this.catchUp());
    return vaultStateOf(this.trouble);
  }

  /** See the port. */
  held(): readonly string[] {
    return this.heldTexts.all();
  }

  private async read(name: string): Promise<string | null> {
    const known = this.texts.get(name);
    if (known !== undefined) return known;
    const index = await this.openIndex();
    if (!(await this.serves()) || index.outdated.includes(name)) return null;
    const entry = this.value(await this.line.call((keychain) => keychain.get(name)));
    // Somebody who closes the window that asks for the password gets the answer of an empty keychain.
    if (entry === null && index.names.includes(name)) await this.check();
    const text = entry === null ? null : await this.open(name, entry);
    if (text === null) return null;
    this.texts.set(name, text);
    this.heldTexts.add(text);
    return text;
  }

  private async open(name: string, entry: string): Promise<string | null> {
    if (entry.startsWith(TEXT)) return entry.slice(TEXT.length);
    const key = keyIn(entry);
    if (!key) return null;
    const content = await this.files.read(name, key);
    if (content.kind === 'text') return content.text;
    if (content.kind === 'unusable') this.untouchable.add(name);
    if (content.kind !== 'absent') this.onNote(content.note);
    return null;
  }

  private async store(name: string, text: string): Promise<boolean> {
    // A keychain takes a text up to its first NUL.
    const small = Buffer.byteLength(text) <= LARGEST_ENTRY && !text.includes('\0');
    if (!(await (small ? this.storeEntry(name, TEXT + text) : this.storeFile(name, text)))) return false;
    if (small) await this.files.remove(name);
    this.unkept.delete(name);
    await (await this.openIndex()).keep(name);
    return true;
  }

  /** The file before its key: until the key is there, what was kept before still counts. */
  private async storeFile(name: string, text: string): Promise<boolean> {
    const entry = this.value(await this.line.call((keychain) => keychain.get(name)));
    if (this.trouble !== null) return false;
    const known = entry === null ? null : keyIn(entry);
    const key = known ?? newKey();
    if (!(await this.files.write(name, text, key))) {
      this.onNote('A secret could not be written to the data folder of Mailscope, so it is not kept after Mailscope ends.');
      return false;
    }
    return known !== null || this.storeEntry(name, KEY + key.toString('base64'));
  }

  private async storeEntry(name: string, value: string): Promise<boolean> {
    this.value(await this.line.call((keychain) => keychain.set(name, value)));
    return this.trouble === null;
  }

  private async removeEntry(name: string, index: NameIndex): Promise<boolean> {
    const removed = this.value(await this.line.call((keychain) => keychain.remove(name)));
    if (removed === false && index.names.includes(name)) await this.check();
    return this.trouble === null;
  }

  /** An older text must not come back at the next start: an account that was signed out, for instance. */
  private async keepInMemory(name: string): Promise<void> {
    this.unkept.add(name);
    if (this.untouchable.has(name)) return;
    await this.files.remove(name);
    await (await this.openIndex()).outdate(name);
  }

  private async serves(): Promise<boolean> {
    if (!this.asked) {
      await this.check();
      await this.catchUp();
    }
    return this.trouble === null;
  }

  private async check(): Promise<void> {
    const reply = await this.line.call((keychain) => keychain.set(CHECK, TEXT));
    this.asked = true;
    this.trouble = reply.kind === 'trouble' ? reply.trouble : null;
  }

  /** Removes what is out of date, and keeps what is in memory only, as far as the keychain serves. */
  private async catchUp(): Promise<void> {
    const index = await this.openIndex();
    for (const name of index.outdated) {
      if (this.trouble !== null) return;
      await this.files.remove(name);
      if (await this.removeEntry(name, index)) await index.forget(name);
    }
    for (const name of [...this.unkept]) {
      if (this.trouble !== null) return;
      const text = this.texts.get(name);
      if (text !== undefined && !this.untouchable.has(name)) await this.store(name, text);
    }
  }

  private value<T>(reply: Reply<T>): T | null {
    if (reply.kind === 'done') return reply.value;
    this.trouble = reply.trouble;
    return null;
  }

  private openIndex(): Promise<NameIndex> {
    this.index ??= NameIndex.open(this.options.folder, () => this.options.clock.now(), this.onNote);
    return this.index;
  }

  private inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const turn = this.last.then(operation);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function keyIn(entry: string): Buffer | null {
  if (!entry.startsWith(KEY)) return null;
  const key = Buffer.from(entry.slice(KEY.length), 'base64');
  return key.length === 32 ? key : null;
}
