import type { MailboxDetail } from '../../../shared/ipc/detail-shapes';
import { Copyable } from '../../components/copyable';
import { Detail, DetailBody, DetailHeader } from '../../components/detail';
import { FindingList } from '../../components/finding-list';
import { Facts, PageSection } from '../../components/page';
import { ErrorState, LoadingState } from '../../components/states';
import { StatusPill } from '../../components/status-pill';
import { useSelection } from '../../components/use-selection';
import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';
import { mailboxKindWord } from '../../format/words';
import { MAILBOX_FAMILIES } from '../plans/families';
import { PlanOffers } from '../plans/plan-offers';
import { PrincipalColumn } from './principal-column';
import { UnresolvedList } from './unresolved-list';
import { whoStrings as strings } from './strings';
import styles from './who.module.css';

interface MailboxDetailViewProps {
  readonly readingId: string;
  readonly mailboxId: string;
  readonly rest: readonly string[];
  readonly full: boolean;
}

/** Who and what reaches this mailbox: people and apps side by side, each with the reason. */
export function MailboxDetailView({ readingId, mailboxId, rest, full }: MailboxDetailViewProps): React.JSX.Element {
  const { state, retry } = useAnswer(`mailbox:${readingId}:${mailboxId}`, (signal) =>
    request(window.mailscope.mailboxes.get, { readingId, mailboxId }, { signal }),
  );
  const { close, openFull } = useSelection(readingId, 'who', rest);
  if (state.status === 'loading') return <LoadingState />;
  if (state.status === 'error') return <ErrorState error={state.error} onRetry={retry} />;
  const mailbox = state.value;
  const name = mailbox.name || mailbox.address;
  return (
    <Detail label={name}>
      <DetailHeader
        title={name}
        full={full}
        onClose={close}
        onFull={() => openFull(mailboxId)}
        pills={<MailboxPills mailbox={mailbox} />}
        sentence={mailbox.sentence}
        actions={<PlanOffers readingId={readingId} subject={{ kind: 'mailbox', id: mailbox.id }} families={MAILBOX_FAMILIES} buttons={2} />}
      />
      <DetailBody label={name}>
        <div className={styles.columns}>
          <PrincipalColumn kind="person" readingId={readingId} mailboxId={mailbox.id} gap={mailbox.peopleGap} />
          <PrincipalColumn kind="app" readingId={readingId} mailboxId={mailbox.id} gap={mailbox.appsGap} />
        </div>
        {mailbox.unresolved > 0 && <UnresolvedList readingId={readingId} mailboxId={mailbox.id} />}
        {mailbox.findingsTotal > 0 && (
          <PageSection title={strings.findings}>
            <FindingList findings={mailbox.findings} total={mailbox.findingsTotal} readingId={readingId} empty="" />
          </PageSection>
        )}
        <PageSection title={strings.facts}>
          <MailboxFacts mailbox={mailbox} />
        </PageSection>
      </DetailBody>
    </Detail>
  );
}

function MailboxPills({ mailbox }: { readonly mailbox: MailboxDetail }): React.JSX.Element {
  return (
    <>
      <StatusPill>{mailboxKindWord(mailbox.kind)}</StatusPill>
      {mailbox.shared && mailbox.signIn === true && <StatusPill tone="warning">{strings.signInOn}</StatusPill>}
      {mailbox.forwardingTo && <StatusPill tone="warning">{strings.forwards}</StatusPill>}
    </>
  );
}

function MailboxFacts({ mailbox }: { readonly mailbox: MailboxDetail }): React.JSX.Element {
  const others = mailbox.addresses.filter((address) => address.toLowerCase() !== mailbox.address.toLowerCase());
  return (
    <Facts
      facts={[
        [strings.address, <Copyable key="address" text={mailbox.address} what={strings.address} code={false} />],
        [strings.mailboxId, <Copyable key="id" text={mailbox.id} what={strings.mailboxId} />],
        ...(others.length ? ([[strings.otherAddresses, others.join(', ')]] as const) : []),
        [strings.columnSignIn, mailbox.signIn === null ? strings.notKnown : mailbox.signIn ? strings.signInOn : strings.signInOff],
        ...(mailbox.forwardingTo ? ([[strings.forwardsTo, mailbox.forwardingTo]] as const) : []),
      ]}
    />
  );
}
