import type { SourcePath } from '../../shared/domain/collection/sources';
import { addressOf, isGuid, keyOf } from '../../shared/domain/collection/text-key';
import { textIn, textsIn, type Row } from './row-reader';

/** How Exchange keeps a group. Null: it knows none of this id. */
export type GroupKind = 'distribution' | 'dynamic' | 'unified' | null;

/** `MemberOfGroup -eq '<distinguished name>'`, with quotes doubled inside. */
const MEMBER_OF_GROUP = /memberofgroup\s+-\w+\s+(?:'((?:[^']|'')*)'|"((?:[^"]|"")*)"|(\S+))/gi;

/**
 * Learns from the rows that pass by which groups and administrative units decide who reaches what: scopes of policies and
 * role assignments, groups in filters, trustees. Only the members of these are read. A name that several groups have needs
 * all of them: nothing is guessed here, and reading one group too many is harmless.
 */
export class GroupNeeds {
  private readonly named = new Set<string>();
  private readonly groups = new Map<string, Set<string>>();
  private readonly inGraph = new Set<string>();
  private readonly inExchange = new Map<string, GroupKind>();
  private readonly units = new Map<string, Set<string>>();
  private readonly namedUnits = new Set<string>();

  /** Looks at a row. */
  observe(source: SourcePath, row: Row): void {
    switch (source) {
      case 'graph.groups':
        this.addGroup(keyOf(textIn(row, 'id')), [textIn(row, 'displayName'), textIn(row, 'mail'), textIn(row, 'securityIdentifier')]);
        this.inGraph.add(keyOf(textIn(row, 'id')));
        return;
      case 'exchange.groups':
        this.addExchangeGroup(row);
        return;
      case 'graph.administrativeUnits':
        addTo(this.units, keyOf(textIn(row, 'id')), textIn(row, 'id'));
        addTo(this.units, keyOf(textIn(row, 'displayName')), textIn(row, 'id'));
        return;
      case 'exchange.applicationAccessPolicies':
        this.name(...scopesOfPolicy(row));
        return;
      case 'exchange.managementRoleAssignments':
        if (keyOf(textIn(row, 'RecipientWriteScope')) === 'group') {
          this.name(textIn(row, 'CustomResourceScope'), textIn(row, 'CustomRecipientWriteScope'));
        }
        if (textIn(row, 'RecipientAdministrativeUnitScope') !== '')
          this.namedUnits.add(keyOf(textIn(row, 'RecipientAdministrativeUnitScope')));
        return;
      case 'exchange.managementScopes':
        for (const [, single, double, bare] of textIn(row, 'RecipientFilter').matchAll(MEMBER_OF_GROUP)) {
          this.name(single?.replaceAll("''", "'") ?? double?.replaceAll('""', '"') ?? bare ?? '');
        }
        return;
      case 'exchange.mailboxes':
        this.name(...textsIn(row, 'GrantSendOnBehalfTo'));
        return;
      case 'exchange.mailboxPermissions':
        this.name(textIn(row, 'User'));
        return;
      case 'exchange.recipientPermissions':
        this.name(textIn(row, 'Trustee'));
        return;
      default:
        return;
    }
  }

  /** The groups that are named so far, by id in lower case, in a fixed order. */
  neededGroups(): readonly string[] {
    const ids = new Set<string>();
    for (const text of this.named) {
      for (const id of this.groups.get(text) ?? this.groups.get(addressOf(text)) ?? []) ids.add(id);
    }
    return [...ids].sort();
  }

  /** The administrative units that a scope names, by id. */
  neededUnits(): readonly string[] {
    const ids = new Set<string>();
    for (const text of this.namedUnits) for (const id of this.units.get(text) ?? []) ids.add(id);
    return [...ids].sort();
  }

  /** Whether the directory has the group. */
  isInGraph(id: string): boolean {
    return this.inGraph.has(id);
  }

  /** How Exchange keeps the group. */
  exchangeKind(id: string): GroupKind {
    return this.inExchange.get(id) ?? null;
  }

  private addExchangeGroup(row: Row): void {
    const id = keyOf(textIn(row, 'ExternalDirectoryObjectId')) || keyOf(textIn(row, 'Guid'));
    const addresses = [textIn(row, 'PrimarySmtpAddress'), ...textsIn(row, 'EmailAddresses')].map(addressOf);
    const names = ['Guid', 'DistinguishedName', 'DisplayName', 'Name', 'Alias'].map((name) => textIn(row, name));
    this.addGroup(id, [...names, ...addresses]);
    this.inExchange.set(id, kindOf(textIn(row, 'RecipientTypeDetails')));
  }

  private addGroup(id: string, names: readonly string[]): void {
    if (id === '') return;
    addTo(this.groups, id, id);
    for (const name of names) addTo(this.groups, keyOf(name), id);
  }

  private name(...texts: readonly string[]): void {
    for (const text of texts) {
      const key = keyOf(text);
      if (key !== '') this.named.add(key);
    }
  }
}

/** A guid behind the last `;` is the surest link to a policy's scope; names are for policies that have none. */
function scopesOfPolicy(row: Row): readonly string[] {
  for (const property of ['Identity', 'ScopeIdentityRaw']) {
    const text = textIn(row, property);
    const tail = keyOf(text.slice(text.lastIndexOf(';') + 1));
    if (text.includes(';') && isGuid(tail)) return [tail];
  }
  return [textIn(row, 'ScopeIdentity'), textIn(row, 'ScopeName')];
}

function kindOf(type: string): GroupKind {
  const key = keyOf(type);
  if (key === 'groupmailbox') return 'unified';
  return key.startsWith('dynamic') ? 'dynamic' : 'distribution';
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  if (key === '') return;
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
