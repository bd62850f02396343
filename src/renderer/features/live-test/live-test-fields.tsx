import { Checkbox, Field, Input, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { MailboxPicker } from '../plans/object-picker';
import { LIVE_OPERATIONS, PATIENCES, type LiveTestForm, type LiveTestProblem } from './live-test-form';
import { liveTestStrings as strings, OPERATION_WORDS } from './strings';
import styles from './live-test.module.css';

interface FieldsProps {
  readonly form: LiveTestForm;
  readonly problems: readonly LiveTestProblem[];
  readonly onChange: (changes: Partial<LiveTestForm>) => void;
}

/** With what the app signs in: a credential that is kept here, or one that is used once. */
export function CredentialFields({ form, problems, onChange }: FieldsProps): React.JSX.Element {
  const { state } = useAnswer('live-test-kept', (signal) => request(window.mailscope.vault.kept, {}, { signal }));
  const kept = state.status === 'ready' ? state.value.entries.filter((entry) => entry.copyable) : [];
  const missing = problems.includes('noCredential') ? strings.noCredential : undefined;
  return (
    <Field label={strings.credential}>
      <RadioGroup value={form.kind} onChange={(_, data) => onChange({ kind: data.value as LiveTestForm['kind'] })}>
        <Radio value="kept" label={strings.kept} />
        {form.kind === 'kept' && (
          <div className={styles.nested}>
            <Field validationMessage={missing} hint={state.status === 'ready' && kept.length === 0 ? strings.keptNone : undefined}>
              <Select aria-label={strings.kept} value={form.vaultName} onChange={(event) => onChange({ vaultName: event.target.value })}>
                <option value="">{strings.keptChoose}</option>
                {kept.map((entry) => (
                  <option key={entry.name} value={entry.name}>
                    {entry.label}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        )}
        <Radio value="secret" label={strings.secret} />
        {form.kind === 'secret' && (
          <div className={styles.nested}>
            <Field label={strings.secretLabel} hint={strings.secretHint} validationMessage={missing}>
              <Input type="password" autoComplete="off" value={form.secret} onChange={(_, data) => onChange({ secret: data.value })} />
            </Field>
          </div>
        )}
        <Radio value="certificate" label={strings.certificate} />
        {form.kind === 'certificate' && (
          <div className={styles.nested}>
            <Field
              label={strings.certificateLabel}
              hint={strings.certificateHint}
              validationMessage={problems.includes('badPem') ? strings.badPem : missing}
              className={styles.pem}
            >
              <Textarea
                value={form.pem}
                rows={5}
                resize="vertical"
                spellCheck={false}
                autoComplete="off"
                onChange={(_, data) => onChange({ pem: data.value })}
              />
            </Field>
          </div>
        )}
      </RadioGroup>
    </Field>
  );
}

/** What is tried, and for how long. */
export function OperationFields({ form, problems, onChange }: FieldsProps): React.JSX.Element {
  return (
    <>
      <Field
        label={strings.operations}
        validationMessage={problems.includes('noOperations') ? strings.noOperations : undefined}
        hint={form.operations.includes('mail.send') ? strings.sendWarning : undefined}
      >
        <div className={styles.checks} role="group" aria-label={strings.operations}>
          {LIVE_OPERATIONS.map((operation) => (
            <Checkbox
              key={operation}
              label={OPERATION_WORDS[operation]}
              checked={form.operations.includes(operation)}
              onChange={(_, data) =>
                onChange({
                  operations: LIVE_OPERATIONS.filter((one) => (one === operation ? data.checked === true : form.operations.includes(one))),
                })
              }
            />
          ))}
        </div>
      </Field>
      <Field label={strings.patience} hint={strings.patienceHint}>
        <Select value={String(form.patience)} onChange={(event) => onChange({ patience: Number(event.target.value) })}>
          {PATIENCES.map((seconds) => (
            <option key={seconds} value={seconds}>
              {patienceText(seconds)}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}

function patienceText(seconds: number): string {
  if (seconds === 0) return strings.patienceOnce;
  return seconds < 3_600 ? strings.patienceMinutes(seconds / 60) : strings.patienceHours(seconds / 3_600);
}

interface MailboxFieldsProps extends FieldsProps {
  readonly readingId: string;
}

/** The mailboxes that the app must reach, and those it must be refused at. */
export function MailboxFields({ form, problems, onChange, readingId }: MailboxFieldsProps): React.JSX.Element {
  return (
    <>
      <MailboxPicker
        readingId={readingId}
        label={strings.inside}
        hint={strings.insideHint}
        required={false}
        problem={problems.includes('noMailboxes') ? strings.noMailboxes : undefined}
        value={form.inside}
        several
        onChange={(inside) => onChange({ inside })}
      />
      <MailboxPicker
        readingId={readingId}
        label={strings.outside}
        hint={strings.outsideHint}
        required={false}
        problem={undefined}
        value={form.outside}
        several
        onChange={(outside) => onChange({ outside })}
      />
    </>
  );
}
