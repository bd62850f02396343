import { err, ok, type Result } from '../../result';
import type { ExchangeItem } from '../../collection/collection.schema';
import { keyOf } from '../../collection/text-key';
import type { TriSet } from '../../reach/mailbox-sets';
import { shown } from '../display-text';
import type { PlanProblem } from '../questions.schema';
import { findGroup, type PlanGroup, type Sight } from '../subjects';

/** What a scope rests on and can be edited: a group, an administrative unit, or a management scope. */
export type ScopeTarget =
  | { readonly kind: 'group'; readonly id: string; readonly name: string; readonly group: PlanGroup }
  | { readonly kind: 'unit'; readonly id: string; readonly name: string; readonly dynamic: boolean }
  | { readonly kind: 'scope'; readonly id: string; readonly name: string; readonly item: ExchangeItem<'managementScopes'> };

/** Exchange Online allows 64 characters: what has many more is no scope that could be changed. */
const LONGEST_NAME = 500;

/** What an id names: a group's id or address, `unit:<id>`, `scope:<name>`; or the name of a unit or scope where nothing else has it. */
export function findScopeTarget(sight: Sight, text: string): Result<ScopeTarget, PlanProblem> {
  const key = keyOf(text);
  if (key.startsWith('unit:'))
    return unitNamed(sight, key.slice(5)) ?? missing(`No administrative unit of the reading is "${shown(text.trim().slice(5))}".`);
  if (key.startsWith('scope:'))
    return scopeNamed(sight, key.slice(6)) ?? missing(`No management scope of the reading is called "${shown(text.trim().slice(6))}".`);
  const group = findGroup(sight, 'subject', text);
  if (group.ok) return ok({ kind: 'group', id: group.value.id, name: group.value.name, group: group.value });
  return (key === '' ? null : (unitNamed(sight, key) ?? scopeNamed(sight, key))) ?? group;
}

function missing(message: string): Result<never, PlanProblem> {
  return err({ question: 'subject', message });
}

function unitNamed({ reading }: Sight, key: string): Result<ScopeTarget, PlanProblem> | null {
  const units = reading.collection.graph.administrativeUnits ?? [];
  const named = units.filter((unit) => keyOf(unit.displayName) === key);
  const unit = units.find((item) => keyOf(item.id) === key) ?? (named.length === 1 ? named[0] : undefined);
  if (!unit || keyOf(unit.id) === '') return null;
  const dynamic = keyOf(unit.membershipType) === 'dynamic' || Boolean(unit.membershipRule);
  return ok({ kind: 'unit', id: keyOf(unit.id), name: unit.displayName || unit.id, dynamic });
}

function scopeNamed({ reading }: Sight, key: string): Result<ScopeTarget, PlanProblem> | null {
  const item = (reading.collection.exchange.managementScopes ?? []).find(
    (scope) => keyOf(scope.Name) === key || keyOf(scope.Identity) === key,
  );
  return item?.Name && item.Name.length <= LONGEST_NAME ? ok({ kind: 'scope', id: `scope:${item.Name}`, name: item.Name, item }) : null;
}

/** The mailboxes that are listed in a target itself: direct members of a group, members of a unit, matches of a filter. */
export function membersOfTarget({ reading, engine }: Sight, target: ScopeTarget): TriSet {
  switch (target.kind) {
    case 'group':
      return engine.groups.directMembers(target.id);
    case 'scope':
      return engine.filters.evaluate(target.item.RecipientFilter ?? '').members;
    case 'unit': {
      const rows = (reading.collection.graph.administrativeUnitMembers ?? []).filter(
        (row) => keyOf(row.administrativeUnitId) === target.id,
      );
      const mailboxes = rows.map((row) => reading.mailboxes.byId(row.memberId)).filter((mailbox) => mailbox !== undefined);
      // Only units that are in use are read: none listed says nothing.
      return engine.sets.of(
        mailboxes.map((mailbox) => mailbox.index),
        rows.length > 0 && reading.isComplete('graph.administrativeUnitMembers'),
      );
    }
  }
}
