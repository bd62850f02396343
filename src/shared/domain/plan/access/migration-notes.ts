import { mailboxCount, someOf } from '../../findings/wording';
import type { AccessPolicy, EntraGrant } from '../../reach/reach-model';
import { shown } from '../display-text';
import { information, warning } from '../plan-of';
import type { Plan } from '../plan.schema';
import type { PlanApp, Sight } from '../subjects';
import { heldPermissions, labelOf, unscopedAssignments } from './held-permissions';
import { addressesOf } from './mailbox-choice';
import type { MigrationScope } from './migration-scope';
import type { Difference } from './policy-pieces';
import { inPolicyOrder } from './policy-steps';

/** What a migration report is made from. */
export interface MigrationFacts {
  readonly app: PlanApp;
  readonly difference: Difference;
  readonly scope: MigrationScope;
  /** Open over every mailbox, and left so. */
  readonly uncovered: readonly EntraGrant[];
  /** Policies that the plan removes. */
  readonly policies: readonly AccessPolicy[];
  /** How many mailboxes outside are not tested one by one. */
  readonly untested: number;
}

/** The report of a migration before it runs: who falls out, who gets in, what stays as it is. */
export function migrationNotes(sight: Sight, facts: MigrationFacts): Plan['notes'] {
  return [
    ...differenceNotes(facts),
    ...facts.scope.notes,
    ...stayingNotes(facts),
    ...policyNotes(facts),
    ...testNotes(facts),
    ...gapNotes(sight),
  ];
}

function differenceNotes({ app, difference }: MigrationFacts): Plan['notes'] {
  const { losses, gains, uncertainGains } = difference;
  const name = shown(app.name);
  const notes: Plan['notes'] = [];
  if (losses.length > 0)
    notes.push(
      warning(
        `${mailboxCount(losses.length)} fall${losses.length === 1 ? 's' : ''} out: the policies let ${name} in, the scope does not.`,
        addressesOf(losses),
      ),
    );
  if (gains.length > 0)
    notes.push(
      warning(`${mailboxCount(gains.length)} would suddenly be open to ${name}: the policies keep it out now.`, addressesOf(gains)),
    );
  if (uncertainGains.length > 0) {
    notes.push(
      warning(
        `Of ${mailboxCount(uncertainGains.length)} it is not known whether the policies let ${name} in now; the scope does.`,
        addressesOf(uncertainGains),
      ),
    );
  }
  if (losses.length + gains.length + uncertainGains.length === 0)
    notes.push(information(`By the reading ${name} reaches the same mailboxes before and after.`));
  return notes;
}

function stayingNotes({ app, uncovered }: MigrationFacts): Plan['notes'] {
  const held = heldPermissions(app.entry);
  const name = shown(app.name);
  const notes: Plan['notes'] = [];
  if (uncovered.length > 0) {
    notes.push(
      warning(
        `No policy governs ${someOf(uncovered.map(labelOf))}: ${name} holds ${uncovered.length === 1 ? 'it' : 'them'} over every mailbox, and this plan leaves that as it is. Answer that it should be confined too, and it is.`,
      ),
    );
  }
  if (held.withoutRole.length > 0) {
    notes.push(
      warning(
        `No role of Exchange Online replaces ${someOf(held.withoutRole.map(labelOf))}: ${name} goes on to hold ${held.withoutRole.length === 1 ? 'it' : 'them'} over every mailbox.`,
      ),
    );
  }
  if (held.protocols.length > 0) {
    notes.push(
      information(
        `${someOf(held.protocols.map(labelOf))} of ${name}: neither policies nor this scope say anything about ${held.protocols.length === 1 ? 'it' : 'them'}; mailbox permissions of the app do.`,
      ),
    );
  }
  const unscoped = unscopedAssignments(app.entry);
  if (unscoped.length > 0) {
    notes.push(
      warning(
        `${name} has ${someOf(unscoped.map((item) => `"${shown(item.role)}"`))} over every mailbox already: remove what has no scope by restricting the app.`,
      ),
    );
  }
  notes.push(
    information(
      'A product that insists on seeing its permissions in the token (the roles claim) does not work with roles of Exchange Online: leave such an app with its policies.',
    ),
  );
  return notes;
}

function policyNotes({ app, policies }: MigrationFacts): Plan['notes'] {
  const kept = inPolicyOrder(app.entry.policies.filter((policy) => !policies.includes(policy)));
  if (kept.length === 0) return [];
  const wildcard = kept.some((policy) => policy.appIds.includes('*'));
  return [
    information(
      `${someOf(kept.map((policy) => `The policy over "${shown(policy.scope.name)}"`))} stays${wildcard ? ': it is for every app' : ''}. It says nothing about roles.${
        kept.some((policy) => policy.appIds.length > 1) ? ' Other apps that it names are still confined by it.' : ''
      }`,
    ),
  ];
}

function testNotes({ untested, scope }: MigrationFacts): Plan['notes'] {
  if (untested === 0) return [];
  const few = `${mailboxCount(untested)} that no policy concerns are not tested one by one, which would take hours`;
  return [
    scope.isAskable
      ? information(
          `${few}: Exchange Online is asked instead whom the scope holds, and that has to be the mailboxes inside and nobody else.`,
        )
      : warning(`${few}. The filter looks at attributes of accounts, so that Exchange Online cannot be asked for its mailboxes either.`),
  ];
}

function gapNotes({ reading }: Sight): Plan['notes'] {
  const gaps = [
    reading.gap('exchange.applicationAccessPolicies'),
    reading.gap('graph.appRoleAssignments'),
    reading.gap('exchange.mailboxes'),
  ].filter((gap) => gap !== null);
  return gaps.length === 0 ? [] : [warning(`Not everything that decides about this was read: ${shown(gaps.join('; '), 500)}.`)];
}
