/** What the frame keeps from one start to the next. */
export interface SavedViews {
  readonly splits: Readonly<Record<string, number>>;
  readonly railCollapsed: boolean;
}

/** The kept state as text. */
export function writeViews(views: SavedViews): string {
  return JSON.stringify(views);
}

/** Reads the kept state; whatever does not look like it is left out, and null stands for nothing of use. */
export function readViews(text: string | null): SavedViews | null {
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { splits, railCollapsed } = value as { splits?: unknown; railCollapsed?: unknown };
  const sizes: Record<string, number> = {};
  if (typeof splits === 'object' && splits !== null) {
    for (const [id, size] of Object.entries(splits)) {
      if (typeof size === 'number' && size >= 15 && size <= 85) sizes[id] = size;
    }
  }
  return { splits: sizes, railCollapsed: railCollapsed === true };
}
