import { err, ok, type Result } from '../../result';
import { keyOf } from '../../collection/text-key';
import { mailboxCount, someOf } from '../../findings/wording';
import { forEachComparison } from '../../reach/opath/filter-node';
import { printFilter } from '../../reach/opath/filter-node';
import { parseFilter } from '../../reach/opath/parse-filter';
import type { AppEntry, Scope } from '../../reach/reach-model';
import { shown } from '../display-text';
import { information, warning } from '../plan-of';
import type { Plan } from '../plan.schema';
import type { PlanProblem } from '../questions.schema';
import type { PlanGroup, Sight } from '../subjects';
import { addressesOf, byAddress } from './mailbox-choice';

/** The filter of a management scope over the direct members of a group, or why there can be none. */
export function groupScopeFilter(group: PlanGroup, question: string): Result<string, PlanProblem> {
  const name = shown(group.name);
  const dn = group.exchange?.DistinguishedName ?? '';
  if (group.facts.dynamic) {
    return err({
      question,
      message: `"${name}" fills itself by a rule. A scope counts the members that a group lists: use its rule as a filter, or another group.`,
    });
  }
  if (dn === '') {
    return err({
      question,
      message: `"${name}" is no group that Exchange Online knows, or it was not read there. Use a mail-enabled security group.`,
    });
  }
  return ok(printFilter({ kind: 'comparison', property: 'MemberOfGroup', operator: 'eq', value: dn }));
}

/** What one should know of a group that becomes a scope. */
export function groupNotes(sight: Sight, group: PlanGroup, appId: string, widened: boolean): Plan['notes'] {
  const name = shown(group.name);
  const notes: Plan['notes'] = [];
  const nested = nestedOnly(sight, group.id);
  if (nested.length > 0) {
    notes.push(
      warning(
        `Only direct members of "${name}" count. ${mailboxCount(nested.length)} that it holds through groups inside it ${nested.length === 1 ? 'is' : 'are'} left out.`,
        nested,
      ),
    );
  }
  if (group.facts.openJoin === true)
    notes.push(warning(`Anybody can join "${name}" and so bring a mailbox within reach. Close it to joining.`));
  const owners = group.facts.owners ?? [];
  if (owners.length > 0) {
    const names = owners.map((id) => shown(sight.reading.principals.byId(id)?.name ?? id)).sort();
    notes.push(
      information(
        `${someOf(names)} ${names.length === 1 ? 'owns' : 'own'} "${name}" and can add members, which widens what the app reaches.`,
      ),
    );
  }
  if (!sight.reading.membership.hasMembers(group.id) || sight.engine.groups.gap !== null) {
    notes.push(
      warning(
        `The members of "${name}" were not read, or it has none: what the app will reach is not known here. Only groups that are in use are read.`,
      ),
    );
  }
  const others = usersOf(sight, group.id).filter((app) => app.appId !== appId);
  if (widened && others.length > 0) {
    notes.push(
      warning(
        `"${name}" is also what ${someOf(others.map((app) => shown(app.name)))} may reach: mailboxes that are added to it come within their reach too.`,
      ),
    );
  }
  return notes;
}

/** Addresses of mailboxes that a group holds only through groups inside it. */
export function nestedOnly({ reading, engine }: Sight, groupId: string): readonly string[] {
  const { sets } = engine;
  const direct = engine.groups.directMembers(groupId);
  const found = [...reading.membership.expand(groupId).keys()].flatMap((id) => {
    const mailbox = reading.mailboxes.byId(id);
    return mailbox && sets.verdict(direct, mailbox.index) !== 'yes' ? [mailbox] : [];
  });
  return addressesOf(byAddress(new Set(found)));
}

/** The groups that a scope rests on. */
export function groupsOfScope({ engine }: Sight, scope: Scope): readonly string[] {
  if (scope.kind === 'group' && scope.id !== null) return [scope.id];
  const parsed = scope.filter === null ? null : parseFilter(scope.filter);
  const ids = new Set<string>();
  if (parsed?.ok) {
    forEachComparison(parsed.value, ({ property, value }) => {
      if (keyOf(property) !== 'memberofgroup' || typeof value !== 'string') return;
      const group = engine.groups.byDistinguishedName(value);
      if (group) ids.add(group.id);
    });
  }
  return [...ids];
}

/** The apps that a group opens mailboxes to, by name: by a role, or by a policy that restricts them to it. */
export function usersOf(sight: Sight, groupId: string): readonly AppEntry[] {
  return appsWithScope(sight, groupId, (app) => [
    ...app.policies.filter((policy) => policy.right !== 'deny').map((policy) => policy.scope),
    ...app.roleAssignments.map((assignment) => assignment.scope),
  ]);
}

/** The apps that a policy keeps out of the mailboxes of a group, by name. */
export function deniedOf(sight: Sight, groupId: string): readonly AppEntry[] {
  return appsWithScope(sight, groupId, (app) => app.policies.filter((policy) => policy.right === 'deny').map((policy) => policy.scope));
}

function appsWithScope(sight: Sight, groupId: string, scopesOf: (app: AppEntry) => readonly Scope[]): readonly AppEntry[] {
  return sight.engine.apps.filter((app) => scopesOf(app).some((scope) => groupsOfScope(sight, scope).includes(groupId)));
}
