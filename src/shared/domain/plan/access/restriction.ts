import { err, ok, type Result } from '../../result';
import type { Mailbox } from '../../collection/mailbox-directory';
import { keyOf } from '../../collection/text-key';
import { someOf } from '../../findings/wording';
import type { TriSet } from '../../reach/mailbox-sets';
import { maskOfRbacRole } from '../../reach/permissions/rbac-roles';
import type { EntraGrant, RoleAssignment } from '../../reach/reach-model';
import { shown } from '../display-text';
import type { PlanContext } from '../family';
import type { Answers, PlanProblem } from '../questions.schema';
import { booleanAnswer, findApp, findMailboxes, textAnswer, textsAnswer, type PlanApp, type Sight } from '../subjects';
import { heldPermissions, inOrder, permissionsOfRole, roleFor, unscopedAssignments } from './held-permissions';
import { byAddress, outsideOf } from './mailbox-choice';
import { pointerPart, type PointerPart } from './pointer-steps';
import { chooseScope, type ChosenScope } from './scope-choice';

/** How an app is to be confined, read from the answers. */
export interface Restriction {
  readonly app: PlanApp;
  readonly roles: readonly string[];
  readonly scope: ChosenScope;
  readonly pointer: PointerPart;
  readonly outside: readonly Mailbox[];
  readonly removeGrants: boolean;
  /** What opens every mailbox, and is removed. */
  readonly grants: readonly EntraGrant[];
  readonly unscoped: readonly RoleAssignment[];
  /** Assignments over other scopes: they stay. */
  readonly others: readonly RoleAssignment[];
}

/** The roles for what an app holds over all mailboxes now. */
export function defaultRoles(app: PlanApp): readonly string[] {
  const held = heldPermissions(app.entry).replaceable.map((grant) => grant.replacedBy ?? '');
  const assigned = unscopedAssignments(app.entry)
    .filter((assignment) => maskOfRbacRole(assignment.role)?.kind === 'known')
    .map((assignment) => assignment.role);
  return [...new Map([...held, ...assigned].map((role) => [keyOf(role), role])).values()].sort();
}

/** The same as names of permissions; a role that replaces none by its own name. */
export function defaultPermissions(app: PlanApp): readonly string[] {
  const held = heldPermissions(app.entry).replaceable;
  return defaultRoles(app).map((role) => held.find((grant) => grant.replacedBy === role)?.permission ?? permissionsOfRole(role)[0] ?? role);
}

/** What the answers say. */
export function readRestriction(context: PlanContext, answers: Answers): Result<Restriction, readonly PlanProblem[]> {
  const found = findApp(context, textAnswer(answers, 'subject'));
  if (!found.ok) return err([found.error]);
  const app = found.value;
  const pointer = pointerPart(app);
  if (!pointer.ok) return err([pointer.error]);
  const problems: PlanProblem[] = [];
  const roles = rolesOf(app, answers);
  if (!roles.ok) problems.push(...roles.error);
  const scope = chooseScope(context, app, answers);
  if (!scope.ok) problems.push(...scope.error);
  if (!roles.ok || !scope.ok) return err(problems);
  const removeGrants = booleanAnswer(answers, 'removeGrants', true);
  const unscoped = unscopedAssignments(app.entry);
  const others = inOrder(app.entry.roleAssignments.filter((item) => item.mask !== 0 && !unscoped.includes(item)));
  const outside = chooseOutside(context, answers, { app, scope: scope.value, others, unscoped: removeGrants ? [] : unscoped });
  if (!outside.ok) return outside;
  return ok({
    app,
    roles: roles.value,
    scope: scope.value,
    pointer: pointer.value,
    outside: outside.value,
    removeGrants,
    grants: removeGrants ? heldPermissions(app.entry).replaceable : [],
    unscoped: removeGrants ? unscoped : [],
    others,
  });
}

function rolesOf(app: PlanApp, answers: Answers): Result<readonly string[], readonly PlanProblem[]> {
  const wanted = textsAnswer(answers, 'permissions');
  if (Array.isArray(answers['permissions']) && wanted.length === 0) {
    const message = `Choose at least one permission. To take everything away from ${shown(app.name)}, remove its grants instead.`;
    return err([{ question: 'permissions', message }]);
  }
  const problems: PlanProblem[] = [];
  const roles = new Set<string>();
  for (const text of wanted.length > 0 ? wanted : defaultRoles(app)) {
    const role = roleFor(text);
    if (role !== null) roles.add(role);
    else
      problems.push({ question: 'permissions', message: `No role of Exchange Online gives ${shown(text)} within a scope. Leave it out.` });
  }
  if (roles.size === 0 && problems.length === 0) {
    problems.push({
      question: 'permissions',
      message: `${shown(app.name)} holds nothing over all mailboxes that a role replaces. Say what it may do.`,
    });
  }
  return problems.length > 0 ? err(problems) : ok([...roles].sort());
}

/** The mailboxes that are tested from outside: those that were named, or the first that neither the scope nor another assignment holds. */
function chooseOutside(
  { reading, engine }: Sight,
  answers: Answers,
  held: {
    readonly app: PlanApp;
    readonly scope: ChosenScope;
    readonly others: readonly RoleAssignment[];
    readonly unscoped: readonly RoleAssignment[];
  },
): Result<readonly Mailbox[], readonly PlanProblem[]> {
  const { sets } = engine;
  const reached = [...held.others, ...held.unscoped].reduce<TriSet>((set, item) => sets.or(set, item.scope.members), held.scope.members);
  const named = findMailboxes(reading, 'outsideMailbox', textsAnswer(answers, 'outsideMailbox'));
  if (!named.ok) return named;
  if (named.value.length === 0) return ok(outsideOf(reading, reached).slice(0, 1));
  const inside = byAddress(named.value).filter((mailbox) => sets.verdict(reached, mailbox.index) === 'yes');
  if (inside.length === 0) return ok(byAddress(named.value));
  return err([
    {
      question: 'outsideMailbox',
      message: `${someOf(inside.slice(0, 5).map((mailbox) => shown(mailbox.address)))} will be within reach of ${shown(held.app.name)}: name a mailbox that it must not reach.`,
    },
  ]);
}
