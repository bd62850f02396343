import { CAPABILITIES } from '../../../shared/domain/reach/capability';
import type { AppDetail } from '../../../shared/ipc/detail-shapes';
import { PageSection, TextLink } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { formatCount } from '../../format/format';
import { CAPABILITY_WORDS } from '../../format/words';
import { sectionPath } from '../../routing/routes';
import { appsStrings as strings } from './strings';
import styles from './apps.module.css';

/** Through which people the app reaches mailboxes by delegated permissions. */
export function AppDelegated({ app, readingId }: { readonly app: AppDetail; readonly readingId: string }): React.JSX.Element {
  if (app.delegatedGrants.length === 0) return <p className={styles.text}>{strings.peopleNone}</p>;
  const capabilities = CAPABILITIES.filter((capability) => app.delegated[capability] !== undefined);
  return (
    <>
      <p className={styles.text}>{strings.peopleNote}</p>
      <PlainTable heads={[strings.filterCapability, strings.columnConsent, strings.columnUsers, strings.columnMailboxes]}>
        {capabilities.map((capability) => {
          const reach = app.delegated[capability];
          if (!reach) return null;
          return (
            <tr key={capability}>
              <td>{CAPABILITY_WORDS[capability]}</td>
              <td>{reach.consent === 'AllPrincipals' ? strings.everyUser : strings.singleUsers}</td>
              <td>{formatCount(reach.users, 'person', 'people')}</td>
              <td>{formatCount(reach.mailboxes, 'mailbox', 'mailboxes')}</td>
            </tr>
          );
        })}
      </PlainTable>
      <PageSection title={strings.whoConsented}>
        <ul className={styles.plain}>
          {app.delegatedGrants.map((grant) => (
            <li key={grant.id}>
              {grant.user ? (
                <TextLink href={`#${sectionPath(readingId, 'people', [grant.user.id])}`}>{grant.user.name}</TextLink>
              ) : (
                strings.peopleAll
              )}{' '}
              <span className={styles.muted}>{grant.scopes.join(', ')}</span>
            </li>
          ))}
        </ul>
      </PageSection>
    </>
  );
}
