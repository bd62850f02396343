import type { AppDetail } from '../../../shared/ipc/detail-shapes';
import { PageSection } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { StatusPill } from '../../components/status-pill';
import { formatDay, formatExact } from '../../format/format';
import { CAPABILITY_WORDS } from '../../format/words';
import { ownCapabilities } from '../../format/capability-lists';
import { appsStrings as strings } from './strings';
import styles from './apps.module.css';

/** What the app was granted in Entra: application and delegated permissions. */
export function AppGrants({ app }: { readonly app: AppDetail }): React.JSX.Element {
  if (app.grants.length === 0 && app.delegatedGrants.length === 0) return <p className={styles.text}>{strings.grantsNone}</p>;
  return (
    <>
      {app.grants.length > 0 && (
        <PageSection title={strings.grantApplication}>
          <PlainTable
            heads={[strings.columnPermission, strings.columnResource, strings.columnGives, strings.columnConfined, strings.columnSince]}
          >
            {app.grants.map((grant) => (
              <tr key={grant.id}>
                <td>
                  {grant.permission} {grant.retired && <StatusPill tone="warning">{strings.retired}</StatusPill>}
                  {grant.doubt && <div className={styles.doubt}>{grant.doubt}</div>}
                </td>
                <td>{grant.resource}</td>
                <td>
                  {ownCapabilities(grant.capabilities)
                    .map((capability) => CAPABILITY_WORDS[capability])
                    .join(', ') || strings.noContent}
                </td>
                <td>{grant.capabilities.length === 0 ? '–' : grant.governedByPolicies ? strings.governed : strings.notGoverned}</td>
                <td>
                  {grant.since ? (
                    <time dateTime={grant.since} title={formatExact(grant.since)}>
                      {formatDay(grant.since)}
                    </time>
                  ) : (
                    strings.notKnown
                  )}
                </td>
              </tr>
            ))}
          </PlainTable>
        </PageSection>
      )}
      {app.delegatedGrants.length > 0 && (
        <PageSection title={strings.grantDelegated}>
          <PlainTable heads={[strings.columnPermission, strings.columnResource, strings.columnConsent]}>
            {app.delegatedGrants.map((grant) => (
              <tr key={grant.id}>
                <td>{grant.scopes.join(', ')}</td>
                <td>{grant.resource}</td>
                <td>{grant.user ? grant.user.name : strings.everyUser}</td>
              </tr>
            ))}
          </PlainTable>
        </PageSection>
      )}
    </>
  );
}
