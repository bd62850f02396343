import type { CoverageMap } from '../shared/domain/answers/answer-shapes';
import { SOURCE_PATHS, type SourcePath } from '../shared/domain/collection/sources';

/** A command that answers from a reading. */
export type CommandName = 'audit' | 'reach' | 'who' | 'matrix' | 'secrets';

/** A source that an answer needed and that was not read in full. */
export interface CoverageGap {
  readonly source: string;
  readonly state: 'partial' | 'missing';
  readonly reason: string;
}

/** Read on request only: without them an answer is as complete as it was asked to be. */
const ON_REQUEST: readonly SourcePath[] = ['exchange.mailboxFolderPermissions'];

/** How a file says that nobody asked for a source, as against one that was asked for and refused. */
const NOT_ASKED_FOR = /\bon request\b/i;

/** What plans and rotations need, and no answer does. */
const NOT_FOR_ANSWERS: readonly SourcePath[] = [
  'graph.appManagementPolicies',
  'graph.authorizationPolicy',
  'graph.credentialSignInActivities',
  'exchange.managementRoles',
];

/** What only findings need. */
const FINDINGS_ONLY: readonly SourcePath[] = [
  'graph.owners',
  'graph.directoryRoleAssignments',
  'graph.directoryRoleEligibilities',
  'graph.signInActivities',
  'graph.applications',
  'graph.federatedIdentityCredentials',
  'exchange.roleGroups',
  'exchange.roleGroupMembers',
  'exchange.organizationConfig',
  'exchange.transportConfig',
  'exchange.casMailboxes',
];

const CREDENTIAL_SOURCES: readonly SourcePath[] = ['graph.applications', 'graph.federatedIdentityCredentials'];

const REACH_SOURCES = SOURCE_PATHS.filter((path) => ![...ON_REQUEST, ...NOT_FOR_ANSWERS, ...FINDINGS_ONLY].includes(path));

/** The sources that each command cannot do without: absent from the file counts as not read. */
const NEEDED: Readonly<Record<CommandName, ReadonlySet<string>>> = {
  audit: new Set([...REACH_SOURCES, ...FINDINGS_ONLY]),
  reach: new Set(REACH_SOURCES),
  who: new Set(REACH_SOURCES),
  matrix: new Set(REACH_SOURCES),
  secrets: new Set([...REACH_SOURCES, ...CREDENTIAL_SOURCES]),
};

/**
 * What makes an answer incomplete, for `--strict` and for warnings. A source that the command needs counts whenever it is not
 * complete, also where the file does not mention it. A source read on request only counts where the file itself says that it was
 * cut short or refused; the audit, which reports on the whole reading, takes every such statement of the file seriously.
 */
export function coverageGaps(command: CommandName, coverage: CoverageMap, declared: ReadonlySet<string>): CoverageGap[] {
  return Object.entries(coverage).flatMap(([source, { state, reason }]) => {
    if (state === 'complete') return [];
    const onRequest = ON_REQUEST.some((path) => path === source);
    const notAskedFor = onRequest && state === 'missing' && NOT_ASKED_FOR.test(reason ?? '');
    const stated = declared.has(source) && !notAskedFor && (onRequest || command === 'audit');
    if (!NEEDED[command].has(source) && !stated) return [];
    return [{ source, state, reason: reason ?? 'no reason given' }];
  });
}

/** Gaps as one clause: the first few by name, the rest as a number. */
export function describeGaps(gaps: readonly CoverageGap[], limit = 5): string {
  const named = gaps.slice(0, limit).map((gap) => `${gap.source} is ${gap.state} (${gap.reason})`);
  const rest = gaps.length - named.length;
  return rest > 0 ? `${named.join('; ')}; and ${rest} more` : named.join('; ');
}
