import { matchesAll, valueAt } from './match';
import type { Look } from './plan.schema';

/** What a look came to. */
export interface LookResult {
  readonly holds: boolean;
  /** The objects that are as asked for, in the order in which they were read. */
  readonly found: readonly Readonly<Record<string, unknown>>[];
  /** What was seen, as a sentence. */
  readonly saw: string;
}

type Item = Readonly<Record<string, unknown>>;

/** Whether a look holds, given the objects that its read brought. */
export function judgeLook(look: Look, objects: readonly unknown[]): LookResult {
  const items = itemsOf(look, objects);
  const found = items.filter((item) => matchesAll(item, look.where));
  const holds = look.expect === 'some' ? found.length > 0 : found.length === 0;
  return { holds, found, saw: holds ? look.says : whatWasSeen(look, items.length, found) };
}

/** What the outputs of a step are, taken from the object that was found; null where the object lacks one. */
export function readOutputs(names: Readonly<Record<string, string>>, object: Item | null): Readonly<Record<string, string>> | null {
  const outputs: Record<string, string> = {};
  for (const [name, property] of Object.entries(names)) {
    const value = valueAt(object, property);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
    outputs[name] = String(value);
  }
  return outputs;
}

/** The objects that are looked through: those that were read, or the items of a list in each of them. */
function itemsOf({ each }: Look, objects: readonly unknown[]): readonly Item[] {
  const items = each === null ? objects : objects.flatMap((object) => listAt(object, each));
  return items.filter((item): item is Item => typeof item === 'object' && item !== null && !Array.isArray(item));
}

function listAt(object: unknown, name: string): readonly unknown[] {
  const value = valueAt(object, name);
  return Array.isArray(value) ? value : [];
}

/** One sentence about why it is not so; `says` is what it would be. */
function whatWasSeen({ expect, says }: Look, looked: number, found: readonly Item[]): string {
  const wanted = says.replace(/[.\s]+$/, '');
  if (expect === 'none') {
    const names = found.slice(0, 3).flatMap((item) => nameOf(item));
    const more = found.length > names.length ? ` and ${String(found.length - names.length)} more` : '';
    if (names.length === 0) return `Not so: “${wanted}”. ${String(found.length)} found.`;
    // A name may end in a full stop of its own.
    return `Not so: “${wanted}”. Found: ${`${names.join(', ')}${more}`.replace(/\.$/, '')}.`;
  }
  if (looked === 0) return `Not so: “${wanted}”. Nothing was found.`;
  return `Not so: “${wanted}”. ${looked === 1 ? 'What was found is otherwise.' : `None of the ${String(looked)} found is so.`}`;
}

const NAMES = ['displayName', 'DisplayName', 'Name', 'Identity', 'userPrincipalName', 'User', 'Trustee', 'id', 'keyId'];

function nameOf(item: Item): readonly string[] {
  const name = NAMES.map((property) => item[property]).find((value): value is string => typeof value === 'string' && value.trim() !== '');
  return name === undefined ? [] : [name.length > 120 ? `${name.slice(0, 120)}…` : name];
}
