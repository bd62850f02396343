import type { ExchangeItem, GraphItem } from '../collection/collection.schema';
import { isAccountType } from '../collection/principal-directory';
import type { Reading } from '../collection/reading';
import { keyOf, listOf } from '../collection/text-key';

/** What a group is, as far as who may change it is concerned. */
export type GroupKind = 'microsoft365' | 'security' | 'mailSecurity' | 'distribution' | 'unknown';

/** What both directories say about a group. */
export interface GroupFacts {
  readonly id: string;
  readonly name: string;
  readonly kind: GroupKind;
  /** Whether a rule, not a person, decides on the members. */
  readonly dynamic: boolean;
  readonly rule: string | null;
  /** Whether anybody may join; null where no source says. */
  readonly openJoin: boolean | null;
  /** Who owns or manages it, as named by the source; null where no source says. */
  readonly owners: readonly string[] | null;
}

/** Role groups that manage every group by default: naming them as owner tells nothing. */
const BUILT_IN_MANAGERS = new Set(['organization management', 'recipient management']);

/** The groups of a reading with the facts that decide how their members can change. */
export class GroupFactIndex {
  private readonly graphGroups = new Map<string, GraphItem<'groups'>>();
  private readonly exchangeGroups = new Map<string, ExchangeItem<'groups'>>();
  private readonly owners = new Map<string, readonly string[]>();
  private readonly facts = new Map<string, GroupFacts>();
  private readonly larger = new Map<string, boolean>();

  constructor(private readonly reading: Reading) {
    for (const item of reading.collection.graph.groups ?? []) this.graphGroups.set(keyOf(item.id), item);
    for (const item of reading.collection.exchange.groups ?? []) {
      const id = keyOf(item.ExternalDirectoryObjectId) || keyOf(item.Guid);
      if (id !== '' && !this.exchangeGroups.has(id)) this.exchangeGroups.set(id, item);
    }
    for (const row of reading.collection.graph.owners ?? []) this.owners.set(keyOf(row.objectId), row.ownerIds ?? []);
  }

  /** What is known about a group. */
  of(id: string): GroupFacts {
    const known = this.facts.get(id);
    if (known) return known;
    const facts = this.read(id);
    this.facts.set(id, facts);
    return facts;
  }

  /** Whether a group has more than so many accounts, nested groups followed; counting ends as soon as that is clear. */
  hasMoreThan(limit: number, id: string): boolean {
    const known = this.larger.get(id);
    if (known !== undefined) return known;
    const larger = this.countsPast(limit, id);
    this.larger.set(id, larger);
    return larger;
  }

  /** A group and the groups nested in it. */
  withNested(id: string): readonly string[] {
    const nested = [...this.reading.membership.expand(id).keys()].filter(
      (member) => this.reading.membership.hasMembers(member) || this.reading.principals.byId(member)?.kind === 'group',
    );
    return [id, ...nested.filter((member) => member !== id)];
  }

  private countsPast(limit: number, id: string): boolean {
    const { membership } = this.reading;
    const seen = new Set([id]);
    const queue = [id];
    let people = 0;
    for (const groupId of queue) {
      for (const member of membership.directMembers(groupId)) {
        if (seen.has(member.id)) continue;
        seen.add(member.id);
        if (membership.hasMembers(member.id)) queue.push(member.id);
        else if (this.isAccount(member.id) && ++people > limit) return true;
      }
    }
    return false;
  }

  private isAccount(id: string): boolean {
    const principal = this.reading.principals.byId(id);
    return principal ? principal.kind === 'account' : isAccountType(this.reading.membership.typeOf(id)) === true;
  }

  private read(id: string): GroupFacts {
    const graph = this.graphGroups.get(id);
    const exchange = this.exchangeGroups.get(id);
    const types = (graph?.groupTypes ?? []).map(keyOf);
    const recipientType = keyOf(exchange?.RecipientTypeDetails);
    const rule = graph?.membershipRule || null;
    return {
      id,
      name: exchange?.DisplayName || graph?.displayName || exchange?.Name || this.reading.principals.byId(id)?.name || id,
      kind: kindOf(graph, types, recipientType),
      dynamic: rule !== null || types.includes('dynamicmembership') || recipientType === 'dynamicdistributiongroup',
      rule,
      openJoin: joinOf(graph, exchange, types),
      owners: this.ownersOf(id, exchange),
    };
  }

  private ownersOf(id: string, exchange: ExchangeItem<'groups'> | undefined): readonly string[] | null {
    const inGraph = this.owners.get(id);
    const managers =
      exchange?.ManagedBy === undefined ? null : listOf(exchange.ManagedBy).filter((name) => !BUILT_IN_MANAGERS.has(keyOf(name)));
    if (!inGraph && managers === null) return null;
    const named = [...(inGraph ?? []), ...(managers ?? [])].map((text) => {
      const match = this.reading.principals.match(text);
      return match.kind === 'principal' ? match.principal.id : text;
    });
    return [...new Set(named)].filter((name) => name !== '');
  }
}

function kindOf(graph: GraphItem<'groups'> | undefined, types: readonly string[], recipientType: string): GroupKind {
  if (types.includes('unified') || recipientType === 'groupmailbox') return 'microsoft365';
  if (recipientType === 'mailuniversalsecuritygroup') return 'mailSecurity';
  if (recipientType !== '') return 'distribution';
  if (!graph) return 'unknown';
  if (graph.mailEnabled === true) return graph.securityEnabled === true ? 'mailSecurity' : 'distribution';
  return graph.mailEnabled === false && graph.securityEnabled === true ? 'security' : 'unknown';
}

function joinOf(
  graph: GraphItem<'groups'> | undefined,
  exchange: ExchangeItem<'groups'> | undefined,
  types: readonly string[],
): boolean | null {
  const restriction = keyOf(exchange?.MemberJoinRestriction);
  if (restriction !== '') return restriction === 'open';
  const visibility = keyOf(graph?.visibility);
  return types.includes('unified') && visibility !== '' ? visibility === 'public' : null;
}
