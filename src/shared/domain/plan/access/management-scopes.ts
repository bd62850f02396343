import { keyOf } from '../../collection/text-key';
import { printFilter } from '../../reach/opath/filter-node';
import { parseFilter } from '../../reach/opath/parse-filter';
import type { PlanContext } from '../family';
import { scopeExists } from '../looks';
import type { Look, PlanStep } from '../plan.schema';
import type { Sight } from '../subjects';
import { literal } from '../template';
import type { AssignmentScope } from './assignment-steps';
import type { ScopeOwner } from './scope-questions';
import { newScopeStep, scopeName } from './scope-steps';

/** The management scope of a filter: one that there is, or a step that makes it. */
export function managementScopeFor(
  context: PlanContext,
  owner: ScopeOwner,
  filter: string,
  label: string,
): {
  readonly steps: readonly PlanStep[];
  readonly basis: readonly Look[];
  readonly scope: Extract<AssignmentScope, { kind: 'managementScope' }>;
} {
  const existing = existingScope(context, filter);
  if (existing !== null) {
    const { name, filterAsRead } = existing;
    return {
      steps: [],
      basis: [scopeExists(name, { RecipientFilter: literal(filterAsRead) })],
      scope: { kind: 'managementScope', name: literal(name) },
    };
  }
  const name = scopeName(owner.name, context.planId);
  return {
    steps: [newScopeStep({ id: 'scope', name, filter: literal(filter) }, label)],
    basis: [],
    scope: { kind: 'managementScope', name: literal(name) },
  };
}

/** A management scope of the reading that says exactly the same and is nothing but a filter. The first by name: the same for every order of the reading. */
function existingScope({ reading }: Sight, filter: string): { readonly name: string; readonly filterAsRead: string } | null {
  const names = (reading.collection.exchange.managementScopes ?? []).flatMap((scope) => {
    const plain =
      !scope.RecipientRoot?.trim() && scope.Exclusive !== true && ['', 'recipientscope'].includes(keyOf(scope.ScopeRestrictionType));
    const parsed = plain && scope.Name ? parseFilter(scope.RecipientFilter ?? '') : null;
    return parsed?.ok && scope.Name && printFilter(parsed.value) === filter
      ? [{ name: scope.Name, filterAsRead: scope.RecipientFilter ?? '' }]
      : [];
  });
  return names.sort((left, right) => (left.name < right.name ? -1 : 1))[0] ?? null;
}
