import { err, ok, type Result } from '../../shared/domain/result';
import { BATCH_SIZE, type GraphOutcome } from './graph-door';
import { readCollection } from './graph-pages';
import type { GroupNeeds } from './group-needs';
import type { ReadFailure } from './read-failure';
import type { ReadingContext } from './reading-context';
import { textIn, type Row } from './row-reader';
import { commandOf, pathOf } from './sources-table';
import type { Step } from './steps';

/** Who is in the groups and units that decide who reaches what. Both sources of members go together: each finds groups in groups for the other. */
export const MEMBERSHIP_STEPS: readonly Step[] = [
  { sources: ['graph.groupMembers', 'exchange.groupMembers'], run: readGroupMembers },
  { sources: ['graph.administrativeUnitMembers'], run: readUnitMembers },
];

/** Groups under way at once in Exchange Online: as many as it has connections for. */
const SIDE_BY_SIDE = 3;

interface Side {
  readonly part: 'graph.groupMembers' | 'exchange.groupMembers';
  readonly failures: ReadFailure[];
}

async function readGroupMembers(context: ReadingContext): Promise<void> {
  const { needs } = context.parts;
  const graph: Side = { part: 'graph.groupMembers', failures: [] };
  const exchange: Side = { part: 'exchange.groupMembers', failures: [] };
  if (context.isDone(graph.part) && context.isDone(exchange.part)) return;
  await context.restart(graph.part);
  await context.restart(exchange.part);
  const seen = new Set<string>();
  let wave = needs.neededGroups();
  while (wave.length > 0) {
    for (const id of wave) seen.add(id);
    const inner = new Set<string>();
    await Promise.all([readGraphWave(context, graph, wave, inner), readExchangeWave(context, exchange, wave, inner)]);
    wave = [...inner].filter((id) => !seen.has(id)).sort();
  }
  const doubt = unknownGroups(context);
  await context.end(graph.part, outcomeOf(graph), doubt);
  await context.end(exchange.part, outcomeOf(exchange), doubt);
}

/** Without the sources that name them, it is not known which groups are needed. */
function unknownGroups(context: ReadingContext): string | null {
  const missing = (
    ['graph.groups', 'exchange.managementScopes', 'exchange.managementRoleAssignments', 'exchange.applicationAccessPolicies'] as const
  )
    .filter((source) => context.parts.spool.part(source).state !== 'complete')
    .map((source) => source.split('.').join(' '));
  return missing.length === 0 ? null : `which groups are needed is not certain without ${missing.join(', ')}`;
}

function outcomeOf({ failures }: Side): Result<null, ReadFailure> {
  const [first] = failures;
  if (!first) return ok(null);
  if (first.kind === 'cancelled' || failures.length === 1) return err(first);
  return err({ kind: first.kind, reason: `${first.reason} (and ${failures.length - 1} more groups)` });
}

/** Twenty groups to a request; the later pages of large ones follow by themselves. */
async function readGraphWave(context: ReadingContext, side: Side, wave: readonly string[], inner: Set<string>): Promise<void> {
  const { needs } = context.parts;
  const ids = wave.filter((id) => needs.isInGraph(id));
  await eachBatch(
    context,
    ids,
    (id) => pathOf(side.part, 0, id),
    async (id, path, first) => {
      const rows: Row[] = [];
      const read = await readCollection(context.parts.graph, {
        path,
        cursor: null,
        first,
        onPage: (items) => {
          rows.push(...items.map((item) => ({ groupId: id, memberId: textIn(item, 'id'), memberType: typeOf(item, needs) })));
          return Promise.resolve();
        },
        onRestart: () => {
          rows.length = 0;
          return Promise.resolve();
        },
      });
      // A group that is gone by now has no members any more.
      if (!read.ok && read.error.kind !== 'notFound') side.failures.push(read.error);
      for (const row of rows) if (row['memberType'] === 'group') inner.add(String(row['memberId']).toLowerCase());
      await context.add(side.part, rows);
    },
  );
}

