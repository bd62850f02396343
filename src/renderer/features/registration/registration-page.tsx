import { Button, Field, Select } from '@fluentui/react-components';
import { OpenRegular } from '@fluentui/react-icons';
import { CLOUD_IDS, CLOUDS, type CloudId } from '../../../shared/domain/clouds/clouds';
import type { Registration } from '../../../shared/ipc/registration-shapes';
import { Copyable, CopyButton } from '../../components/copyable';
import { Facts, Page, PageBody, PageHeader, PageSection, TextLink } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { ScriptBlock } from '../../components/script-block';
import { ErrorState, LoadingState } from '../../components/states';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { readChoice } from '../../routing/list-query';
import { settingsPath } from '../../routing/routes';
import { useRouteQuery } from '../../routing/use-route-query';
import { openLink } from '../../state/open-link';
import { saveFile } from '../../state/save-file';
import { registrationStrings as strings } from './strings';
import styles from './registration.module.css';

/** What exactly do we register, so that Mailscope signs in as our own application? */
export function RegistrationPage(): React.JSX.Element {
  const { query, change } = useRouteQuery();
  const cloud = readChoice(query['cloud'], CLOUD_IDS) ?? 'global';
  const { state, retry } = useAnswer(`registration:${cloud}`, (signal) =>
    request(window.mailscope.account.registration, { cloud }, { signal }),
  );
  return (
    <Page>
      <PageHeader title={strings.title} />
      <PageBody label={strings.title}>
        <p className={styles.lead}>{strings.lead}</p>
        <Field label={strings.cloud} className={styles.cloud}>
          <Select value={cloud} onChange={(event) => change({ cloud: event.target.value })}>
            {CLOUD_IDS.map((id) => (
              <option key={id} value={id}>
                {CLOUDS[id].name}
              </option>
            ))}
          </Select>
        </Field>
        {state.status === 'loading' && <LoadingState />}
        {state.status === 'error' && <ErrorState error={state.error} onRetry={retry} compact />}
        {state.status === 'ready' && <Steps registration={state.value} cloud={cloud} />}
      </PageBody>
    </Page>
  );
}

const field = (name: string, value: string): readonly [string, React.JSX.Element] => [
  name,
  <Copyable key={name} text={value} what={name} code={false} />,
];

function Steps({ registration, cloud }: { readonly registration: Registration; readonly cloud: CloudId }): React.JSX.Element {
  return (
    <>
      <div className={styles.link}>
        <Button icon={<OpenRegular />} onClick={() => void openLink(registration.link)}>
          {strings.open}
        </Button>
        <CopyButton text={registration.link} label={strings.copyLink} />
      </div>
      <PageSection title={strings.stepRegister}>
        <Facts
          facts={[
            field(strings.name, registration.name),
            field(strings.audience, registration.audience),
            field(strings.platform, registration.redirectPlatform),
            field(strings.redirect, registration.redirectUri),
          ]}
        />
      </PageSection>
      <PageSection title={strings.stepAuthentication} note={strings.publicFlowsWhy}>
        <Facts facts={[[strings.publicFlows, registration.allowPublicClientFlows ? strings.yes : strings.no]]} />
      </PageSection>
      <Permissions permissions={registration.permissions} />
      <PageSection title={strings.stepClient}>
        <p className={styles.text}>
          {strings.clientText}{' '}
          <TextLink inText href={`#${settingsPath('accounts')}`}>
            {strings.clientLink}
          </TextLink>
        </p>
      </PageSection>
      <PageSection title={strings.script} note={strings.scriptText}>
        <ScriptBlock
          {...registration.script}
          onSave={() => void saveFile((requestId) => request(window.mailscope.account.saveRegistrationScript, { cloud }, { requestId }))}
        />
      </PageSection>
    </>
  );
}

function Permissions({ permissions }: Pick<Registration, 'permissions'>): React.JSX.Element {
  return (
    <PageSection title={strings.stepPermissions} note={strings.permissionsNote}>
      <PlainTable heads={[strings.columnApi, strings.columnPermission, strings.columnId, strings.columnWhy]}>
        {permissions.map((entry) => (
          <tr key={`${entry.resourceAppId}/${entry.permissionId}`}>
            <td title={entry.resourceAppId}>{entry.resource}</td>
            <td>
              <Copyable text={entry.permission} what={entry.permission} />
            </td>
            <td>
              <Copyable text={entry.permissionId} what={`id of ${entry.permission}`} />
            </td>
            <td>{entry.why}</td>
          </tr>
        ))}
      </PlainTable>
    </PageSection>
  );
}
