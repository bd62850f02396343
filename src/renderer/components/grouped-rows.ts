/** A group of consecutive rows. */
export interface RowGroup {
  readonly id: string;
  readonly label: string;
  readonly count: number;
}

/** A line of a grouped list: the head of a group, or a row by its index in the list. */
export type ListLine = { readonly kind: 'group'; readonly group: RowGroup } | { readonly kind: 'row'; readonly index: number };

/** Usable groups only: they must account for every row, otherwise the list is shown without. */
export function usableGroups(groups: readonly RowGroup[] | undefined, total: number): readonly RowGroup[] {
  const filled = (groups ?? []).filter((group) => group.count > 0);
  const sum = filled.reduce((count, group) => count + group.count, 0);
  return sum === total ? filled : [];
}

/** What stands on a line of the list. */
export function lineAt(line: number, groups: readonly RowGroup[]): ListLine {
  if (groups.length === 0) return { kind: 'row', index: line };
  let first = 0;
  let rowsBefore = 0;
  for (const group of groups) {
    if (line === first) return { kind: 'group', group };
    if (line <= first + group.count) return { kind: 'row', index: rowsBefore + (line - first - 1) };
    first += group.count + 1;
    rowsBefore += group.count;
  }
  return { kind: 'row', index: rowsBefore };
}

/** The line on which a row stands. */
export function lineOfRow(index: number, groups: readonly RowGroup[]): number {
  let rowsBefore = 0;
  let heads = 0;
  for (const group of groups) {
    heads += 1;
    rowsBefore += group.count;
    if (index < rowsBefore) break;
  }
  return index + heads;
}
