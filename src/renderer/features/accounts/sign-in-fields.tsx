import { Checkbox, Field, Input, Link, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { CLOUDS, type CloudId } from '../../../shared/domain/clouds/clouds';
import type { OwnClient } from '../../../shared/ipc/account-shapes';
import { navigate } from '../../routing/hash-location';
import { registrationPath, settingsPath } from '../../routing/routes';
import { closeAccountDialog } from './sign-in-actions';
import { ownClientOf, withCloud, type FormProblem, type SignInForm } from './sign-in-form';
import { accountStrings as strings } from './strings';
import styles from './accounts.module.css';

interface SignInFieldsProps {
  readonly form: SignInForm;
  readonly clouds: readonly CloudId[];
  readonly ownClients: readonly OwnClient[];
  readonly problem: FormProblem | null;
  readonly onChange: (form: SignInForm) => void;
}

/** Which cloud, which account, which tenant, and which application is signed in to. */
export function SignInFields(props: SignInFieldsProps): React.JSX.Element {
  const { form, clouds, ownClients, problem, onChange } = props;
  const change = (changes: Partial<SignInForm>): void => onChange({ ...form, ...changes });
  return (
    <>
      <div className={styles.fields}>
        <Field label={strings.cloud}>
          <Select autoFocus value={form.cloud} onChange={(event) => onChange(withCloud(form, event.target.value as CloudId, ownClients))}>
            {clouds.map((cloud) => (
              <option key={cloud} value={cloud}>
                {CLOUDS[cloud].name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={strings.account} hint={strings.accountHint}>
          <Input
            value={form.account}
            maxLength={320}
            placeholder={strings.accountPlaceholder}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, data) => change({ account: data.value })}
          />
        </Field>
        <Field
          label={strings.tenant}
          hint={form.asPartner ? strings.tenantPartnerHint : strings.tenantHint}
          required={form.asPartner}
          validationMessage={problem !== null && problem !== 'clientIdInvalid' ? strings[problem] : undefined}
        >
          <Input
            value={form.tenant}
            maxLength={253}
            autoComplete="off"
            spellCheck={false}
            onChange={(_, data) => change({ tenant: data.value })}
          />
        </Field>
        <Checkbox
          className={styles.partner}
          label={strings.partner}
          checked={form.asPartner}
          onChange={(_, data) => change({ asPartner: data.checked === true })}
        />
      </div>
      <ClientChoice {...props} />
    </>
  );
}

function leaveFor(path: string): void {
  closeAccountDialog();
  navigate(path);
}

function ClientChoice({ form, ownClients, problem, onChange }: SignInFieldsProps): React.JSX.Element {
  const own = ownClientOf(form.cloud, ownClients);
  const { hasQuickClient } = CLOUDS[form.cloud];
  return (
    <Field label={strings.client}>
      <RadioGroup value={form.client} onChange={(_, data) => onChange({ ...form, client: data.value === 'own' ? 'own' : 'quick' })}>
        <Radio value="own" label={<Choice title={strings.clientOwn} text={own?.clientId ?? strings.clientOwnText} />} />
        {form.client === 'own' && own === null && (
          <div className={styles.ownClient}>
            <Field
              label={strings.clientId}
              hint={strings.clientIdHint}
              required
              validationMessage={problem === 'clientIdInvalid' ? strings.clientIdInvalid : undefined}
            >
              <Input
                value={form.clientId}
                autoComplete="off"
                spellCheck={false}
                onChange={(_, data) => onChange({ ...form, clientId: data.value })}
              />
            </Field>
            <Link onClick={() => leaveFor(registrationPath(form.cloud))}>{strings.registerLink}</Link>
          </div>
        )}
        {form.client === 'own' && own !== null && (
          <div className={styles.ownClient}>
            <Link onClick={() => leaveFor(settingsPath('accounts'))}>{strings.changeClient}</Link>
          </div>
        )}
        <Radio
          value="quick"
          disabled={!hasQuickClient}
          label={<Choice title={strings.clientQuick} text={hasQuickClient ? strings.clientQuickText : strings.clientQuickMissing} />}
        />
      </RadioGroup>
    </Field>
  );
}

function Choice({ title, text }: { readonly title: string; readonly text: string }): React.JSX.Element {
  return (
    <span className={styles.choice}>
      {title}
      <span className={styles.note}>{text}</span>
    </span>
  );
}
