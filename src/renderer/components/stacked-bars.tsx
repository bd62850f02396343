import styles from './stacked-bars.module.css';

/** One part of a bar: how many, and the list behind the number. */
export interface BarSegment {
  readonly kind: 'all' | 'some' | 'unknown';
  readonly value: number;
  readonly label: string;
  readonly href: string;
}

/** One bar. */
export interface BarRow {
  readonly id: string;
  readonly label: string;
  readonly figure: string;
  readonly segments: readonly BarSegment[];
}

interface StackedBarsProps {
  readonly label: string;
  readonly legend: readonly { readonly kind: BarSegment['kind']; readonly label: string }[];
  readonly rows: readonly BarRow[];
}

/** Horizontal stacked bars over a common scale; every part is a link to what it counts. */
export function StackedBars({ label, legend, rows }: StackedBarsProps): React.JSX.Element {
  const longest = Math.max(1, ...rows.map((row) => row.segments.reduce((sum, segment) => sum + segment.value, 0)));
  return (
    <div>
      <ul className={styles.legend} aria-hidden="true">
        {legend.map((entry) => (
          <li key={entry.kind}>
            <span className={`${styles.swatch} ${styles[entry.kind] ?? ''}`} />
            {entry.label}
          </li>
        ))}
      </ul>
      <ul className={styles.chart} aria-label={label}>
        {rows.map((row) => {
          const used = row.segments.reduce((sum, segment) => sum + segment.value, 0);
          return (
            <li key={row.id} className={styles.row}>
              <span className={styles.label}>{row.label}</span>
              <span className={styles.track}>
                {row.segments
                  .filter((segment) => segment.value > 0)
                  .map((segment) => (
                    <a
                      key={segment.kind}
                      className={`${styles.segment} ${styles[segment.kind] ?? ''}`}
                      href={segment.href}
                      style={{ flex: `${segment.value} 1 0` }}
                      aria-label={segment.label}
                      title={segment.label}
                    />
                  ))}
                {longest > used && <span className={styles.rest} style={{ flexGrow: longest - used }} />}
              </span>
              <span className={styles.figures}>{row.figure}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
