import type { Unresolved } from '../answers/answer-shapes';
import type { Mailbox } from '../collection/mailbox-directory';
import type { Reading } from '../collection/reading';
import { sameSource } from '../collection/reopen-reading';
import type { SourcePath } from '../collection/sources';
import { resolvePolicies } from './access-policies';
import { AppDirectory } from './app-directory';
import { ApplicationReachCalculator } from './application-reach';
import { DelegatedExplainer } from './delegated-paths';
import { DelegatedReachCalculator } from './delegated-reach';
import type { ReadonlyBitSet } from './bit-set';
import type { Capability } from './capability';
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
import { keyOfMatch, RecipientRights } from './recipient-rights';
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
  /** The mailboxes that an app reaches for certain through its users, by capability. */
  delegatedMailboxes(app: AppEntry): ReadonlyMap<Capability, ReadonlyBitSet>;
  /** Why an app reaches a mailbox: by application permissions and, unless told otherwise, through its users. */
  explainApp(app: AppEntry, mailbox: Mailbox, options?: { readonly delegated?: boolean }): Explanation;
  /** People who reach one mailbox, its own account included (path `owner`). */
  peopleOf(mailbox: Mailbox): readonly PersonReach[];
  /** Everybody's rights, by person; own mailboxes left out. */
  peopleIndex(): PeopleIndex;
  /** What could not be attributed to a principal. */
  unresolved(): readonly Unresolved[];
}

/** The parts of an engine that another one over a changed reading may take over. */
interface Parts {
  readonly sets: MailboxSets;
  readonly groups: GroupScopes;
  readonly filters: RecipientFilters;
  readonly rights: RecipientRights;
  readonly holders: RightHolders;
  readonly peopleIndex: () => PeopleIndex;
}

const PARTS = new WeakMap<ReachEngine, Parts>();

/**
 * Builds the engine over a reading. `before`: an engine over the reading that this one was made from (`reopenReading`); what rests on
 * sources that are the same is taken over from it.
 */
export function createReachEngine(reading: Reading, before: ReachEngine | null = null): ReachEngine {
  const parts = partsOf(reading, before);
  const { sets, groups, filters, rights, holders, peopleIndex } = parts;
  const policies = resolvePolicies(reading, groups, sets);
  const apps = new AppDirectory(reading, policies, new RoleScopes(reading, groups, filters, sets));
  const people = new PeopleReach(reading, rights, holders);
  const gaps = new PeopleGaps(reading, rights, holders);
  const protocols = new ProtocolReach(reading, rights, sets);
  const applications = new ApplicationReachCalculator(reading, sets, protocols);
  const folders = new FolderRights(reading, holders);
  const delegated = new DelegatedReachCalculator(reading, people, folders, peopleIndex);
  const delegatedExplainer = new DelegatedExplainer(reading, people, holders, rights, gaps, folders);
  const explainer = new AppExplainer(reading, sets, applications, protocols);
  const delegatedReaches = new Map<string, DelegatedReach>();
  const engine: ReachEngine = {
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
    delegatedMailboxes: (app) => delegated.mailboxesReached(app),
    explainApp: (app, mailbox, options) =>
      joinPaths([...explainer.explain(app, mailbox), ...(options?.delegated === false ? [] : delegatedExplainer.explain(app, mailbox))]),
    peopleOf: (mailbox) => people.peopleOf(mailbox),
    peopleIndex,
    unresolved: once(() => [...unreadSources(reading), ...apps.unresolved, ...gaps.find()]),
  };
  PARTS.set(engine, parts);
  return engine;
}

function partsOf(reading: Reading, before: ReachEngine | null): Parts {
  const old = before === null ? undefined : PARTS.get(before);
  const was = before?.reading;
  const sets = old?.sets.size === reading.mailboxes.size ? old.sets : new MailboxSets(reading.mailboxes.size);
  const same = (...paths: readonly SourcePath[]): boolean =>
    was !== undefined && paths.every((path) => sameSource(was.collection, reading.collection, path));
  const mailboxesSame = was?.mailboxes === reading.mailboxes;
  const membershipSame = was?.membership === reading.membership;
  const principalsSame = was?.principals === reading.principals;
  const groupsSame = mailboxesSame && membershipSame && same('graph.groups', 'exchange.groups');
  const groups = old && groupsSame ? old.groups : new GroupScopes(reading, sets);
  const filters = old && groupsSame ? old.filters : new RecipientFilters(reading, groups, sets, mailboxesSame ? old?.filters : undefined);
  const entriesSame = mailboxesSame && same('exchange.mailboxPermissions', 'exchange.recipientPermissions');
  const rightsSame = entriesSame && (principalsSame || (old !== undefined && sameTrustees(old.rights, was, reading)));
  const rights = old && rightsSame ? old.rights : new RecipientRights(reading);
  const holdersSame = principalsSame && membershipSame && was.users === reading.users;
  const holders = old && holdersSame ? old.holders : new RightHolders(reading);
  const peopleIndex = old && rightsSame && holdersSame ? old.peopleIndex : once(() => new PeopleIndex(reading, rights, holders));
  return { sets, groups, filters, rights, holders, peopleIndex };
}

/** Whether every trustee stands for the same principal as before, whatever else there is now. */
function sameTrustees(rights: RecipientRights, before: Reading | undefined, reading: Reading): boolean {
  if (before !== undefined && reading.principals.base === before.principals && reading.principals.leavesAnswersOfBase) return true;
  const seen = new Set<string>();
  for (const { index } of reading.mailboxes.all) {
    for (const { trustee, match } of rights.on(index)) {
      if (seen.has(trustee)) continue;
      seen.add(trustee);
      if (keyOfMatch(match) !== keyOfMatch(reading.principals.match(trustee))) return false;
    }
  }
  return true;
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
