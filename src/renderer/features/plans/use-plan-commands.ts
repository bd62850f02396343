import { useMemo } from 'react';
import type { Place } from '../../routing/routes';
import { useCommands, type Command } from '../../shell/commands';
import { advanceDemoClock, exportPlan, showPlan, unfinishedPlans } from './plan-actions';
import { usePlansStore } from './plans-store';
import { planStrings as strings } from './strings';

const all: Command = {
  id: 'plans',
  title: strings.showPlans,
  keywords: 'changes resume unfinished undo journal',
  run: () => showPlan(null),
};

function ofPlan(planId: string): readonly Command[] {
  return [
    { id: 'plan-script', title: strings.exportScript, keywords: 'powershell save offline', run: () => void exportPlan(planId, 'script') },
    {
      id: 'plan-instructions',
      title: strings.instructions,
      keywords: 'by hand portal',
      run: () => void exportPlan(planId, 'instructions'),
    },
    { id: 'demo-clock', title: strings.clock, keywords: 'time wait', run: () => void advanceDemoClock() },
  ];
}

/** Offers the plans that are under way, and what can be done with the one on show. */
export function usePlanCommands(place: Place): void {
  const plans = usePlansStore((state) => state.plans);
  const planId = place.kind === 'plan' ? place.planId : null;
  const commands = useMemo(
    () => [
      ...(planId === null ? [] : ofPlan(planId)),
      all,
      ...unfinishedPlans(plans).map((plan): Command => ({
        id: `plan-${plan.planId}`,
        title: strings.openNamed(plan.title),
        keywords: 'plan resume',
        run: () => showPlan(plan.planId),
      })),
    ],
    [plans, planId],
  );
  useCommands('plans', commands);
}
