import { Button } from '@fluentui/react-components';
import { PageSection } from '../../components/page';
import { formatNumber } from '../../format/format';
import { showPlan, unfinishedPlans } from './plan-actions';
import { usePlansStore } from './plans-store';
import { RunMark } from './state-mark';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

/** Changes that were begun and are not over, everywhere or in one tenant. Nothing where there are none. */
export function UnfinishedPlans({ tenantId = null }: { readonly tenantId?: string | null }): React.JSX.Element | null {
  const all = usePlansStore((state) => state.plans);
  const plans = unfinishedPlans(all).filter((plan) => tenantId === null || plan.tenant.id === tenantId);
  if (plans.length === 0) return null;
  return (
    <PageSection title={strings.unfinishedTitle} note={strings.unfinishedText}>
      <ul className={styles.unfinished}>
        {plans.map((plan) => (
          <li key={plan.planId} className={styles.unfinishedItem}>
            <span className={styles.unfinishedName}>{plan.title}</span>
            <span>{plan.tenant.displayName}</span>
            <RunMark state={plan.state} />
            <span className={styles.faint}>
              {strings.stepsDone(formatNumber(plan.stepsDone), formatNumber(plan.stepsTotal))}
              {plan.standsAt !== null && ` · ${plan.standsAt}`}
            </span>
            <Button
              size="small"
              appearance="primary"
              className={styles.unfinishedOpen}
              aria-label={strings.openNamed(plan.title)}
              onClick={() => showPlan(plan.planId)}
            >
              {strings.open}
            </Button>
          </li>
        ))}
      </ul>
    </PageSection>
  );
}
