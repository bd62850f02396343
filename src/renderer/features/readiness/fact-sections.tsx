import type { Readiness } from '../../../shared/ipc/readiness-shapes';
import { PlainTable } from '../../components/plain-table';
import { sectionState } from './readiness-view';
import { StateMark } from './state-mark';
import { readinessStrings as strings } from './strings';
import styles from './readiness.module.css';

/** What was measured, by sections. One in which something is missing stands open. */
export function FactSections({ sections }: Pick<Readiness, 'sections'>): React.JSX.Element {
  return (
    <>
      {sections.map(({ id, facts }) => {
        const state = sectionState(facts);
        return (
          <details key={id} className={styles.section} open={state === 'missing'} data-section={id}>
            <summary className={styles.summary}>
              <span className={styles.sectionName}>{strings.sections[id]}</span>
              <StateMark state={state} />
            </summary>
            <PlainTable heads={[strings.columnFact, strings.columnState, strings.columnValue]}>
              {facts.map((fact) => (
                <tr key={fact.id} data-fact={fact.id}>
                  <td className={styles.factName}>{fact.label}</td>
                  <td className={styles.factState}>
                    <StateMark state={fact.state} />
                  </td>
                  <td>
                    {fact.value}
                    {fact.detail && <div className={styles.detail}>{fact.detail}</div>}
                  </td>
                </tr>
              ))}
            </PlainTable>
          </details>
        );
      })}
    </>
  );
}
