import type { ReactNode } from 'react';
import type { AppDetail } from '../../../shared/ipc/detail-shapes';
import { Copyable } from '../../components/copyable';
import { Facts, PageSection } from '../../components/page';
import { StatusPill } from '../../components/status-pill';
import { formatCount } from '../../format/format';
import { ownCapabilities } from '../../format/capability-lists';
import { CAPABILITY_WORDS } from '../../format/words';
import { appsStrings as strings } from './strings';
import styles from './apps.module.css';

type Scope = AppDetail['policies'][number]['scope'];

function membersText(scope: Scope): string {
  const known = scope.kind === 'everything' ? strings.everyMailbox : formatCount(scope.mailboxes, 'mailbox', 'mailboxes');
  return scope.unknownMailboxes > 0
    ? `${known}, ${formatCount(scope.unknownMailboxes, 'mailbox', 'mailboxes')} ${strings.notKnown}`
    : known;
}

function ScopeFacts({ scope }: { readonly scope: Scope }): React.JSX.Element {
  return (
    <>
      <Facts
        facts={[
          [strings.scope, scope.name],
          [strings.scopeKind, strings.scopeKinds[scope.kind]],
          [strings.scopeMembers, membersText(scope)],
          ...(scope.id && scope.id !== scope.name
            ? ([[strings.scopeId, <Copyable key="id" text={scope.id} what={strings.scopeId} />]] as const)
            : []),
        ]}
      />
      {scope.filter && <code className={styles.filter}>{scope.filter}</code>}
      {scope.reason && <p className={styles.doubt}>{scope.reason}</p>}
    </>
  );
}

interface AppPoliciesProps {
  readonly app: AppDetail;
  /** What can be done about a policy, or about the group that a scope rests on. */
  readonly actions: (subject: { readonly kind: 'policy' | 'group'; readonly id: string }) => ReactNode;
}

/** What confines the app: access policies, role assignments and their scopes. */
export function AppPolicies({ app, actions }: AppPoliciesProps): React.JSX.Element {
  const ofGroup = (scope: Scope): ReactNode => (scope.kind === 'group' && scope.id ? actions({ kind: 'group', id: scope.id }) : null);
  const none = app.policies.length === 0 && app.assignments.length === 0;
  return (
    <>
      {none && (
        <p className={styles.text}>
          {app.grants.some((grant) => grant.capabilities.length > 0) ? strings.policiesNoneButReach : strings.policiesNone}
        </p>
      )}
      {app.policies.length > 0 && (
        <PageSection title={strings.aapTitle}>
          {app.policies.map((policy) => (
            <div key={policy.identity} className={styles.scopeCard} data-testid="policy-card">
              <h3 className={styles.scopeTitle}>
                {strings.rights[policy.right]}
                {policy.everyApp && <StatusPill tone="warning">{strings.everyApp}</StatusPill>}
              </h3>
              {policy.description && <p className={styles.text}>{policy.description}</p>}
              <ScopeFacts scope={policy.scope} />
              <div className={styles.partActions}>
                {actions({ kind: 'policy', id: policy.identity })}
                {ofGroup(policy.scope)}
              </div>
            </div>
          ))}
        </PageSection>
      )}
      {app.assignments.length > 0 && (
        <PageSection title={strings.rbacTitle}>
          {app.assignments.map((assignment) => (
            <div key={assignment.name} className={styles.scopeCard}>
              <h3 className={styles.scopeTitle}>
                {assignment.role}
                <span className={styles.muted}>
                  {ownCapabilities(assignment.capabilities)
                    .map((capability) => CAPABILITY_WORDS[capability])
                    .join(', ')}
                </span>
              </h3>
              <ScopeFacts scope={assignment.scope} />
              <div className={styles.partActions}>{ofGroup(assignment.scope)}</div>
              {assignment.doubt && <p className={styles.doubt}>{assignment.doubt}</p>}
            </div>
          ))}
        </PageSection>
      )}
      {app.pointers.length > 0 && (
        <PageSection title={strings.pointersTitle}>
          <ul className={styles.plain}>
            {app.pointers.map((pointer) => (
              <li key={pointer.objectId}>
                {pointer.name} <Copyable text={pointer.objectId} what={strings.pointerId} />
                {pointer.doubt && <div className={styles.doubt}>{pointer.doubt}</div>}
              </li>
            ))}
          </ul>
        </PageSection>
      )}
    </>
  );
}
