import { formatCount } from '../../format/format';
import type { Change, PlanStepView } from './plan-api';

/** What a change takes away, as a noun in both numbers. */
type Noun = readonly [one: string, many: string];

const CMDLETS: Readonly<Record<string, Noun>> = {
  'remove-applicationaccesspolicy': ['access policy', 'access policies'],
  'remove-managementroleassignment': ['role assignment', 'role assignments'],
  'remove-managementscope': ['management scope', 'management scopes'],
  'remove-serviceprincipal': ['pointer', 'pointers'],
  'remove-distributiongroupmember': ['member', 'members'],
  'remove-unifiedgrouplinks': ['member', 'members'],
  'remove-mailboxpermission': ['delegate right', 'delegate rights'],
  'remove-recipientpermission': ['delegate right', 'delegate rights'],
};

/** The parts of a Graph path by which one knows what it deletes, the most telling first. */
const PATHS: readonly (readonly [RegExp, Noun])[] = [
  [/\/appRole(Assignments|AssignedTo)\//i, ['grant', 'grants']],
  [/\/oauth2PermissionGrants\//i, ['delegated grant', 'delegated grants']],
  [/\/(removePassword|removeKey)$/i, ['credential', 'credentials']],
  [/\/members\//i, ['member', 'members']],
  [/\/owners\//i, ['owner', 'owners']],
];

function nounOf(change: Change | null): Noun | null {
  if (change === null || change.api === 'person') return null;
  if (change.api === 'exchange') return CMDLETS[change.cmdlet.toLowerCase()] ?? null;
  return PATHS.find(([path]) => path.test(change.path))?.[1] ?? null;
}

/** What the destructive steps take away: "2 grants and 1 access policy"; null where some cannot be said in a few words. */
function taken(steps: readonly PlanStepView[]): readonly string[] | null {
  const counts = new Map<string, { readonly noun: Noun; readonly count: number }>();
  for (const step of steps) {
    const noun = nounOf(step.change);
    if (noun === null) return null;
    counts.set(noun[0], { noun, count: (counts.get(noun[0])?.count ?? 0) + 1 });
  }
  return [...counts.values()].map(({ noun: [one, many], count }) => formatCount(count, one, many));
}

const lowerFirst = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;

/** What runs destructively, as the button names it: "remove 2 grants", the title of a single step, or how many steps; null where none does. */
export function destructiveWords(steps: readonly PlanStepView[]): string | null {
  const destructive = steps.filter((step) => step.destructive);
  if (destructive.length === 0) return null;
  const nouns = taken(destructive);
  if (nouns !== null && nouns.length <= 3) return `remove ${new Intl.ListFormat('en', { type: 'conjunction' }).format(nouns)}`;
  const [only, ...others] = destructive;
  if (only !== undefined && others.length === 0) return lowerFirst(only.title);
  return `take away in ${destructive.length} steps`;
}
