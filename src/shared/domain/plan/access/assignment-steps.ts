import type { RoleAssignment } from '../../reach/reach-model';
import { plainName, shown } from '../display-text';
import { added, removed } from '../effects';
import { assignmentAbsent, assignmentExists } from '../looks';
import type { Change, Json, Match, PlanStep } from '../plan.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepId, stepOf, undoBy } from '../steps';
import type { PlanApp } from '../subjects';
import { literal } from '../template';

/** What a role assignment is over. Texts are templates. */
export type AssignmentScope =
  | { readonly kind: 'everything' }
  | { readonly kind: 'managementScope'; readonly name: string }
  | { readonly kind: 'unit'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string; readonly name: string };

/** A role assignment as a step makes it. */
export interface NewAssignment {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly scope: AssignmentScope;
  /** What the scope is called in sentences. */
  readonly scopeLabel: string;
  readonly why: string;
  readonly group: string | null;
}

/** Names of role assignments have at most so many characters. https://learn.microsoft.com/powershell/module/exchange/new-managementroleassignment#-name */
const NAME_LIMIT = 64;

/** A name for a role assignment that says whose it is and that no other one has: `PCEmail Mail.Read 1a2b3c4d`. */
export function assignmentName(app: PlanApp, role: string, planId: string, number = 0): string {
  const end = ` ${role.replace(/^Application /, '')} ${planId.slice(0, 8)}${number === 0 ? '' : `-${number}`}`;
  return `${plainName(app.name, NAME_LIMIT - end.length) || 'App'}${end}`.slice(0, NAME_LIMIT);
}

/** Assigns a role to an app over a scope. */
export function newAssignmentStep(app: PlanApp, assignment: NewAssignment): PlanStep {
  const role = shown(assignment.role);
  const says = `"${role}" is assigned to ${shown(app.name)} over ${assignment.scopeLabel}.`;
  return stepOf({
    id: assignment.id,
    title: `Assign "${role}" over ${assignment.scopeLabel}`,
    why: assignment.why,
    group: assignment.group,
    requires: RIGHTS.exchangeRoles,
    change: newAssignmentChange(app, assignment.name, assignment.role, assignment.scope),
    verification: [
      assignmentExists({ name: assignment.name, role: assignment.role, objectId: app.objectId, where: scopeMatch(assignment.scope) }, says),
    ],
    undo: undoBy(
      exchangeChange('Remove-ManagementRoleAssignment', { Identity: literal(assignment.name) }),
      [assignmentAbsent(assignment.name, `There is no role assignment "${shown(assignment.name)}".`)],
      `Takes "${role}" away from ${shown(app.name)} again.`,
    ),
    settles: 'scope-changed',
    effects: [added('exchange.managementRoleAssignments', assignmentRow(app, assignment.name, assignment.role, assignment.scope))],
  });
}

/** Takes a role assignment away that the reading has, and can make it again. */
export function removeAssignmentStep(
  app: PlanApp,
  assignment: RoleAssignment,
  parts: { readonly why: string; readonly confirm: string; readonly group: string | null; readonly scope: AssignmentScope },
): PlanStep {
  const name = assignment.item.Name || assignment.item.Identity || '';
  const over = assignment.scope.kind === 'everything' ? 'every mailbox' : `"${shown(assignment.scope.name)}"`;
  return stepOf({
    id: stepId('unassign', name),
    title: `Remove the role "${shown(assignment.role)}" over ${over} from ${shown(app.name)}`,
    why: parts.why,
    group: parts.group,
    requires: RIGHTS.exchangeRoles,
    change: exchangeChange('Remove-ManagementRoleAssignment', { Identity: literal(name) }),
    verification: [assignmentAbsent(name, `There is no role assignment "${shown(name)}".`)],
    undo: undoBy(
      newAssignmentChange(app, name, assignment.role, parts.scope),
      [
        assignmentExists(
          { name, role: assignment.role, objectId: app.objectId, where: scopeMatch(parts.scope) },
          `"${shown(assignment.role)}" is assigned to ${shown(app.name)} over ${over}.`,
        ),
      ],
      `Assigns "${shown(assignment.role)}" over ${over} again.`,
    ),
    settles: 'scope-changed',
    destructive: true,
    confirm: parts.confirm,
    effects: [removed('exchange.managementRoleAssignments', { Name: literal(name) })],
  });
}

/** The change that assigns a role. https://learn.microsoft.com/exchange/permissions-exo/application-rbac#assign-permissions-to-apps */
export function newAssignmentChange(app: PlanApp, name: string, role: string, scope: AssignmentScope): Change {
  return exchangeChange('New-ManagementRoleAssignment', {
    Name: literal(name),
    Role: literal(role),
    App: literal(app.objectId),
    ...(scope.kind === 'managementScope' ? { CustomResourceScope: scope.name } : {}),
    ...(scope.kind === 'unit' ? { RecipientAdministrativeUnitScope: scope.id } : {}),
    ...(scope.kind === 'group' ? { RecipientGroupScope: scope.id } : {}),
  });
}

function scopeMatch(scope: AssignmentScope): Readonly<Record<string, Match>> {
  switch (scope.kind) {
    case 'everything':
      return { RecipientWriteScope: 'Organization' };
    case 'managementScope':
      return { RecipientWriteScope: 'CustomRecipientScope', CustomResourceScope: scope.name };
    case 'unit':
      return { RecipientWriteScope: 'AdministrativeUnit', RecipientAdministrativeUnitScope: scope.id };
    case 'group':
      return { RecipientWriteScope: 'Group', CustomResourceScope: scope.name };
  }
}

function assignmentRow(app: PlanApp, name: string, role: string, scope: AssignmentScope): Readonly<Record<string, Json>> {
  const row: Record<string, Json> = {
    Name: literal(name),
    Identity: literal(name),
    Role: literal(role),
    RoleAssignee: literal(app.objectId),
    RoleAssigneeName: literal(app.objectId),
    RoleAssigneeType: 'ServicePrincipal',
    App: literal(app.appId),
    Enabled: true,
  };
  for (const [property, value] of Object.entries(scopeMatch(scope))) row[property] = value as Json;
  return row;
}
