import type { GroupSize } from '../data/list-pages';

/** A group of consecutive rows, told apart from others by more than its label. */
export interface RowGroup extends GroupSize {
  readonly id: string;
}

/** A line of a grouped list: the head of a group, or a row by its index in the list. */
export type ListLine = { readonly kind: 'group'; readonly group: GroupSize } | { readonly kind: 'row'; readonly index: number };

/** Usable groups only: they must account for every row, otherwise the list is shown without. */
export function usableGroups(groups: readonly GroupSize[] | undefined, total: number): readonly GroupSize[] {
  const filled = (groups ?? []).filter((group) => group.count > 0);
  const sum = filled.reduce((count, group) => count + group.count, 0);
  return sum === total ? filled : [];
}

/** What stands on a line of the list. */
export function lineAt(line: number, groups: readonly GroupSize[]): ListLine {
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
export function lineOfRow(index: number, groups: readonly GroupSize[]): number {
  let rowsBefore = 0;
  let heads = 0;
  for (const group of groups) {
    heads += 1;
    rowsBefore += group.count;
    if (index < rowsBefore) break;
  }
  return index + heads;
}

/** The group in which a row stands, or null in a list without groups. */
export function groupOfRow(index: number, groups: readonly GroupSize[]): GroupSize | null {
  let rowsBefore = 0;
  for (const group of groups) {
    rowsBefore += group.count;
    if (index < rowsBefore) return group;
  }
  return null;
}
