import type { Unresolved } from '../answers/answer-shapes';
import type { Mailbox } from '../collection/mailbox-directory';
import type { Reading } from '../collection/reading';
import { resolvePolicies } from './access-policies';
import { AppDirectory } from './app-directory';
import { ApplicationReachCalculator } from './application-reach';
import { DelegatedExplainer } from './delegated-paths';
import { DelegatedReachCalculator } from './delegated-reach';
import { AppExplainer } from './explain-app';
import { joinPaths } from './explained-paths';
import { FolderRights } from './folder-rights';
import { GroupScopes } from './group-scopes';
import { MailboxSets } from './mailbox-sets';
import { PeopleGaps } from './people-gaps';
import { PeopleIndex } from './people-index';
import { PeopleReach } from './people-reach';
import { ProtocolReach } from './protocol-reach';
import type { AccessPolicy, AppEntry, ApplicationReach, DelegatedReach, Explanation, PersonReach, Pointer } from './reach-model';
import { RecipientFilters } from './recipient-filters';
import { RecipientRights } from './recipient-rights';
import { RightHolders } from './right-holders';
import { RoleScopes } from './role-scopes';

/** Who and what can reach which mailbox, computed from one reading. What is costly is computed when first asked for, and kept. */
export interface ReachEngine {
  readonly reading: Reading;
  readonly sets: MailboxSets;
  readonly groups: GroupScopes;
  readonly filters: RecipientFilters;
  /** Apps that hold anything that concerns mailboxes (permission, assignment, pointer, policy, delegated mail grant), by name. */
  readonly apps: readonly AppEntry[];
  readonly pointers: readonly Pointer[];
  readonly policies: readonly AccessPolicy[];
  /** Rights on mailboxes as the sources list them, by mailbox and by holder. */
  readonly rights: RecipientRights;
  readonly people: PeopleReach;
  /** Any app of the reading, by app id in any case. */
  app(appId: string): AppEntry | undefined;
  applicationReach(app: AppEntry): ApplicationReach;
  delegatedReach(app: AppEntry): DelegatedReach;
  /** Why an app reaches a mailbox: by application permissions and, unless told otherwise, through its users. */
  explainApp(app: AppEntry, mailbox: Mailbox, options?: { readonly delegated?: boolean }): Explanation;
  /** People who reach one mailbox, its own account included (path `owner`). */
  peopleOf(mailbox: Mailbox): readonly PersonReach[];
  /** Everybody's rights, by person; own mailboxes left out. */
  peopleIndex(): PeopleIndex;
  /** What could not be attributed to a principal. */
  unresolved(): readonly Unresolved[];
}

/** Builds the engine over a reading. */
export function createReachEngine(reading: Reading): ReachEngine {
  const sets = new MailboxSets(reading.mailboxes.size);
  const groups = new GroupScopes(reading, sets);
  const filters = new RecipientFilters(reading, groups, sets);
  const policies = resolvePolicies(reading, groups, sets);
  const apps = new AppDirectory(reading, policies, new RoleScopes(reading, groups, filters, sets));
  const rights = new RecipientRights(reading);
  const holders = new RightHolders(reading);
  const people = new PeopleReach(reading, rights, holders);
  const gaps = new PeopleGaps(reading, rights, holders);
  const protocols = new ProtocolReach(reading, rights, sets);
  const applications = new ApplicationReachCalculator(reading, sets, protocols);
  const peopleIndex = once(() => new PeopleIndex(reading, rights, holders));
  const folders = new FolderRights(reading, holders);
  const delegated = new DelegatedReachCalculator(reading, people, folders, peopleIndex);
  const delegatedExplainer = new DelegatedExplainer(reading, people, holders, rights, gaps, folders);
  const explainer = new AppExplainer(reading, sets, applications, protocols);
  const delegatedReaches = new Map<string, DelegatedReach>();
  return {
    reading,
    sets,
    groups,
    filters,
    apps: apps.relevant,
    pointers: apps.pointers,
    policies,
    rights,
    people,
    app: (appId) => apps.find(appId),
    applicationReach: (app) => applications.reachOf(app),
    delegatedReach: (app) => {
      const reach = delegatedReaches.get(app.appId) ?? delegated.reachOf(app);
      delegatedReaches.set(app.appId, reach);
      return reach;
    },
    explainApp: (app, mailbox, options) =>
      joinPaths([...explainer.explain(app, mailbox), ...(options?.delegated === false ? [] : delegatedExplainer.explain(app, mailbox))]),
    peopleOf: (mailbox) => people.peopleOf(mailbox),
    peopleIndex,
    unresolved: once(() => [...unreadSources(reading), ...apps.unresolved, ...gaps.find()]),
  };
}

/** Whole sources whose absence concerns apps that cannot be listed one by one. */
function unreadSources(reading: Reading): Unresolved[] {
  const found: Unresolved[] = [];
  const grants = reading.gap('graph.appRoleAssignments');
  if (grants !== null)
    found.push({
      mailboxes: 'all',
      principals: 'apps',
      right: 'entra',
      trustee: null,
      reason: `there may be grants that were not read: ${grants}`,
    });
  const assignments = reading.gap('exchange.managementRoleAssignments');
  const pointers = reading.gap('exchange.servicePrincipals');
  if (assignments !== null && pointers !== null) {
    found.push({
      mailboxes: 'all',
      principals: 'apps',
      right: 'rbac',
      trustee: null,
      reason: `there may be role assignments that were not read: ${assignments}; ${pointers}`,
    });
  }
  return found;
}

function once<T>(compute: () => T): () => T {
  let value: { readonly result: T } | null = null;
  return () => (value ??= { result: compute() }).result;
}
