import type { SourcePath } from '../../shared/domain/collection/sources';
import { keyOf } from '../../shared/domain/collection/text-key';
import { err, ok, type Result } from '../../shared/domain/result';
import type { ReadFailure } from './read-failure';
import { partName, type ReadingContext } from './reading-context';
import { textIn, valueIn, type Row } from './row-reader';
import { commandOf } from './sources-table';
import type { Step } from './steps';

/** Sources that are the output of one cmdlet as it stands. */
const PLAIN: readonly SourcePath[] = [
  'exchange.servicePrincipals',
  'exchange.managementRoleAssignments',
  'exchange.managementScopes',
  'exchange.applicationAccessPolicies',
  'exchange.recipientPermissions',
  'exchange.roleGroups',
  'exchange.managementRoles',
  'exchange.casMailboxes',
  'exchange.organizationConfig',
  'exchange.transportConfig',
];

/** What Exchange Online tells tenant-wide. */
export const EXCHANGE_STEPS: readonly Step[] = [
  ...PLAIN.map((source) => ({ sources: [source], run: (context: ReadingContext) => readPlain(context, source) })),
  { sources: ['exchange.recipients', 'exchange.mailboxes', 'exchange.groups'], run: readRecipients },
  { sources: ['exchange.roleGroupMembers'], run: readRoleGroupMembers },
];

/** What Get-EXOMailbox does not know of a mailbox. */
const JOINED = ['Department', 'Company', 'Office', 'City', 'StateOrProvince', 'CountryOrRegion'] as const;

async function readPlain(context: ReadingContext, source: SourcePath): Promise<void> {
  if (!context.isDone(source)) await context.end(source, emptyIfNone(source, await runInto(context, source)));
}

/** Where no policy was ever made, the cmdlet fails with "couldn't be found": that is zero policies. */
function emptyIfNone(source: SourcePath, outcome: Result<null, ReadFailure>): Result<null, ReadFailure> {
  const none = source === 'exchange.applicationAccessPolicies' && !outcome.ok && outcome.error.kind === 'notFound';
  return none ? ok(null) : outcome;
}

async function runInto(
  context: ReadingContext,
  part: string,
  command = commandOf(part as SourcePath),
  rowsOf: (objects: readonly unknown[]) => readonly unknown[] = (objects) => objects,
): Promise<Result<null, ReadFailure>> {
  await context.restart(part);
  return context.parts.exchange.run(
    command,
    (objects) => context.add(part, rowsOf(objects)),
    () => context.restart(part),
  );
}

/**
 * One stream of all recipients gives those that are neither mailbox nor group, the dynamic groups, and what mailboxes lack
 * otherwise; the mailboxes come after it, so that nothing has to be held but that. Its number of mailboxes is the second
 * count: a scoped reader sees fewer by one cmdlet than by another, or says nothing at all.
 */
async function readRecipients(context: ReadingContext): Promise<void> {
  const parts = ['exchange.recipients', partName('exchange.groups', 'dynamic'), 'exchange.mailboxes'];
  if (!parts.every((part) => context.isDone(part))) {
    const seen = await readRecipientStream(context);
    await readMailboxes(context, seen);
  }
  await readGroups(context);
}

interface SeenMailboxes {
  count: number;
  readonly joined: Map<string, Row>;
}

