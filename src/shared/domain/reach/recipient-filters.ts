import type { ExchangeItem } from '../collection/collection.schema';
import type { Reading } from '../collection/reading';
import { listOf } from '../collection/text-key';
import type { GroupScopes } from './group-scopes';
import type { MailboxSets, TriSet } from './mailbox-sets';
import { createFilterColumns, evaluateFilterOverColumns, type FilterColumns, type FilterMatches } from './opath/filter-columns';
import { groupsUsed, TEXT_PROPERTIES, unknownReasons, type TextProperty } from './opath/filter-leaf';
import { parseFilter, type FilterError } from './opath/parse-filter';

/** The mailboxes a filter selects, and why that is not certain for some, or null. */
export interface FilterResult {
  readonly members: TriSet;
  readonly reason: string | null;
}

/** A filter as somebody writes it: where it cannot be read, or what it selects and what of it cannot be told from a reading. */
export type FilterTrial =
  { readonly problem: FilterError } | { readonly problem: null; readonly members: TriSet; readonly doubts: readonly string[] };

type MailboxItem = ExchangeItem<'mailboxes'>;

/** Evaluates recipient filters over the mailboxes of a reading. Filters with the same text are evaluated once. */
export class RecipientFilters {
  private readonly results = new Map<string, FilterResult>();
  private columns: FilterColumns | null = null;

  constructor(
    private readonly reading: Reading,
    private readonly groups: GroupScopes,
    private readonly sets: MailboxSets,
    /** Filters over the same mailboxes and other groups: their columns are taken over. */
    private readonly before?: RecipientFilters,
  ) {}

  /** The mailboxes that a filter selects; a filter that cannot be read selects nobody for certain. */
  evaluate(filter: string): FilterResult {
    const known = this.results.get(filter);
    if (known) return known;
    const result = this.compute(filter);
    this.results.set(filter, result);
    return result;
  }

  /** The same for a filter that is being written: nothing of it is kept. */
  tryOut(filter: string): FilterTrial {
    const parsed = parseFilter(filter);
    if (!parsed.ok) return { problem: parsed.error };
    this.columns ??= this.createColumns();
    const members = evaluateFilterOverColumns(parsed.value, this.columns);
    return { problem: null, members, doubts: [...unknownReasons(parsed.value), ...this.groupReasons(groupsUsed(parsed.value))] };
  }

  private compute(filter: string): FilterResult {
    const trial = this.tryOut(filter);
    if (trial.problem !== null) {
      const { message, position } = trial.problem;
      return { members: this.sets.allUnknown, reason: `the filter cannot be read: ${message} (character ${position + 1})` };
    }
    const { members, doubts } = trial;
    return { members, reason: this.sets.countUnknown(members) > 0 ? doubts.join('; ') || 'a property of the filter was not read' : null };
  }

  private groupReasons(names: readonly string[]): string[] {
    const missing = names
      .filter((name) => !this.groups.byDistinguishedName(name))
      .map((name) => `no single group of the reading has the name ${name}`);
    return names.length > 0 && this.groups.gap !== null ? [...missing, this.groups.gap] : missing;
  }

  private createColumns(): FilterColumns {
    const known = this.before?.columns;
    if (known) return { ...known, memberOfGroup: (distinguishedName) => this.membersOf(distinguishedName) };
    const mailboxes = this.reading.mailboxes.all;
    const present = new Set<string>();
    for (const { item } of mailboxes) {
      for (const property of [...TEXT_PROPERTIES, 'EmailAddresses'] as const) if (Object.hasOwn(item, property)) present.add(property);
    }
    const valueOf = (row: number, property: TextProperty): string | null | undefined => {
      const item: Readonly<Partial<Record<TextProperty, string | null>>> | undefined = mailboxes[row]?.item as MailboxItem | undefined;
      return item?.[property] ?? (present.has(property) ? null : undefined);
    };
    return createFilterColumns({
      size: mailboxes.length,
      text: (property, row) => valueOf(row, property),
      emailAddresses: (row) => (present.has('EmailAddresses') ? listOf(mailboxes[row]?.item.EmailAddresses) : undefined),
      memberOfGroup: (distinguishedName) => this.membersOf(distinguishedName),
    });
  }

  private membersOf(distinguishedName: string): FilterMatches {
    const group = this.groups.byDistinguishedName(distinguishedName);
    return group ? this.groups.directMembers(group.id) : this.sets.allUnknown;
  }
}
