import { useEffect, useRef } from 'react';
import { formatExact, formatTime } from '../../format/format';
import type { PlanRun, PlanView } from './plan-api';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

/** What has happened to a plan, latest last; it stays at its end while somebody reads there. */
export function Journal({ plan, run }: { readonly plan: PlanView; readonly run: PlanRun }): React.JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const { journal } = run;
  useEffect(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, [journal.length]);
  const titles = new Map(plan.steps.map((step) => [step.id, step.title]));
  return (
    <section className={styles.journal}>
      <h2 className={styles.journalTitle}>{strings.journal}</h2>
      <div ref={box} className={styles.journalLines} role="log" aria-label={strings.journalLabel} tabIndex={0}>
        {journal.length === 0 ? (
          <p className={styles.faint}>{strings.journalEmpty}</p>
        ) : (
          journal.map((line, index) => (
            <p key={`${line.at}:${index}`} className={styles.journalLine}>
              <time dateTime={line.at} title={formatExact(line.at)} className={styles.faint}>
                {formatTime(line.at)}
              </time>
              <span>
                {line.step !== null && <strong>{titles.get(line.step) ?? line.step}: </strong>}
                {line.says}
              </span>
            </p>
          ))
        )}
      </div>
    </section>
  );
}
