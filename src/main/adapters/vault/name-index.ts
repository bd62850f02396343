import { join } from 'node:path';
import { z } from 'zod';
import type { KeptValue } from '../../ports/kept-value';
import { openKeptValue, type FileFormat } from '../files/versioned-file';

const indexSchema = z.object({
  /** Names under which something is kept. */
  names: z.array(z.string()),
  /** Names whose entries are out of date, and could not be removed while the keychain did not serve. */
  outdated: z.array(z.string()),
});

type Names = z.infer<typeof indexSchema>;

const FORMAT: FileFormat<Names> = { label: 'The list of kept secrets', version: 1, schema: indexSchema, migrations: {} };

/**
 * The names of what is kept: a keychain can be asked for a name, but not safely for all of them. Without this list everything
 * is still found by its name.
 */
export class NameIndex {
  private constructor(private readonly kept: KeptValue<Names>) {}

  /** Opens the list in the vault's folder. */
  static async open(folder: string, now: () => string, onNote: (note: string) => void): Promise<NameIndex> {
    const kept = await openKeptValue(join(folder, 'names.json'), FORMAT, { names: [], outdated: [] }, now);
    if (kept.note !== null) onNote(kept.note);
    return new NameIndex(kept);
  }

  /** Names under which something is kept. */
  get names(): readonly string[] {
    return this.kept.current.names;
  }

  /** Names whose entries must not be used any more. */
  get outdated(): readonly string[] {
    return this.kept.current.outdated;
  }

  /** Something is kept under this name now. */
  keep(name: string): Promise<void> {
    return this.change([...without(this.names, name), name], without(this.outdated, name));
  }

  /** What the keychain has under this name is out of date. */
  outdate(name: string): Promise<void> {
    return this.change(without(this.names, name), [...without(this.outdated, name), name]);
  }

  /** Nothing is kept under this name any more. */
  forget(name: string): Promise<void> {
    return this.change(without(this.names, name), without(this.outdated, name));
  }

  private async change(names: readonly string[], outdated: readonly string[]): Promise<void> {
    const same = (left: readonly string[], right: readonly string[]): boolean =>
      [...left].sort().join('\n') === [...right].sort().join('\n');
    if (same(names, this.names) && same(outdated, this.outdated)) return;
    await this.kept.set({ names: [...names], outdated: [...outdated] });
  }
}

function without(names: readonly string[], name: string): readonly string[] {
  return names.filter((candidate) => candidate !== name);
}
