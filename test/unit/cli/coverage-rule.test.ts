import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageGaps, describeGaps, type CommandName } from '../../../src/cli/coverage-rule';
import type { CoverageMap } from '../../../src/shared/domain/answers/answer-shapes';
import type { CoverageEntry } from '../../../src/shared/domain/collection/collection.schema';
import { SOURCE_PATHS } from '../../../src/shared/domain/collection/sources';

const COMMANDS: readonly CommandName[] = ['audit', 'reach', 'who', 'matrix', 'secrets'];
const COMPLETE: CoverageMap = Object.fromEntries(
  SOURCE_PATHS.map((path) => [path, { state: 'complete', count: 1 } satisfies CoverageEntry]),
);
const without = (path: string, state: 'partial' | 'missing', reason = 'why'): CoverageMap => ({
  ...COMPLETE,
  [path]: { state, count: 0, reason },
});

interface Case {
  readonly what: string;
  readonly source: string;
  readonly state: 'partial' | 'missing';
  readonly reason?: string;
  readonly stated: boolean;
  readonly incompleteFor: readonly CommandName[];
}

const CASES: readonly Case[] = [
  { what: 'grants absent from the file', source: 'graph.appRoleAssignments', state: 'missing', stated: false, incompleteFor: COMMANDS },
  { what: 'grants cut short', source: 'graph.appRoleAssignments', state: 'partial', stated: true, incompleteFor: COMMANDS },
  { what: 'mailbox permissions cut short', source: 'exchange.mailboxPermissions', state: 'partial', stated: true, incompleteFor: COMMANDS },
  {
    what: 'policies absent from the file',
    source: 'exchange.applicationAccessPolicies',
    state: 'missing',
    stated: false,
    incompleteFor: COMMANDS,
  },
  { what: 'sign-ins forbidden', source: 'graph.signInActivities', state: 'missing', stated: true, incompleteFor: ['audit'] },
  { what: 'owners absent from the file', source: 'graph.owners', state: 'missing', stated: false, incompleteFor: ['audit'] },
  {
    what: 'registrations absent from the file',
    source: 'graph.applications',
    state: 'missing',
    stated: false,
    incompleteFor: ['audit', 'secrets'],
  },
  {
    what: 'folder permissions nobody asked for',
    source: 'exchange.mailboxFolderPermissions',
    state: 'missing',
    stated: false,
    incompleteFor: [],
  },
  {
    what: 'folder permissions that the file itself calls not asked for',
    source: 'exchange.mailboxFolderPermissions',
    state: 'missing',
    reason: 'not read: folder permissions are read on request only',
    stated: true,
    incompleteFor: [],
  },
  {
    what: 'folder permissions asked for and refused',
    source: 'exchange.mailboxFolderPermissions',
    state: 'missing',
    reason: '403: forbidden',
    stated: true,
    incompleteFor: COMMANDS,
  },
  {
    what: 'folder permissions asked for and cut short',
    source: 'exchange.mailboxFolderPermissions',
    state: 'partial',
    stated: true,
    incompleteFor: COMMANDS,
  },
  { what: 'what only plans need, absent', source: 'graph.appManagementPolicies', state: 'missing', stated: false, incompleteFor: [] },
  {
    what: 'what only plans need, stated as forbidden',
    source: 'graph.appManagementPolicies',
    state: 'missing',
    stated: true,
    incompleteFor: ['audit'],
  },
];

describe('the rule of --strict', () => {
  it.each(CASES)('$what: incomplete for $incompleteFor', ({ source, state, reason, stated, incompleteFor }) => {
    const declared = new Set(stated ? [source] : []);
    expect(COMMANDS.filter((command) => coverageGaps(command, without(source, state, reason), declared).length > 0)).toEqual(incompleteFor);
  });

  it('finds nothing wrong with a complete reading, for any command', () => {
    for (const command of COMMANDS) expect(coverageGaps(command, COMPLETE, new Set(SOURCE_PATHS))).toEqual([]);
  });

  it('never gets milder when one more source is not complete', () => {
    const sources = fc.subarray([...SOURCE_PATHS]);
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), sources, sources, fc.constantFrom(...SOURCE_PATHS), (command, broken, declared, extra) => {
        const coverage = (paths: readonly string[]): CoverageMap =>
          Object.fromEntries(
            SOURCE_PATHS.map((path) => [path, { state: paths.includes(path) ? 'missing' : 'complete' } satisfies CoverageEntry]),
          );
        const count = (paths: readonly string[]): number => coverageGaps(command, coverage(paths), new Set(declared)).length;
        expect(count([...broken, extra])).toBeGreaterThanOrEqual(count(broken));
      }),
    );
  });

  it('names the first gaps with their reasons, and the rest as a number', () => {
    const gaps = coverageGaps(
      'audit',
      { 'graph.users': { state: 'partial', reason: 'throttled' }, 'graph.groups': { state: 'missing' } },
      new Set(),
    );
    expect(describeGaps(gaps, 1)).toBe('graph.users is partial (throttled); and 1 more');
    expect(describeGaps(gaps)).toBe('graph.users is partial (throttled); graph.groups is missing (no reason given)');
  });
});
