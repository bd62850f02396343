import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a planted text was found, and in which form. Never holds the text itself. */
export interface Find {
  /** Which of the planted texts, counted from 0. */
  readonly text: number;
  readonly form: string;
  readonly place: string;
}

/** Shorter texts would be found by chance. */
const SHORTEST = 8;
const PIECE = 4_000_000;

/**
 * The forms in which a text is looked for. Written apart from the product's own table, so that both cannot forget the same one.
 * Base64 is looked for wherever the text may begin within what was encoded as a whole.
 */
function formsOf(text: string): ReadonlyMap<string, string> {
  if (text.length < SHORTEST) throw new Error('a planted text needs at least 8 characters');
  const forms = new Map<string, string>([['raw', text]]);
  const add = (name: string, form: string): void => {
    if (form.length >= SHORTEST && ![...forms.values()].includes(form)) forms.set(name, form);
  };
  add('json', JSON.stringify(text).slice(1, -1));
  add('json twice', JSON.stringify(JSON.stringify(text)).slice(3, -3));
  add('url', encodeURIComponent(text));
  add(
    'url, small letters',
    encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  );
  add('form', new URLSearchParams({ a: text }).toString().slice(2));
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const bytes = Buffer.from(text, encoding);
    for (const before of [0, 1, 2]) {
      const whole = Buffer.concat([Buffer.alloc(before), bytes])
        .toString('base64')
        .replace(/=+$/, '');
      // The first and the last characters share their bits with the neighbours.
      const own = whole.slice([0, 2, 3][before], (before + bytes.length) % 3 === 0 ? undefined : -1);
      add(`base64 ${encoding} ${before}`, own);
      add(`base64url ${encoding} ${before}`, own.replaceAll('+', '-').replaceAll('/', '_'));
    }
  }
  add('hex', Buffer.from(text).toString('hex'));
  return forms;
}

/** Looks for planted texts: in every form, in files, processes and texts. Finds nothing is what a test hopes for. */
export class SecretHunt {
  private readonly needles: readonly { readonly text: number; readonly form: string; readonly bytes: Buffer }[];
  private readonly longest: number;

  constructor(planted: readonly string[]) {
    this.needles = planted.flatMap((text, index) => {
      const forms = [...formsOf(text)].map(([form, value]) => ({ text: index, form, bytes: Buffer.from(value) }));
      // As Windows programs and V8's two-byte strings hold it.
      return [...forms, { text: index, form: 'utf16', bytes: Buffer.from(text, 'utf16le') }];
    });
    this.longest = Math.max(...this.needles.map(({ bytes }) => bytes.length));
  }

  /** In a text: what a page shows, or a heap snapshot. */
  inText(text: string | Uint8Array, place: string): readonly Find[] {
    const bytes = typeof text === 'string' ? Buffer.from(text) : Buffer.from(text.buffer, text.byteOffset, text.byteLength);
    return this.needles.filter((needle) => bytes.includes(needle.bytes)).map(({ text: index, form }) => ({ text: index, form, place }));
  }

  /** In every file below a folder, and in the names of files and folders. `leaveOut` names paths that are not looked at. */
  inFolder(folder: string, leaveOut: (path: string) => boolean = () => false): readonly Find[] {
    const finds: Find[] = [];
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (leaveOut(path)) continue;
      finds.push(...this.inText(entry.name, `name of ${path}`));
      if (entry.isDirectory()) finds.push(...this.inFolder(path, leaveOut));
      else if (entry.isSymbolicLink()) finds.push(...this.inText(readlinkSync(path), path));
      else if (entry.isFile()) finds.push(...this.inFile(path));
    }
    return finds;
  }

  /** In the command lines and environments of a process and everything it has started (Linux). */
  inProcesses(root: number): readonly Find[] {
    return processTree(root).flatMap((id) =>
      ['cmdline', 'environ'].flatMap((what) => {
        const path = `/proc/${id}/${what}`;
        const content = readOrNull(path);
        return content === null ? [] : this.inText(content, path);
      }),
    );
  }

  private inFile(path: string): readonly Find[] {
    const found = new Map<string, Find>();
    const file = openSync(path, 'r');
    try {
      const piece = Buffer.alloc(PIECE + this.longest);
      let kept = 0;
      for (;;) {
        const count = readSync(file, piece, kept, PIECE, null);
        if (count === 0) break;
        for (const find of this.inText(piece.subarray(0, kept + count), path)) found.set(`${find.text} ${find.form}`, find);
        // What stands across two pieces is found with the second one.
        const tail = Math.min(this.longest, kept + count);
        piece.copyWithin(0, kept + count - tail, kept + count);
        kept = tail;
      }
    } finally {
      closeSync(file);
    }
    return [...found.values()];
  }
}

/** A process and everything it has started, directly or not (Linux). */
export function processTree(root: number): readonly number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = readOrNull(`/proc/${name}/stat`)?.toString() ?? '';
    // The name in brackets may hold anything, brackets too.
    const parent = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
    if (Number.isInteger(parent)) parents.set(Number(name), parent);
  }
  const tree = [root];
  for (const id of tree) for (const [child, parent] of parents) if (parent === id && !tree.includes(child)) tree.push(child);
  return tree.filter((id) => statSync(`/proc/${id}`, { throwIfNoEntry: false }) !== undefined);
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    // It ended meanwhile.
    return null;
  }
}
