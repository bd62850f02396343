import { reopenReading, sameSource } from '../../collection/reopen-reading';
import type { SourcePath } from '../../collection/sources';
import { keyOf } from '../../collection/text-key';
import { createReachEngine, type ReachEngine } from '../../reach/reach-engine';
import type { Plan } from '../plan.schema';
import { applyEffects } from './apply-effects';
import type { ReachDifference } from './reach-change';
import { compareReach, type AskedFor } from './reach-changes';

/** Who gains and who loses by a plan, and what was not read for a certain answer. */
export interface PlanReachPreview extends ReachDifference {
  readonly gaps: string[];
}

const APP_SOURCES: readonly SourcePath[] = [
  'graph.servicePrincipals',
  'graph.appRoleAssignments',
  'exchange.servicePrincipals',
  'exchange.managementRoleAssignments',
  'exchange.managementScopes',
  'exchange.applicationAccessPolicies',
];
const DELEGATED_SOURCES: readonly SourcePath[] = ['graph.oauth2PermissionGrants'];
const PEOPLE_SOURCES: readonly SourcePath[] = ['exchange.mailboxPermissions', 'exchange.recipientPermissions', 'graph.users'];
const MEMBER_SOURCES: readonly SourcePath[] = [
  'graph.groups',
  'graph.groupMembers',
  'graph.administrativeUnits',
  'graph.administrativeUnitMembers',
  'exchange.groups',
  'exchange.groupMembers',
];

/**
 * Compares who reaches what before a plan and after it, from the reading and the effects of the plan's steps. Only what rests on sources
 * that the effects change is built anew.
 */
export function previewPlan(engine: ReachEngine, plan: Pick<Plan, 'subject' | 'steps'>, limit: number): PlanReachPreview {
  const effects = plan.steps.flatMap((step) => step.effects);
  const collection = applyEffects(engine.reading.collection, effects);
  const after = changedEngine(engine, collection);
  return { ...compareReach(engine, after, askedForBy(engine, plan), limit), gaps: gapsOf(engine, collection) };
}

/** The engine over a collection that was made from that of another one. */
export function changedEngine(engine: ReachEngine, collection: ReachEngine['reading']['collection']): ReachEngine {
  return collection === engine.reading.collection ? engine : createReachEngine(reopenReading(engine.reading, collection), engine);
}

/** Apps and mailboxes that a plan is about: what of them stays is told too. */
function askedForBy(engine: ReachEngine, { subject }: Pick<Plan, 'subject'>): AskedFor {
  const id = keyOf(subject.id);
  switch (subject.kind) {
    case 'app':
      return { apps: new Set([id]), mailboxes: new Set() };
    case 'policy': {
      const policies = engine.policies.filter((policy) => keyOf(policy.identity) === id);
      return { apps: new Set(policies.flatMap((policy) => policy.appIds)), mailboxes: new Set() };
    }
    case 'mailbox':
      return { apps: new Set(), mailboxes: new Set([engine.reading.mailboxes.byId(id)?.id ?? id]) };
    default:
      return { apps: new Set(), mailboxes: new Set() };
  }
}

/** What was not read in full of what the changes rest on. */
function gapsOf({ reading }: ReachEngine, collection: ReachEngine['reading']['collection']): string[] {
  const touched = (sources: readonly SourcePath[]): boolean => sources.some((path) => !sameSource(reading.collection, collection, path));
  const members = touched(MEMBER_SOURCES);
  const looked: SourcePath[] = ['exchange.mailboxes'];
  if (members || touched(APP_SOURCES)) looked.push(...APP_SOURCES);
  if (touched(DELEGATED_SOURCES)) looked.push(...DELEGATED_SOURCES, ...PEOPLE_SOURCES, 'exchange.mailboxFolderPermissions');
  if (members || touched([...PEOPLE_SOURCES, 'exchange.mailboxes'])) looked.push(...PEOPLE_SOURCES);
  if (!reading.membership.known) looked.push('graph.groupMembers', 'exchange.groupMembers');
  return [...new Set(looked)].flatMap((path) => {
    const gap = reading.gap(path);
    return gap === null ? [] : [`${gap}: who gains and who loses is not certain there.`];
  });
}
