import { exportScript } from '../shared/domain/plan/script/export-script';
import { instructionsDocument, instructionsOf } from '../shared/report/plan-instructions';
import { renderHtml } from '../shared/report/render-html';
import type { PlanTexts } from './services/plan-drafts';

/** The texts that a plan can be read as, by this version. */
export function planTexts(productVersion: string): PlanTexts {
  return {
    script: (plan, step, outputs) => exportScript({ plan, productVersion, outputs, ...(step === null ? {} : { steps: [step] }) }),
    instructions: (plan, step) => instructionsOf(plan, step === null ? undefined : [step]),
    page: (plan, step) => [...renderHtml(instructionsDocument(plan, step === null ? undefined : [step]))].join(''),
  };
}