async function readRecipientStream(context: ReadingContext): Promise<SeenMailboxes | null> {
  const part = 'exchange.recipients';
  const dynamic = partName('exchange.groups', 'dynamic');
  const sids = new Map<string, string>();
  const identified = await context.parts.exchange.run(
    commandOf(part, 1),
    (objects) => {
      for (const object of objects) sids.set(idOf(object), textIn(object, 'Sid'));
    },
    () => sids.clear(),
  );
  const seen: SeenMailboxes = { count: 0, joined: new Map() };
  await context.restart(part);
  await context.restart(dynamic);
  const outcome = await context.parts.exchange.run(
    commandOf(part),
    async (objects) => {
      const others: unknown[] = [];
      const groups: unknown[] = [];
      for (const object of objects) {
        const type = keyOf(textIn(object, 'RecipientTypeDetails'));
        if (type === 'dynamicdistributiongroup') groups.push(object);
        else if (type.endsWith('mailbox') && type !== 'groupmailbox') noteMailbox(seen, object);
        else if (!/group|roomlist/.test(type)) others.push(withSid(object, sids));
      }
      await context.add(part, others);
      await context.add(dynamic, groups);
    },
    async () => {
      seen.count = 0;
      seen.joined.clear();
      await context.restart(part);
      await context.restart(dynamic);
    },
  );
  await context.end(part, outcome, identified.ok ? null : `identifiers (Sid) were not read: ${identified.error.reason}`);
  await context.end(dynamic, outcome);
  if (outcome.ok) context.parts.spool.mark('exchange.mailboxes', { total: seen.count });
  return outcome.ok ? seen : null;
}

function noteMailbox(seen: SeenMailboxes, object: unknown): void {
  seen.count += 1;
  seen.joined.set(idOf(object), Object.fromEntries(JOINED.map((name) => [name, valueIn(object, name) ?? ''])));
}

function withSid(object: unknown, sids: ReadonlyMap<string, string>): unknown {
  const sid = sids.get(idOf(object));
  // Asked for on account of the dynamic groups; a collection has no other addresses of these.
  const { EmailAddresses: _addresses, ...recipient } = object as Row;
  return { ...recipient, Sid: sid === undefined || sid === '' ? null : sid };
}

async function readMailboxes(context: ReadingContext, seen: SeenMailboxes | null): Promise<void> {
  const part = 'exchange.mailboxes';
  const outcome = await runInto(context, part, commandOf(part), (objects) =>
    seen === null ? objects : objects.map((object) => ({ ...(object as Row), ...seen.joined.get(idOf(object)) })),
  );
  if (seen !== null) context.parts.spool.mark(part, { total: seen.count });
  const { count } = context.parts.spool.part(part);
  const short = seen !== null && count < seen.count ? `scope of the reader: ${count} of ${seen.count} came` : null;
  await context.end(part, outcome, short);
}

async function readGroups(context: ReadingContext): Promise<void> {
  for (const [index, piece] of ['distribution', 'unified'].entries()) {
    const part = partName('exchange.groups', piece);
    if (!context.isDone(part)) await context.end(part, await runInto(context, part, commandOf('exchange.groups', index)));
  }
}

/** A role group at a time: there are some dozens of them, whatever the size of the tenant. */
async function readRoleGroupMembers(context: ReadingContext): Promise<void> {
  const part = 'exchange.roleGroupMembers';
  const { spool, exchange } = context.parts;
  if (context.isDone(part)) return;
  await context.restart(part);
  const groups = spool.part('exchange.roleGroups');
  for await (const group of spool.rows('exchange.roleGroups')) {
    const name = textIn(group, 'Name');
    const members: Row[] = [];
    const outcome = await exchange.run(
      commandOf(part, 0, textIn(group, 'Identity') || name),
      (objects) => void members.push(...objects.map((object) => ({ ...(object as Row), RoleGroup: name }))),
      () => void members.splice(0),
    );
    if (!outcome.ok && outcome.error.kind !== 'notFound') return context.end(part, outcome);
    await context.add(part, members);
  }
  const read = groups.state === 'complete';
  return context.end(
    part,
    read ? ok(null) : err({ kind: 'refused', reason: `the role groups were not read: ${groups.reason ?? 'unknown'}` }),
  );
}

function idOf(object: unknown): string {
  return keyOf(textIn(object, 'ExternalDirectoryObjectId') || textIn(object, 'ExternalDirectoryObjectID') || textIn(object, 'Guid'));
}
