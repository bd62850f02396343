import { useEffect, type ReactNode } from 'react';
import styles from './page.module.css';

interface PageHeaderProps {
  readonly title: string;
  /** "17 of 41": beside the title, announced when it changes. */
  readonly count?: string;
  readonly aside?: ReactNode;
}

/** Title of a page, with what it counts. The window takes the title too. */
export function PageHeader({ title, count, aside }: PageHeaderProps): React.JSX.Element {
  useEffect(() => {
    document.title = `${title} – Mailscope`;
  }, [title]);
  return (
    <header className={styles.header}>
      <h1 className={styles.title}>{title}</h1>
      <span className={styles.count} role="status">
        {count}
      </span>
      {aside && <div className={styles.aside}>{aside}</div>}
    </header>
  );
}

/** A page that fills the content area; its parts scroll on their own. */
export function Page({ children }: { readonly children: ReactNode }): React.JSX.Element {
  return <div className={styles.page}>{children}</div>;
}

/** The scrolling part of a page that is text rather than a list. Focusable, so that the keyboard can scroll it. */
export function PageBody({ label, children }: { readonly label: string; readonly children: ReactNode }): React.JSX.Element {
  return (
    <div className={styles.scroll} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

interface PageSectionProps {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function PageSection({ title, note, children }: PageSectionProps): React.JSX.Element {
  return (
    <section className={styles.section}>
      <h2 className={styles.sectionTitle}>{title}</h2>
      {note && <p className={styles.sectionNote}>{note}</p>}
      {children}
    </section>
  );
}

/** Facts as term and description. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }): React.JSX.Element {
  return (
    <dl className={styles.facts}>
      {facts.map(([term, description]) => (
        <FactRow key={term} term={term} description={description} />
      ))}
    </dl>
  );
}

function FactRow({ term, description }: { readonly term: string; readonly description: ReactNode }): React.JSX.Element {
  return (
    <>
      <dt>{term}</dt>
      <dd>{description}</dd>
    </>
  );
}

interface TextLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Inside of running text a link is underlined, so that colour alone does not carry it. */
  readonly inText?: boolean;
  readonly title?: string;
}

/** A link within the app. `href` begins with `#`. */
export function TextLink({ href, children, inText = false, title }: TextLinkProps): React.JSX.Element {
  return (
    <a className={`${styles.link} ${inText ? styles.underlined : ''}`} href={href} title={title}>
      {children}
    </a>
  );
}
