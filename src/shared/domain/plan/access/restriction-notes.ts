import { keyOf } from '../../collection/text-key';
import { someOf } from '../../findings/wording';
import { shown } from '../display-text';
import { information, warning } from '../plan-of';
import type { Plan } from '../plan.schema';
import type { Sight } from '../subjects';
import { heldPermissions, labelOf, unscopedAssignments } from './held-permissions';
import { inPolicyOrder } from './policy-steps';
import type { Restriction } from './restriction';
import { isOver } from './restriction-steps';

/** What one should know before an app is confined. */
export function restrictionNotes(context: Sight, wish: Restriction): Plan['notes'] {
  const { app, roles, removeGrants } = wish;
  const others = wish.others.filter((item) => !isOver(item, wish.scope));
  const policies = inPolicyOrder(app.entry.policies.filter((policy) => policy.appIds.includes(app.appId)));
  const name = shown(app.name);
  const held = heldPermissions(app.entry);
  const notes: Plan['notes'] = [];
  const lost = [
    ...wish.grants.filter((grant) => grant.replacedBy === null || !roles.includes(grant.replacedBy)).map(labelOf),
    ...wish.unscoped.filter((item) => !roles.some((role) => keyOf(role) === keyOf(item.role))).map((item) => `"${shown(item.role)}"`),
  ];
  if (!removeGrants && held.replaceable.length + unscopedAssignments(app.entry).length > 0) {
    notes.push(
      warning(
        `What opens every mailbox stays: ${someOf(held.replaceable.map(labelOf)) || 'role assignments without a scope'}. As long as it does, the scope confines nothing.`,
      ),
    );
  } else if (wish.grants.length > 0) {
    notes.push(
      warning(
        `After the removal ${name} works by its roles alone. Tokens it already has go on for 60 to 90 minutes, and Exchange Online can keep the old answer for up to two hours.`,
      ),
    );
  }
  if (lost.length > 0)
    notes.push(
      warning(
        `${someOf(lost)} ${lost.length === 1 ? 'is' : 'are'} taken away and no role takes ${lost.length === 1 ? 'its' : 'their'} place, because you left ${lost.length === 1 ? 'it' : 'them'} out.`,
      ),
    );
  notes.push(...stayingNotes(name, held));
  if (others.length > 0) {
    notes.push(
      warning(
        `${name} keeps ${someOf(others.map((item) => `"${shown(item.role)}" over "${shown(item.scope.name)}"`))}: it reaches those mailboxes too.`,
      ),
    );
  }
  if (policies.length > 0) {
    notes.push(
      information(
        `${someOf(policies.map((policy) => `"${shown(policy.scope.name)}"`))}: application access policies of the app stay as they are. They say nothing about roles; to take their place, migrate them.`,
      ),
    );
  }
  if (wish.grants.length > 0) {
    notes.push(
      information(
        'A product that insists on seeing its permissions in the token (the roles claim) does not work this way. It needs an application access policy instead, which is the old way.',
      ),
    );
  }
  if (wish.outside.length === 0)
    notes.push(warning('No mailbox is left outside to test with: the scope holds every mailbox of the reading, or that is not known.'));
  const gaps = [context.reading.gap('graph.appRoleAssignments'), context.reading.gap('exchange.managementRoleAssignments')].filter(
    (gap) => gap !== null,
  );
  if (gaps.length > 0) notes.push(warning(`The app may hold more than this plan removes: ${shown(gaps.join('; '), 500)}.`));
  return notes;
}

/** What roles cannot confine, and therefore stays. */
function stayingNotes(name: string, held: ReturnType<typeof heldPermissions>): Plan['notes'] {
  const notes: Plan['notes'] = [];
  if (held.protocols.length > 0) {
    notes.push(
      information(
        `${someOf(held.protocols.map(labelOf))} of ${name} ${held.protocols.length === 1 ? 'stays' : 'stay'}: ${held.protocols.length === 1 ? 'it works' : 'they work'} only on mailboxes where the app itself has a mailbox permission.`,
      ),
    );
  }
  if (held.withoutRole.length > 0) {
    notes.push(
      warning(
        `No role of Exchange Online replaces ${someOf(held.withoutRole.map(labelOf))}: ${name} goes on to hold ${held.withoutRole.length === 1 ? 'it' : 'them'} over every mailbox. Remove ${held.withoutRole.length === 1 ? 'it' : 'them'} if the app can do without.`,
      ),
    );
  }
  if (held.retired.length > 0) {
    notes.push(
      information(
        `${someOf(held.retired.map(labelOf))} ${held.retired.length === 1 ? 'is' : 'are'} of the retired Outlook API and ${held.retired.length === 1 ? 'gives' : 'give'} nothing. A plan of its own removes dead grants.`,
      ),
    );
  }
  return notes;
}