/** `#microsoft.graph.user` → `user`; an answer that leaves it out still may not hide a group in a group. */
function typeOf(item: unknown, needs: GroupNeeds): string {
  const type = textIn(item, '@odata.type').replace(/^#microsoft\.graph\./, '');
  return type || (needs.isInGraph(textIn(item, 'id').toLowerCase()) ? 'group' : 'directoryObject');
}

async function eachBatch(
  context: ReadingContext,
  ids: readonly string[],
  address: (id: string) => string,
  take: (id: string, path: string, first: GraphOutcome) => Promise<void>,
): Promise<void> {
  const batches: Promise<void>[] = [];
  for (let at = 0; at < ids.length; at += BATCH_SIZE) {
    const some = ids.slice(at, at + BATCH_SIZE);
    const paths = some.map(address);
    const read = async (): Promise<void> => {
      const outcomes = await context.parts.graph.batch(paths.map((path) => path.replace(/^\/v1\.0/, '')));
      for (const [index, id] of some.entries()) {
        const outcome = outcomes[index];
        if (outcome) await take(id, paths[index] ?? '', outcome);
      }
    };
    batches.push(read());
  }
  await Promise.all(batches);
}

/** Microsoft 365 groups have their members in the directory alone; dynamic groups and distribution groups answer here too. */
async function readExchangeWave(context: ReadingContext, side: Side, wave: readonly string[], inner: Set<string>): Promise<void> {
  const { needs, exchange } = context.parts;
  const ids = wave.filter((id) => ['distribution', 'dynamic'].includes(needs.exchangeKind(id) ?? ''));
  let next = 0;
  const work = async (): Promise<void> => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      const rows: Row[] = [];
      const groupId = id;
      const outcome = await exchange.run(
        commandOf(side.part, needs.exchangeKind(id) === 'dynamic' ? 1 : 0, id),
        (objects) => void rows.push(...objects.map((object) => memberRow(groupId, object))),
        () => void rows.splice(0),
      );
      if (!outcome.ok && outcome.error.kind !== 'notFound') side.failures.push(outcome.error);
      if (!outcome.ok && (outcome.error.kind === 'cancelled' || outcome.error.kind === 'forbidden')) return;
      for (const row of rows) {
        const member = String(row['MemberExternalDirectoryObjectId']).toLowerCase();
        if (needs.exchangeKind(member) !== null) inner.add(member);
      }
      await context.add(side.part, rows);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
}

function memberRow(groupId: string, object: unknown): Row {
  return {
    GroupExternalDirectoryObjectId: groupId,
    MemberExternalDirectoryObjectId: textIn(object, 'ExternalDirectoryObjectId') || textIn(object, 'Guid'),
    MemberRecipientTypeDetails: textIn(object, 'RecipientTypeDetails'),
  };
}

async function readUnitMembers(context: ReadingContext): Promise<void> {
  const part = 'graph.administrativeUnitMembers';
  const { needs, graph, spool } = context.parts;
  if (context.isDone(part)) return;
  await context.restart(part);
  const failures: ReadFailure[] = [];
  await eachBatch(
    context,
    needs.neededUnits(),
    (id) => pathOf(part, 0, id),
    async (id, path, first) => {
      const rows: Row[] = [];
      const read = await readCollection(graph, {
        path,
        cursor: null,
        first,
        onPage: (items) => {
          rows.push(...items.map((item) => ({ administrativeUnitId: id, memberId: textIn(item, 'id') })));
          return Promise.resolve();
        },
        onRestart: () => {
          rows.length = 0;
          return Promise.resolve();
        },
      });
      if (!read.ok && read.error.kind !== 'notFound') failures.push(read.error);
      await context.add(part, rows);
    },
  );
  const [first] = failures;
  const named =
    spool.part('exchange.managementRoleAssignments').state === 'complete' && spool.part('graph.administrativeUnits').state === 'complete';
  const doubt = named ? null : 'which units are needed is not certain without role assignments and administrative units';
  await context.end(part, first ? err(first) : ok(null), doubt);
}
