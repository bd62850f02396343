import type { ExchangeGroup, Mailbox, Recipient, ServicePrincipalPointer } from '../state/exchange-types';
import type { RowIndex, Table } from '../state/table';
import type { TenantState } from '../state/tenant-state';
import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from './cmdlet-errors';

/** Whatever has an address. */
export type AnyRecipient = Mailbox | ExchangeGroup | Recipient;

interface RecipientIndexes<Row> {
  readonly table: Table<Row & object>;
  readonly unique: readonly RowIndex<Row & object>[];
  readonly names: readonly RowIndex<Row & object>[];
}

/**
 * Finds recipients as the Identity parameter does: by object id, Guid, address, user principal name, distinguished name,
 * alias or name; what fits several is an error. https://learn.microsoft.com/powershell/module/exchange/get-mailbox#-identity
 */
export class RecipientFinder {
  private readonly mailboxes: RecipientIndexes<Mailbox>;
  private readonly groups: RecipientIndexes<ExchangeGroup>;
  private readonly others: RecipientIndexes<Recipient>;
  private readonly principalNames: RowIndex<Mailbox>;
  private readonly pointerNames: readonly RowIndex<ServicePrincipalPointer>[];

  constructor(private readonly state: TenantState) {
    this.mailboxes = indexesOf(state.mailboxes);
    this.groups = indexesOf(state.exchangeGroups);
    this.others = indexesOf(state.recipients);
    this.principalNames = state.mailboxes.indexBy((row) => row.UserPrincipalName);
    const { pointers } = state;
    this.pointerNames = [
      pointers.indexBy((row) => row.ObjectId),
      pointers.indexBy((row) => row.AppId),
      pointers.indexBy((row) => row.Identity),
      pointers.indexBy((row) => row.DisplayName),
    ];
  }

  /** A mailbox. */
  mailbox(identity: string): CmdletOutcome<Mailbox> {
    return this.onlyOne([...this.principalNames.all(identity), ...find(this.mailboxes, identity)], identity);
  }

  /** A mail-enabled group. */
  group(identity: string): CmdletOutcome<ExchangeGroup> {
    return this.onlyOne(find(this.groups, identity), identity);
  }

  /** Any recipient. */
  recipient(identity: string): CmdletOutcome<AnyRecipient> {
    const found: AnyRecipient[] = [
      ...this.principalNames.all(identity),
      ...find(this.mailboxes, identity),
      ...find(this.groups, identity),
      ...find(this.others, identity),
    ];
    return this.onlyOne(found, identity);
  }

  /** The pointer of a service principal. */
  pointer(identity: string): CmdletOutcome<ServicePrincipalPointer> {
    const byGuid = this.state.pointers.get(identity);
    if (byGuid) return gave(byGuid);
    for (const index of this.pointerNames) {
      const rows = index.all(identity);
      if (rows.length > 0) return onlyOne(rows, identity);
    }
    return refused(CMDLET_ERRORS.notFound(identity));
  }

  /** What Graph made a moment ago is not known here yet. */
  private onlyOne<Row extends AnyRecipient>(rows: readonly Row[], identity: string): CmdletOutcome<Row> {
    const { replication } = this.state;
    return onlyOne(
      rows.filter((row) => replication.isVisibleInExchange(row.ExternalDirectoryObjectId)),
      identity,
    );
  }
}

function indexesOf<Row extends AnyRecipient>(table: Table<Row>): RecipientIndexes<Row> {
  return {
    table,
    unique: [
      table.indexBy((row) => row.Guid),
      table.indexBy((row) => row.PrimarySmtpAddress),
      table.indexBy((row) => row.DistinguishedName),
      table.indexBy((row) => row.Name),
    ],
    names: [table.indexBy((row) => row.Alias), table.indexBy((row) => row.DisplayName)],
  };
}

/** What is unique decides; only then do names that several can have. Other addresses are looked for last: few ask by them. */
function find<Row extends AnyRecipient>(indexes: RecipientIndexes<Row>, identity: string): readonly Row[] {
  const byId = identity === '' ? undefined : indexes.table.get(identity);
  if (byId) return [byId];
  for (const index of [...indexes.unique, ...indexes.names]) {
    const rows = index.all(identity);
    if (rows.length > 0) return rows;
  }
  if (!identity.includes('@')) return [];
  const wanted = `smtp:${identity.toLowerCase()}`;
  return [...indexes.table].filter((row) => row.EmailAddresses.some((address) => address.toLowerCase() === wanted));
}

function onlyOne<Row>(rows: readonly Row[], identity: string): CmdletOutcome<Row> {
  const [first, ...rest] = [...new Set(rows)];
  if (first === undefined) return refused(CMDLET_ERRORS.notFound(identity));
  return rest.length > 0 ? refused(CMDLET_ERRORS.severalFound(identity)) : gave(first);
}
