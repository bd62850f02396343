import type { ReactNode } from 'react';
import styles from './settings.module.css';

interface SettingsBlockProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}

/** A titled part of a section of the settings. */
export function SettingsBlock({ title, text, children }: SettingsBlockProps): React.JSX.Element {
  return (
    <section className={styles.block} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {children}
    </section>
  );
}
