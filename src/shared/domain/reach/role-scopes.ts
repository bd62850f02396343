import type { ExchangeItem } from '../collection/collection.schema';
import { UniqueLookup } from '../collection/lookup';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import type { GroupScopes } from './group-scopes';
import type { MailboxSets, TriSet } from './mailbox-sets';
import type { RecipientFilters } from './recipient-filters';
import type { Scope } from './reach-model';

/**
 * Resolves what a role assignment covers, decided by its RecipientWriteScope; a scope that is named wins over the word
 * `Organization`. https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export class RoleScopes {
  private readonly managementScopes = new Map<string, ExchangeItem<'managementScopes'>>();
  private readonly units = new Map<string, { readonly id: string; readonly name: string }>();
  private readonly unitNames = new UniqueLookup<{ readonly id: string; readonly name: string }>();
  private readonly unitMembers = new Map<string, number[]>();
  private readonly resolved = new Map<string, Scope>();

  constructor(
    private readonly reading: Reading,
    private readonly groups: GroupScopes,
    private readonly filters: RecipientFilters,
    private readonly sets: MailboxSets,
  ) {
    for (const scope of reading.collection.exchange.managementScopes ?? []) {
      for (const key of [keyOf(scope.Name), keyOf(scope.Identity)]) {
        if (key !== '' && !this.managementScopes.has(key)) this.managementScopes.set(key, scope);
      }
    }
    for (const item of reading.collection.graph.administrativeUnits ?? []) {
      const id = keyOf(item.id);
      if (id === '') continue;
      const unit = this.units.get(id) ?? { id, name: item.displayName || item.id };
      this.units.set(id, unit);
      this.unitNames.add(keyOf(item.displayName), unit);
    }
    for (const row of reading.collection.graph.administrativeUnitMembers ?? []) {
      const mailbox = reading.mailboxes.byId(row.memberId);
      if (!mailbox) continue;
      const unit = keyOf(row.administrativeUnitId);
      const members = this.unitMembers.get(unit);
      if (members) members.push(mailbox.index);
      else this.unitMembers.set(unit, [mailbox.index]);
    }
  }

  /** The scope of a role assignment, with its members. */
  scopeOf(assignment: ExchangeItem<'managementRoleAssignments'>): Scope {
    const word = keyOf(assignment.RecipientWriteScope);
    const named = assignment.CustomResourceScope?.trim() || assignment.CustomRecipientWriteScope?.trim() || '';
    const unit = assignment.RecipientAdministrativeUnitScope?.trim() ?? '';
    const key = JSON.stringify([word, keyOf(named), keyOf(unit)]);
    const known = this.resolved.get(key);
    if (known) return known;
    const scope = this.resolve(word, named, unit, assignment.RecipientWriteScope ?? '');
    this.resolved.set(key, scope);
    return scope;
  }

  private resolve(word: string, named: string, unit: string, rawWord: string): Scope {
    switch (word) {
      case 'organization':
        if (named !== '') return this.filterScope(named);
        if (unit !== '') return this.unresolved(unit, `the assignment says Organization and names the administrative unit "${unit}"`);
        return { kind: 'everything', name: 'Organization', id: null, members: this.sets.all, filter: null, reason: null };
      case 'customrecipientscope':
        return named === ''
          ? this.unresolved('unnamed scope', 'the assignment does not name its management scope')
          : this.filterScope(named);
      case 'group':
        return this.groupScope(named);
      case 'administrativeunit':
        return this.unitScope(unit);
      default:
        return this.unresolved(
          named || rawWord || 'unnamed scope',
          `the scope type "${rawWord || 'none'}" says nothing certain about mailboxes`,
        );
    }
  }

  private filterScope(name: string): Scope {
    const item = this.managementScopes.get(keyOf(name));
    if (!item)
      return this.unresolved(name, `the management scope "${name}" is not in the reading${this.because('exchange.managementScopes')}`);
    if (item.RecipientRoot?.trim())
      return this.unresolved(
        name,
        `the management scope "${name}" has a recipient root, which is not evaluated here`,
        item.RecipientFilter,
      );
    const type = keyOf(item.ScopeRestrictionType);
    if (type !== '' && type !== 'recipientscope') {
      return this.unresolved(
        name,
        `the management scope "${name}" restricts ${item.ScopeRestrictionType ?? ''}, not recipients`,
        item.RecipientFilter,
      );
    }
    const filter = item.RecipientFilter ?? '';
    const { members, reason } = this.filters.evaluate(filter);
    return { kind: 'filter', name: item.Name || name, id: item.Name || name, members, filter, reason };
  }

  private groupScope(name: string): Scope {
    if (name === '') return this.unresolved('unnamed group', 'the assignment does not name its group');
    const group = this.groups.byScopeName(name);
    if (group)
      return {
        kind: 'group',
        name: group.name,
        id: group.id,
        members: this.groups.directMembers(group.id),
        filter: null,
        reason: this.groups.gap,
      };
    // A group that was not read may have the name, and would come first.
    if (this.managementScopes.has(keyOf(name)) && this.reading.isComplete('exchange.groups')) return this.filterScope(name);
    return this.unresolved(name, `no single group of the reading has the name "${name}"${this.because('exchange.groups')}`);
  }

  private unitScope(text: string): Scope {
    if (text === '') return this.unresolved('unnamed unit', 'the assignment does not name its administrative unit');
    const unit = this.units.get(keyOf(text)) ?? this.unitNames.find(keyOf(text));
    if (!unit)
      return this.unresolved(text, `the administrative unit "${text}" is not in the reading${this.because('graph.administrativeUnits')}`);
    const complete = this.reading.isComplete('graph.administrativeUnitMembers');
    const members: TriSet = this.sets.of(this.unitMembers.get(unit.id) ?? [], complete);
    return {
      kind: 'unit',
      name: unit.name,
      id: unit.id,
      members,
      filter: null,
      reason: this.reading.gap('graph.administrativeUnitMembers'),
    };
  }

  private because(source: 'exchange.managementScopes' | 'exchange.groups' | 'graph.administrativeUnits'): string {
    const gap = this.reading.gap(source);
    return gap === null ? '' : `: ${gap}`;
  }

  private unresolved(name: string, reason: string, filter: string | null | undefined = null): Scope {
    return { kind: 'unresolved', name, id: null, members: this.sets.allUnknown, filter: filter ?? null, reason };
  }
}
