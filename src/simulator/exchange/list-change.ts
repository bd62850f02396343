import type { ListChange } from './bind-parameters';
import { gave, type CmdletOutcome } from './cmdlet-errors';

/**
 * What becomes of a list of ids. `read` finds what a given name means. Adding what is there, or removing what is not, changes
 * nothing. https://learn.microsoft.com/exchange/modifying-multivalued-properties-exchange-2013-help
 */
export function changedList(
  change: ListChange,
  before: readonly string[],
  read: (name: string) => CmdletOutcome<string>,
): CmdletOutcome<readonly string[]> {
  if (change.kind === 'replace') {
    const values = readAll(change.values, read);
    return values.ok ? gave([...new Set(values.value)]) : values;
  }
  const added = readAll(change.add, read);
  if (!added.ok) return added;
  const removed = readAll(change.remove, read);
  if (!removed.ok) return removed;
  const gone = new Set(removed.value.map((id) => id.toLowerCase()));
  const kept = before.filter((id) => !gone.has(id.toLowerCase()));
  const held = new Set(kept.map((id) => id.toLowerCase()));
  return gave([...kept, ...new Set(added.value.filter((id) => !held.has(id.toLowerCase())))]);
}

function readAll(names: readonly string[], read: (name: string) => CmdletOutcome<string>): CmdletOutcome<readonly string[]> {
  const values: string[] = [];
  for (const name of names) {
    const value = read(name);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return gave(values);
}
