import { Button, Field, Input, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { CLOUD_IDS, CLOUDS, type CloudId } from '../../../shared/domain/clouds/clouds';
import type { OwnClient } from '../../../shared/ipc/account-shapes';
import { Copyable } from '../../components/copyable';
import { TextLink } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { registrationPath } from '../../routing/routes';
import { saveSettings, useSettings } from '../../state/settings-actions';
import { accountStrings } from '../accounts/strings';
import { readOwnClient, withoutOwnClient, withOwnClient, type OwnClientEntry, type ReadOwnClient } from './own-client-list';
import { SettingsBlock } from './settings-block';
import { settingsStrings as strings } from './strings';
import styles from './settings.module.css';

const NONE: readonly OwnClient[] = [];
const EMPTY: OwnClientEntry = { cloud: 'global', clientId: '', tenant: '' };

/** The organisation's own registrations: one per cloud. */
export function OwnClients(): React.JSX.Element {
  const clients = useSettings()?.ownClients ?? NONE;
  return (
    <SettingsBlock title={strings.registrations} text={strings.registrationsText}>
      {clients.length > 0 && (
        <PlainTable heads={[accountStrings.cloud, strings.clientId, accountStrings.tenant, strings.actions]}>
          {clients.map((client) => (
            <tr key={client.cloud}>
              <td>{CLOUDS[client.cloud].name}</td>
              <td>
                <Copyable text={client.clientId} what={strings.clientId} />
              </td>
              <td>{client.tenant ?? strings.anyTenant}</td>
              <td>
                <Button
                  size="small"
                  aria-label={strings.removeNamed(CLOUDS[client.cloud].name)}
                  onClick={() => void saveSettings({ ownClients: withoutOwnClient(clients, client.cloud) })}
                >
                  {strings.remove}
                </Button>
              </td>
            </tr>
          ))}
        </PlainTable>
      )}
      <OwnClientForm clients={clients} />
    </SettingsBlock>
  );
}

function OwnClientForm({ clients }: { readonly clients: readonly OwnClient[] }): React.JSX.Element {
  const [entry, setEntry] = useState(EMPTY);
  const [problem, setProblem] = useState<ReadOwnClient['problem']>(null);
  const save = async (): Promise<void> => {
    const read = readOwnClient(entry);
    setProblem(read.problem);
    if (read.client && (await saveSettings({ ownClients: withOwnClient(clients, read.client) })))
      setEntry({ ...EMPTY, cloud: entry.cloud });
  };
  const taken = clients.some((client) => client.cloud === entry.cloud);
  return (
    <form
      noValidate
      className={styles.form}
      aria-label={strings.addRegistration}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Field label={accountStrings.cloud}>
        <Select value={entry.cloud} onChange={(event) => setEntry({ ...entry, cloud: event.target.value as CloudId })}>
          {CLOUD_IDS.map((cloud) => (
            <option key={cloud} value={cloud}>
              {CLOUDS[cloud].name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={strings.clientId} required validationMessage={problem === 'clientId' ? accountStrings.clientIdInvalid : undefined}>
        <Input
          value={entry.clientId}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => setEntry({ ...entry, clientId: data.value })}
        />
      </Field>
      <Field
        label={accountStrings.tenant}
        hint={strings.tenantHint}
        validationMessage={problem === 'tenant' ? accountStrings.tenantInvalid : undefined}
      >
        <Input
          value={entry.tenant}
          maxLength={253}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => setEntry({ ...entry, tenant: data.value })}
        />
      </Field>
      <div className={styles.buttons}>
        <Button type="submit">{taken ? strings.replaceRegistration : strings.addRegistration}</Button>
        <TextLink href={`#${registrationPath(entry.cloud)}`}>{accountStrings.registerLink}</TextLink>
      </div>
    </form>
  );
}
