import { CAPABILITIES } from '../../../shared/domain/reach/capability';
import type { AppDetail } from '../../../shared/ipc/detail-shapes';
import { PageSection, TextLink } from '../../components/page';
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
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{strings.filterCapability}</th>
            <th scope="col">{strings.columnConsent}</th>
            <th scope="col">{strings.columnUsers}</th>
            <th scope="col">{strings.columnMailboxes}</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
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
