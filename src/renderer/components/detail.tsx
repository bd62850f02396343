import { Button, Tooltip } from '@fluentui/react-components';
import { ArrowLeftRegular, DismissRegular, FullScreenMaximizeRegular } from '@fluentui/react-icons';
import { useEffect, useRef, type ReactNode } from 'react';
import { componentStrings as strings } from './strings';
import styles from './detail.module.css';

interface DetailHeaderProps {
  readonly title: string;
  readonly pills?: ReactNode;
  readonly sentence?: ReactNode;
  /** What can be done about it. */
  readonly actions?: ReactNode;
  /** Beside a list (closes), or a page of its own (goes back to the list). */
  readonly full: boolean;
  readonly onClose: () => void;
  readonly onFull: () => void;
}

const isHidden = (element: Element | null): boolean => element !== null && getComputedStyle(element).visibility === 'hidden';

/** Whether a detail stands where its list is, for want of room beside it. */
function coversList(element: Element | null): boolean {
  const panel = element?.closest('[data-panel]');
  return isHidden(panel?.parentElement?.firstElementChild ?? null);
}

/** The head of a detail: name, state, one sentence; buttons to close it or to give it the whole page. */
export function DetailHeader({ title, pills, sentence, actions, full, onClose, onFull }: DetailHeaderProps): React.JSX.Element {
  const Heading = full ? 'h1' : 'h2';
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (full) document.title = `${title} – Mailscope`;
    // The list that had the focus is gone or covered: the keyboard goes on at the top of the detail.
    const lost = document.activeElement === document.body && (full || coversList(heading.current));
    if (lost || isHidden(document.activeElement)) heading.current?.focus();
  }, [full, title]);
  return (
    <header className={styles.head}>
      <div className={styles.titleRow}>
        {full && (
          <Tooltip content={strings.backToList} relationship="label">
            <Button size="small" appearance="subtle" icon={<ArrowLeftRegular />} onClick={onClose} />
          </Tooltip>
        )}
        <Heading ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </Heading>
        {!full && (
          <>
            <Tooltip content={strings.openFullPage} relationship="label">
              <Button size="small" appearance="subtle" icon={<FullScreenMaximizeRegular />} onClick={onFull} />
            </Tooltip>
            <Tooltip content={strings.closeDetail} relationship="label">
              <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onClose} />
            </Tooltip>
          </>
        )}
      </div>
      {pills && <div className={styles.pills}>{pills}</div>}
      {sentence && <p className={styles.sentence}>{sentence}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}

/** The frame of a detail. */
export function Detail({ label, children }: { readonly label: string; readonly children: ReactNode }): React.JSX.Element {
  return (
    <section className={styles.detail} aria-label={label}>
      {children}
    </section>
  );
}

/** The scrolling body of a detail; focusable so that the keyboard can scroll it. */
export function DetailBody({ label, children }: { readonly label: string; readonly children: ReactNode }): React.JSX.Element {
  return (
    <div className={styles.body} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
