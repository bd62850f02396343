import { err, type Result } from '../../result';
import { mailboxCount, someOf } from '../../findings/wording';
import { keyOf } from '../../collection/text-key';
import { shown } from '../display-text';
import { changed } from '../effects';
import type { PlanContext } from '../family';
import { scopeExists } from '../looks';
import { information, planOf, warning } from '../plan-of';
import type { Look, Plan } from '../plan.schema';
import type { PlanProblem } from '../questions.schema';
import { RIGHTS } from '../required-rights';
import { exchangeChange, stepOf, undoBy } from '../steps';
import { literal } from '../template';
import { addressesOf } from './mailbox-choice';
import { differenceOf } from './policy-pieces';
import { readFilter } from './scope-answers';
import type { ScopeTarget } from './scope-target';

/** Gives a management scope another filter. https://learn.microsoft.com/powershell/module/exchange/set-managementscope */
export function editFilter(
  context: PlanContext,
  target: Extract<ScopeTarget, { kind: 'scope' }>,
  text: string,
): Result<Plan, readonly PlanProblem[]> {
  const filter = readFilter(text);
  if (!filter.ok) return err([filter.error]);
  const { engine } = context;
  const old = target.item.RecipientFilter ?? '';
  const name = shown(target.name);
  const unchanged = keyOf(old) === keyOf(filter.value) || keyOf(old) === keyOf(text);
  const before = engine.filters.evaluate(old);
  const after = engine.filters.evaluate(filter.value);
  const { gains, losses, uncertainGains } = differenceOf(context, engine.sets, before.members, after.members);
  const unknown = engine.sets.countUnknown(after.members);
  const apps = engine.apps
    .filter((app) => app.roleAssignments.some(({ scope }) => scope.kind === 'filter' && keyOf(scope.id) === keyOf(target.name)))
    .map((app) => shown(app.name));
  const who = apps.length === 0 ? 'no app by the reading' : someOf(apps);
  const takesAway = losses.length > 0;
  const notes: Plan['notes'] = [
    information(`The scope is that of ${who}.`),
    ...(gains.length > 0 ? [warning(`${mailboxCount(gains.length)} come in.`, addressesOf(gains))] : []),
    ...(uncertainGains.length > 0
      ? [
          warning(
            `Of ${mailboxCount(uncertainGains.length)} it is not known whether they are in it now; they will be.`,
            addressesOf(uncertainGains),
          ),
        ]
      : []),
    ...(takesAway ? [warning(`${mailboxCount(losses.length)} fall out.`, addressesOf(losses))] : []),
    ...(unknown > 0
      ? [warning(`Of ${mailboxCount(unknown)} it is not known whether the new filter holds them: ${shown(after.reason ?? '', 500)}.`)]
      : []),
    ...(target.item.Exclusive === true
      ? [warning('The scope is exclusive: administrators without an exclusive scope of their own lose these mailboxes too.')]
      : []),
  ];
  return planOf(context, {
    family: 'edit-scope',
    title: `Change the filter of "${name}"`,
    sentence: `The management scope "${name}" holds ${shown(filter.value, 300)} from now on.`,
    subject: { kind: 'group', id: target.id, name: target.name },
    basis: [hasFilter(target.name, [old])],
    notes,
    steps: unchanged
      ? []
      : [
          stepOf({
            id: 'set-filter',
            title: `Change the filter of the management scope "${name}"`,
            why: `What ${who} reaches follows from it: ${mailboxCount(gains.length)} come in and ${mailboxCount(losses.length)} go.`,
            requires: RIGHTS.exchangeRoles,
            change: exchangeChange('Set-ManagementScope', {
              Identity: literal(target.name),
              RecipientRestrictionFilter: literal(filter.value),
            }),
            verification: [hasFilter(target.name, variantsOf(filter.value, text))],
            undo: undoBy(
              exchangeChange('Set-ManagementScope', { Identity: literal(target.name), RecipientRestrictionFilter: literal(old) }),
              [hasFilter(target.name, variantsOf(old, old))],
              'Writes the old filter back.',
            ),
            settles: 'scope-changed',
            destructive: takesAway,
            confirm: takesAway ? `Change the filter of "${name}": ${mailboxCount(losses.length)} fall out.` : null,
            effects: [changed('exchange.managementScopes', { Name: literal(target.name) }, { RecipientFilter: literal(filter.value) })],
          }),
        ],
  });
}

/** Exchange Online may write a filter back with parentheses around it. */
function variantsOf(filter: string, typed: string): readonly string[] {
  return [...new Set([filter, `(${filter})`, typed.trim(), `(${typed.trim()})`])];
}

function hasFilter(name: string, filters: readonly string[]): Look {
  return {
    ...scopeExists(name, { RecipientFilter: { oneOf: filters.map(literal) } }),
    says: `The management scope "${shown(name)}" has the filter ${shown(filters[0] ?? '', 300)}.`,
  };
}
