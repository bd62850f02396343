import { heldPermissions } from '../access/held-permissions';
import { liveTestQuestions } from '../access/live-step';
import { filterOfPolicies } from '../access/policy-pieces';
import { scopeQuestions } from '../access/scope-questions';
import type { PlanContext } from '../family';
import type { Question } from '../questions.schema';
import { findApp, type PlanApp, type Sight } from '../subjects';

/** What a migration asks. */
export function migrationQuestions(
  context: Pick<PlanContext, 'reading' | 'engine' | 'now'>,
  subjectId: string | null,
): readonly Question[] {
  const found = subjectId === null ? null : findApp(context, subjectId);
  const app = found?.ok ? found.value : null;
  const usual = scopeQuestions(context, app);
  const uncovered = app ? uncoveredGrants(app).length > 0 : true;
  return [
    ...(subjectId === null ? [{ id: 'subject', label: 'Which app?', help: 'Its app id.', type: 'text' as const, required: true }] : []),
    {
      id: 'scope',
      label: 'What should its mailboxes be known by?',
      type: 'choice',
      required: true,
      default: app ? usualScope(context, app) : 'sameGroups',
      choices: [
        { value: 'sameGroups', label: 'The groups of the policies' },
        { value: 'newGroup', label: 'A new group that holds every mailbox directly' },
        { value: 'filter', label: 'A filter over attributes' },
      ],
    },
    {
      id: 'nested',
      label: 'What about members of groups inside these groups?',
      help: 'Policies count them, roles do not.',
      type: 'choice',
      required: true,
      default: 'filter',
      choices: [
        { value: 'filter', label: 'Name the inner groups in the scope too' },
        { value: 'members', label: 'Add them to the outer group directly' },
        { value: 'leaveOut', label: 'Leave them out' },
      ],
      when: { scope: 'sameGroups' },
    },
    ...usual.filter((question) => ['groupName', 'groupAddress', 'filter'].includes(question.id)),
    ...(uncovered
      ? [
          {
            id: 'alsoUncovered',
            label: 'Also confine what the policies do not govern',
            help: 'These permissions open every mailbox now, whatever the policies say.',
            type: 'boolean' as const,
            required: false,
            default: false,
          },
        ]
      : []),
    { id: 'removePolicies', label: 'Remove the old policies at the end', type: 'boolean', required: false, default: true },
    ...liveTestQuestions(),
  ];
}

/** What a role replaces and no policy governs. */
export function uncoveredGrants(app: PlanApp): ReturnType<typeof heldPermissions>['replaceable'] {
  return heldPermissions(app.entry).replaceable.filter((grant) => !grant.governedByPolicies);
}

/** The groups of the policies where a filter can say what they do; otherwise a new group. */
export function usualScope(sight: Sight, app: PlanApp): 'sameGroups' | 'newGroup' {
  return filterOfPolicies(sight, app.entry.policies, 'filter').filter === null ? 'newGroup' : 'sameGroups';
}
