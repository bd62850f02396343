import type { CoverageEntry } from '../../shared/domain/collection/collection.schema';
import { SOURCE_PATHS, type SourcePath } from '../../shared/domain/collection/sources';
import { READ_PART } from './mailbox-permission-step';
import type { Spool } from './spool';

/** Why a source that nobody tried to read is not there. */
const NOT_READ: Partial<Readonly<Record<SourcePath, string>>> = { 'exchange.mailboxFolderPermissions': 'read on request only' };

/** The parts that a source has in a reading, in the order in which they were begun; itself, where it is in one piece. */
export function partsOf(spool: Spool, source: SourcePath): readonly string[] {
  const pieces = spool.names().filter((name) => name.startsWith(`${source}/`));
  return pieces.length > 0 ? pieces : [source];
}

/** How far a source is: complete if all its parts are, missing if nothing of it came. */
export function coverageOf(spool: Spool, source: SourcePath): CoverageEntry {
  const parts = partsOf(spool, source).map((name) => spool.part(name));
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  if (parts.every((part) => part.state === 'complete')) return { state: 'complete', count };
  const reasons = [...new Set(parts.flatMap((part) => (part.reason === null ? [] : [part.reason])))];
  const reason = reasons.join('; ') || NOT_READ[source] || 'it was not read';
  // Mailboxes on which nobody has a right were read all the same.
  const read = source === 'exchange.mailboxPermissions' ? spool.part(READ_PART) : null;
  const some =
    count > 0 || parts.some((part) => part.state === 'complete') || (read !== null && (read.count > 0 || read.state === 'complete'));
  return { state: some ? 'partial' : 'missing', count, reason };
}

/** The coverage of a whole reading. */
export function coverageMap(spool: Spool): Readonly<Record<SourcePath, CoverageEntry>> {
  const entries = SOURCE_PATHS.map((source) => [source, coverageOf(spool, source)] as const);
  return Object.fromEntries(entries) as Record<SourcePath, CoverageEntry>;
}
