/** One measured figure: what, how much, and the goal it is held against, where there is one. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | '×' | 'requests';
  readonly goal?: number;
}

/** Bytes as decimal megabytes. */
export function megabytes(bytes: number): number {
  return bytes / 1_000_000;
}

function shown(value: number, unit: Figure['unit']): string {
  if (unit === 'requests') return `${Math.round(value)} ${unit}`;
  const digits = unit === '×' || value < 10 ? 2 : value < 100 ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`;
}

/** The figures as a table of text. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, goal }) => [
    name,
    shown(value, unit),
    goal === undefined ? '' : `≤ ${shown(goal, unit)}`,
    goal === undefined ? '' : value <= goal ? 'met' : 'missed',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([name = '', value = '', goal = '', met = '']) =>
      `${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${goal.padStart(widths[2] ?? 0)}  ${met}`.trimEnd(),
    )
    .join('\n');
}
