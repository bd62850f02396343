import type { TenantState } from '../state/tenant-state';
import type { View } from '../views/graph-views';
import { EXCHANGE_SOURCES, exchangeSingles } from './exchange-sources';
import { GRAPH_SOURCES, graphSingles } from './graph-sources';
import { neededGroups } from './needed-groups';
import type { DumpContext, Source } from './source';

/** What of a tenant is written down. */
export interface DumpOptions {
  /** FullAccess of all mailboxes (the default), or of shared mailboxes only. */
  readonly mailboxPermissions?: 'all' | 'shared';
  /** Rights on folders, which a reading takes on request only. */
  readonly folderPermissions?: boolean;
}

/** Where one piece of text ends and the next begins, in characters. */
const PIECE = 65_536;

/**
 * A tenant as `mailscope-collection/1`, piece by piece: what a complete reading of it contains, without ever being one
 * string (those end at 512 MB). Coverage comes last, when everything has been counted.
 */
export function* dumpCollection(state: TenantState, options: DumpOptions = {}): Generator<string> {
  let piece = '';
  for (const text of texts(state, options)) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* texts(state: TenantState, options: DumpOptions): Generator<string> {
  const context = contextOf(state, options);
  const coverage: Record<string, View> = {};
  const head = {
    format: 'mailscope-collection/1',
    collectedAt: context.readAt,
    collector: { name: 'mailscope', version: 'simulator', mode: 'simulator' },
    tenant: {
      id: state.tenantId,
      displayName: state.singles.organization.displayName,
      defaultDomain: state.defaultDomain,
      cloud: 'global',
    },
  };
  yield JSON.stringify(head).slice(0, -1);
  yield* section('graph', GRAPH_SOURCES, graphSingles(state), context, coverage);
  const folders = options.folderPermissions === true;
  const sources = folders ? EXCHANGE_SOURCES : EXCHANGE_SOURCES.filter((source) => source.name !== 'mailboxFolderPermissions');
  yield* section('exchange', sources, exchangeSingles(state), context, coverage, {
    mailboxPermissionsRead: context.permissionsOf === null ? 'all' : [...context.permissionsOf],
  });
  if (!folders) coverage['exchange.mailboxFolderPermissions'] = { state: 'missing', count: 0, reason: 'read on request only' };
  const permissions = coverage['exchange.mailboxPermissions'];
  if (context.permissionsOf !== null) {
    coverage['exchange.mailboxPermissions'] = { ...permissions, state: 'partial', reason: 'shared mailboxes only' };
  }
  yield `,"coverage":${JSON.stringify(coverage)}}`;
}

function contextOf(state: TenantState, options: DumpOptions): DumpContext {
  const permissionsOf =
    options.mailboxPermissions === 'shared'
      ? new Set(
          [...state.mailboxes]
            .filter((row) => row.RecipientTypeDetails === 'SharedMailbox')
            .map((row) => row.ExternalDirectoryObjectId.toLowerCase()),
        )
      : null;
  const groups = neededGroups(state, { permissionsOf, folderPermissions: options.folderPermissions === true });
  return { state, permissionsOf, groups, readAt: state.clock.nowText() };
}

function* section(
  name: string,
  sources: readonly Source[],
  singles: Readonly<Record<string, View>>,
  context: DumpContext,
  coverage: Record<string, View>,
  more: Readonly<Record<string, unknown>> = {},
): Generator<string> {
  yield `,${JSON.stringify(name)}:{`;
  let first = true;
  const comma = (): string => {
    const text = first ? '' : ',';
    first = false;
    return text;
  };
  for (const source of sources) {
    yield `${comma()}${JSON.stringify(source.name)}:[`;
    let count = 0;
    for (const row of source.rows(context)) {
      yield `${count === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`;
      count += 1;
    }
    yield ']';
    coverage[`${name}.${source.name}`] = { state: 'complete', count };
  }
  for (const [key, value] of Object.entries(singles)) {
    yield `${comma()}${JSON.stringify(key)}:${JSON.stringify(value)}`;
    coverage[`${name}.${key}`] = { state: 'complete', count: 1 };
  }
  for (const [key, value] of Object.entries(more)) yield `${comma()}${JSON.stringify(key)}:${JSON.stringify(value)}`;
  yield '}';
}
