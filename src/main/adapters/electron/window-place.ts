/** Where a window stands; without a position the system chooses one. */
export interface Bounds {
  readonly x: number | null;
  readonly y: number | null;
  readonly width: number;
  readonly height: number;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest window in which every view can be used. */
export const SMALLEST = { width: 960, height: 600 } as const;

/** So much of the title bar must be on a screen for a window to be caught with the mouse. */
const GRIP = { width: 120, height: 40 };

/** The place for a window: the kept one, cut to the screen it is on; without its position where that screen is gone. */
export function placeWindow(kept: Bounds, areas: readonly Area[]): { width: number; height: number; x?: number; y?: number } {
  const { x, y } = kept;
  const home = x === null || y === null ? undefined : areas.find((area) => isCaught(x, y, Math.max(kept.width, SMALLEST.width), area));
  const widest = Math.max(SMALLEST.width, ...areas.map((area) => area.width));
  const highest = Math.max(SMALLEST.height, ...areas.map((area) => area.height));
  const width = Math.min(Math.max(kept.width, SMALLEST.width), home?.width ?? widest);
  const height = Math.min(Math.max(kept.height, SMALLEST.height), home?.height ?? highest);
  return home && x !== null && y !== null ? { width, height, x, y } : { width, height };
}

function isCaught(x: number, y: number, width: number, area: Area): boolean {
  const visible = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return visible >= GRIP.width && y >= area.y && y + GRIP.height <= area.y + area.height;
}
