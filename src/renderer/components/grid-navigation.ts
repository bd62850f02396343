/** Where a key takes one in a list of `total` rows; null for keys that do not move. */
export function moveIndex(key: string, from: number, total: number, page: number): number | null {
  if (total === 0) return null;
  const clamp = (index: number): number => Math.min(total - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(from + 1);
    case 'ArrowUp':
      return clamp(from < 0 ? 0 : from - 1);
    case 'PageDown':
      return clamp(Math.max(0, from) + page);
    case 'PageUp':
      return clamp(from - page);
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    default:
      return null;
  }
}

/** What a column needs to know about its room. */
export interface FittingColumn {
  readonly width: number;
  readonly rank?: number;
}

const GAP = 0.75;
const PADDING = 2.5;

/** The width (in rem) that columns take, with the gaps between and the padding around them. */
export function widthNeeded(columns: readonly FittingColumn[]): number {
  return PADDING + columns.reduce((sum, column) => sum + column.width + GAP, -GAP);
}

/** The columns that fit into a width (in rem), in their order. Those with the highest rank leave first; rank 0 (the default) always stays. */
export function columnsThatFit<Column extends FittingColumn>(columns: readonly Column[], width: number): readonly Column[] {
  if (width <= 0) return columns;
  let kept = [...columns];
  while (widthNeeded(kept) > width) {
    const ranked = kept.filter((column) => (column.rank ?? 0) > 0);
    if (ranked.length === 0) break;
    const worst = ranked.reduce((left, right) => ((right.rank ?? 0) >= (left.rank ?? 0) ? right : left));
    kept = kept.filter((column) => column !== worst);
  }
  return kept;
}
