import { Button, Checkbox, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useFocusReturn } from '../../components/use-focus-return';
import { formatCount } from '../../format/format';
import type { PlanView } from './plan-api';
import { planStrings as strings } from './strings';
import styles from './plans.module.css';

/** What has to be confirmed before a plan runs: each sentence once, with the steps it stands for. */
export function confirmations(plan: Pick<PlanView, 'steps'>): readonly { readonly says: string; readonly steps: readonly string[] }[] {
  const bySentence = new Map<string, string[]>();
  for (const { confirm, id } of plan.steps) {
    if (confirm === null) continue;
    const known = bySentence.get(confirm);
    if (known) known.push(id);
    else bySentence.set(confirm, [id]);
  }
  return [...bySentence].map(([says, steps]) => ({ says, steps }));
}

interface RunDialogProps {
  readonly plan: PlanView;
  /** What the button says. */
  readonly action: string;
  readonly onRun: (confirmed: string[]) => void;
  readonly onClose: () => void;
}

/** Asks before a plan takes something away: where it runs, what it takes, and in so many words whatever a step wants confirmed. */
export function RunDialog({ plan, action, onRun, onClose }: RunDialogProps): React.JSX.Element {
  useFocusReturn();
  const asked = useMemo(() => confirmations(plan), [plan]);
  const [given, setGiven] = useState<readonly string[]>([]);
  // What is asked for in so many words below need not be said twice.
  const taking = plan.steps.filter((step) => step.destructive && step.confirm === null);
  const ready = asked.every(({ says }) => given.includes(says));
  const run = (): void => {
    onClose();
    onRun(asked.flatMap(({ steps }) => [...steps]));
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{strings.confirmTitle}</DialogTitle>
          <DialogContent>
            <p className={styles.text}>{strings.confirmTenant(formatCount(plan.steps.length, 'step', 'steps'), plan.tenant.displayName)}</p>
            {taking.length > 0 && (
              <>
                <p className={styles.text}>{strings.confirmTakes}</p>
                <ul className={styles.bullets}>
                  {taking.map((step) => (
                    <li key={step.id}>{step.title}</li>
                  ))}
                </ul>
              </>
            )}
            {asked.length > 0 && (
              <div role="group" aria-label={strings.confirmEach} className={styles.confirmations}>
                <p className={styles.text}>{strings.confirmEach}</p>
                {asked.map(({ says }) => (
                  <Checkbox
                    key={says}
                    label={says}
                    checked={given.includes(says)}
                    onChange={(_, data) => setGiven(data.checked === true ? [...given, says] : given.filter((other) => other !== says))}
                  />
                ))}
              </div>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{strings.notYet}</Button>
            <Button className={styles.nowrap} appearance="primary" disabledFocusable={!ready} onClick={() => ready && run()}>
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
