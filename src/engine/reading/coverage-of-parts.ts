import type { CoverageEntry } from '../../shared/domain/collection/collection.schema';
import { SOURCE_PATHS, type SourcePath } from '../../shared/domain/collection/sources';
import { OWNER_PARTS } from './graph-steps';
import { partName } from './reading-context';
import type { Spool } from './spool';
import { RESOURCE_APP_IDS } from './sources-table';

/** Sources that come from several places. */
const PIECES: Partial<Readonly<Record<SourcePath, readonly string[]>>> = {
  'graph.owners': OWNER_PARTS,
  'graph.appRoleAssignments': RESOURCE_APP_IDS.map((appId) => partName('graph.appRoleAssignments', appId)),
  'exchange.groups': ['distribution', 'unified', 'dynamic'].map((piece) => partName('exchange.groups', piece)),
};

/** Why a source that nobody tried to read is not there. */
const NOT_READ: Partial<Readonly<Record<SourcePath, string>>> = { 'exchange.mailboxFolderPermissions': 'read on request only' };

/** The parts that a source has in a reading, in the order in which they stand in the file. */
export function partsOf(spool: Spool, source: SourcePath): readonly string[] {
  const pieces = PIECES[source];
  if (!pieces) return [source];
  // A tenant without Exchange Online has one resource: its other part was never begun, and the source itself tells why none was.
  const begun = pieces.filter((piece) => spool.has(piece));
  return begun.length > 0 ? begun : [source];
}

/** How far a source is: complete if all its parts are, missing if nothing of it came. */
export function coverageOf(spool: Spool, source: SourcePath): CoverageEntry {
  const parts = partsOf(spool, source).map((name) => spool.part(name));
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  if (parts.every((part) => part.state === 'complete')) return { state: 'complete', count };
  const reasons = [...new Set(parts.flatMap((part) => (part.reason === null ? [] : [part.reason])))];
  const reason = reasons.join('; ') || NOT_READ[source] || 'it was not read';
  const some = count > 0 || parts.some((part) => part.state === 'complete');
  return { state: some ? 'partial' : 'missing', count, reason };
}

/** The coverage of a whole reading. */
export function coverageMap(spool: Spool): Readonly<Record<SourcePath, CoverageEntry>> {
  const entries = SOURCE_PATHS.map((source) => [source, coverageOf(spool, source)] as const);
  return Object.fromEntries(entries) as Record<SourcePath, CoverageEntry>;
}
