import { CAPABILITIES } from '../../../shared/domain/reach/capability';
import type { AppDetail } from '../../../shared/ipc/detail-shapes';
import { Detail, DetailBody, DetailHeader } from '../../components/detail';
import { PageSection, TextLink } from '../../components/page';
import { PlainTable } from '../../components/plain-table';
import { ReachBar } from '../../components/reach-bar';
import { StatusPill } from '../../components/status-pill';
import { ErrorState, LoadingState } from '../../components/states';
import { useSelection } from '../../components/use-selection';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { ownCapabilities } from '../../format/capability-lists';
import { CAPABILITY_WORDS, EXTENT_WORDS } from '../../format/words';
import { sectionPath } from '../../routing/routes';
import { AppPolicies } from '../apps/app-policies';
import { PlanOffers } from '../plans/plan-offers';
import { CONFINING_FAMILIES } from '../plans/families';
import { PartOffers } from './part-offers';
import { TestButton } from './test-button';
import { policiesStrings as strings } from './strings';
import styles from './policies.module.css';

interface PolicyDetailProps {
  readonly readingId: string;
  readonly appId: string;
  readonly rest: readonly string[];
  readonly full: boolean;
}

/** What confines one app, what that comes to, and what can be changed about it. */
export function PolicyDetail({ readingId, appId, rest, full }: PolicyDetailProps): React.JSX.Element {
  const { state, retry } = useAnswer(`app:${readingId}:${appId}`, (signal) =>
    request(window.mailscope.apps.get, { readingId, appId }, { signal }),
  );
  const { close, openFull } = useSelection(readingId, 'policies', rest);
  if (state.status === 'loading') return <LoadingState />;
  if (state.status === 'error') return <ErrorState error={state.error} onRetry={retry} />;
  const app = state.value;
  return (
    <Detail label={app.name}>
      <DetailHeader
        title={app.name}
        full={full}
        onClose={close}
        onFull={() => openFull(appId)}
        pills={<StatusPill tone={app.extent === 'all' ? 'strong' : 'neutral'}>{EXTENT_WORDS[app.extent]}</StatusPill>}
        sentence={app.sentence}
        actions={
          <PlanOffers readingId={readingId} subject={{ kind: 'app', id: app.appId }} families={CONFINING_FAMILIES}>
            <TestButton readingId={readingId} appId={app.appId} />
          </PlanOffers>
        }
      />
      <DetailBody label={strings.title}>
        <AppPolicies app={app} actions={(subject) => <PartOffers readingId={readingId} subject={subject} />} />
        <EffectiveReach app={app} />
        <p className={styles.text}>
          <TextLink href={`#${sectionPath(readingId, 'apps', [app.appId, 'policies'])}`}>{strings.toApp}</TextLink>
        </p>
      </DetailBody>
    </Detail>
  );
}

function EffectiveReach({ app }: { readonly app: AppDetail }): React.JSX.Element {
  const held = ownCapabilities(CAPABILITIES.filter((capability) => app.application[capability]));
  return (
    <PageSection title={strings.effective} note={strings.effectiveNote}>
      {held.length === 0 ? (
        <p className={styles.muted}>{strings.noReach}</p>
      ) : (
        <PlainTable heads={[strings.capability, strings.mailboxes]}>
          {held.map((capability) => {
            const reach = app.application[capability];
            return (
              reach && (
                <tr key={capability}>
                  <td>{CAPABILITY_WORDS[capability]}</td>
                  <td>
                    <ReachBar
                      extent={reach.reach}
                      mailboxes={reach.mailboxes}
                      unknownMailboxes={reach.unknownMailboxes}
                      total={app.totalMailboxes}
                    />
                  </td>
                </tr>
              )
            );
          })}
        </PlainTable>
      )}
    </PageSection>
  );
}
