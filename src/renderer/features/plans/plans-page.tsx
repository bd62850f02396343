import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Page, PageBody, PageHeader, PageSection, TextLink } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { EmptyState, LoadingState } from '../../components/states';
import { formatExact, formatMoment, formatNumber } from '../../format/format';
import { planPath } from '../../routing/routes';
import { discardPlan } from './plan-actions';
import type { PlanSummary } from './plan-api';
import { isEnded, isUnfinished } from './plan-states';
import { usePlansStore } from './plans-store';
import { RunMark } from './state-mark';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

/** Which changes are under way, and which were made? */
export function PlansPage(): React.JSX.Element {
  const plans = usePlansStore((state) => state.plans);
  const notes = usePlansStore((state) => state.notes);
  const [discarding, setDiscarding] = useState<PlanSummary | null>(null);
  const part = (title: string, matches: (plan: PlanSummary) => boolean): React.JSX.Element | null => {
    const found = (plans ?? []).filter(matches);
    return found.length === 0 ? null : (
      <PageSection title={title}>
        <PlanTable plans={found} onDiscard={setDiscarding} />
      </PageSection>
    );
  };
  return (
    <Page>
      <PageHeader title={strings.plans} count={plans === null ? undefined : formatNumber(plans.length)} />
      {plans === null && <LoadingState />}
      {plans?.length === 0 && <EmptyState title={strings.plansNoneTitle} text={strings.plansNone} />}
      {plans !== null && plans.length > 0 && (
        <PageBody label={strings.plans}>
          <p className={styles.text}>{strings.plansLead}</p>
          {notes.map((note) => (
            <p key={note} className={styles.text}>
              {note}
            </p>
          ))}
          {part(strings.plansUnfinished, (plan) => isUnfinished(plan.state))}
          {part(strings.plansDrafts, (plan) => plan.state === 'draft')}
          {part(strings.plansEnded, (plan) => isEnded(plan.state))}
        </PageBody>
      )}
      {discarding && (
        <ConfirmDialog
          title={strings.discardTitle}
          action={strings.discardAction}
          dismiss={strings.keep}
          onConfirm={() => void discardPlan(discarding.planId)}
          onClose={() => setDiscarding(null)}
        >
          {discarding.state === 'draft' ? strings.discardDraft(discarding.title) : strings.discardEnded(discarding.title)}
        </ConfirmDialog>
      )}
    </Page>
  );
}

interface PlanTableProps {
  readonly plans: readonly PlanSummary[];
  readonly onDiscard: (plan: PlanSummary) => void;
}

function PlanTable({ plans, onDiscard }: PlanTableProps): React.JSX.Element {
  return (
    <PlainTable
      heads={[
        strings.columnPlan,
        strings.columnTenant,
        strings.columnState,
        strings.columnStands,
        strings.columnUpdated,
        strings.columnActions,
      ]}
    >
      {plans.map((plan) => (
        <tr key={plan.planId}>
          <td>
            <TextLink href={`#${planPath(plan.planId)}`}>{plan.title}</TextLink>
          </td>
          <td>{plan.tenant.displayName}</td>
          <td>
            <RunMark state={plan.state} />
            <div className={styles.faint}>{strings.stepsDone(formatNumber(plan.stepsDone), formatNumber(plan.stepsTotal))}</div>
          </td>
          <td>{plan.standsAt ?? '–'}</td>
          <td>
            <time dateTime={plan.updatedAt} title={formatExact(plan.updatedAt)}>
              {formatMoment(plan.updatedAt)}
            </time>
          </td>
          <td>
            {!isUnfinished(plan.state) && (
              <Button size="small" aria-label={strings.discardNamed(plan.title)} onClick={() => onDiscard(plan)}>
                {strings.discard}
              </Button>
            )}
          </td>
        </tr>
      ))}
    </PlainTable>
  );
}
