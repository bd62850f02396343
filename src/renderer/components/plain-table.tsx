import type { ReactNode } from 'react';
import styles from './plain-table.module.css';

interface PlainTableProps {
  /** Heads of columns from left to right; those of numbers stand at the end, as their numbers do. */
  readonly heads: readonly (string | { readonly number: string })[];
  /** The rows. */
  readonly children: ReactNode;
}

/** A table within a page: as long as its rows, nothing to sort or choose. */
export function PlainTable({ heads, children }: PlainTableProps): React.JSX.Element {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {heads.map((head) => {
            const isNumber = typeof head !== 'string';
            const text = isNumber ? head.number : head;
            return (
              <th key={text} scope="col" className={isNumber ? styles.number : undefined}>
                {text}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
