import { useState } from 'react';
import { CredentialFields } from '../live-test/live-test-fields';
import { EMPTY_FORM, readCredential, type LiveTestForm } from '../live-test/live-test-form';
import { actOnPlan } from './plan-actions';
import { AskDialog, type StepDialogProps } from './step-dialogs';
import { planStrings as strings } from './strings';

/** Takes a credential of the app for the live test of a step. It is used for this test and forgotten. */
export function GiveCredentialDialog({ plan, step, onClose }: StepDialogProps): React.JSX.Element {
  const [form, setForm] = useState<LiveTestForm>({ ...EMPTY_FORM, kind: 'secret' });
  const credential = readCredential(form);
  const ready = typeof credential !== 'string';
  return (
    <AskDialog
      title={strings.giveCredentialTitle}
      text={step.why}
      action={strings.giveCredentialAction}
      ready={ready}
      onSend={() => {
        if (ready) void actOnPlan(plan.id, { action: 'retry', step: step.id, credential });
      }}
      onClose={onClose}
    >
      <CredentialFields form={form} problems={[]} onChange={(changes) => setForm((before) => ({ ...before, ...changes }))} />
    </AskDialog>
  );
}
