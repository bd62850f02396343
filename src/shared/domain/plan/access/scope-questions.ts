import type { RoleAssignment } from '../../reach/reach-model';
import { plainName, shown } from '../display-text';
import type { Question } from '../questions.schema';
import type { Sight } from '../subjects';
import { inOrder } from './held-permissions';
import { SCOPE_NAME_LIMIT } from './scope-steps';

/** Whose scope it is. */
export interface ScopeOwner {
  readonly appId: string;
  readonly name: string;
}

/** So many choices are offered as a list. */
const MOST_CHOICES = 200;

/** A scope that an app's roles have already. */
export interface CurrentScope {
  /** What the answer says. */
  readonly value: string;
  readonly label: string;
  readonly assignment: RoleAssignment;
}

/** The scopes of an app's roles that hold a mailbox for certain, each once. */
export function currentScopes({ engine }: Sight, assignments: readonly RoleAssignment[]): readonly CurrentScope[] {
  const found = new Map<string, CurrentScope>();
  for (const assignment of inOrder(assignments)) {
    const { scope } = assignment;
    if (assignment.mask === 0 || scope.id === null || !['filter', 'group', 'unit'].includes(scope.kind)) continue;
    if (engine.sets.countYes(scope.members) === 0) continue;
    const value = `${scope.kind}:${scope.id}`;
    if (!found.has(value)) found.set(value, { value, label: `"${shown(scope.name)}"`, assignment });
  }
  return [...found.values()];
}

/** A name and an address for a new group that nothing in the reading has. */
export function newGroupDefaults(
  { reading, engine }: Sight,
  owner: ScopeOwner | null,
): { readonly name: string; readonly address: string } {
  const domain = reading.collection.tenant.defaultDomain ?? '';
  const name = owner ? plainName(owner.name, SCOPE_NAME_LIMIT - 14) : '';
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const isFree = (text: string): boolean => engine.groups.byText(text) === undefined && reading.principals.match(text).kind === 'none';
  for (let number = 1; number < 100; number += 1) {
    const wanted = `${name} mailboxes${number === 1 ? '' : ` ${number}`}`;
    const address = `${slug}-mailboxes${number === 1 ? '' : `-${number}`}@${domain}`;
    if (isFree(wanted) && isFree(address)) return { name: name === '' ? '' : wanted, address: domain === '' || slug === '' ? '' : address };
  }
  return { name: '', address: '' };
}

/** The questions about a scope. `current`: the scopes that the app's roles have already. */
export function scopeQuestions(sight: Sight, owner: ScopeOwner | null, current: readonly CurrentScope[] = []): readonly Question[] {
  const units = sight.reading.collection.graph.administrativeUnits ?? [];
  const { name, address } = newGroupDefaults(sight, owner);
  const [first] = current;
  return [
    {
      id: 'scope',
      label: 'What should its mailboxes be known by?',
      help: 'A group is the usual way: who is in it can be seen in the admin center.',
      type: 'choice',
      required: true,
      default: first ? 'current' : 'newGroup',
      choices: [
        ...(first ? [{ value: 'current', label: 'The scope that its roles have already' }] : []),
        { value: 'newGroup', label: 'A new group' },
        { value: 'existingGroup', label: 'A group that there is' },
        ...(units.length > 0 ? [{ value: 'unit', label: 'An administrative unit' }] : []),
        { value: 'filter', label: 'A filter over attributes' },
      ],
    },
    ...(first
      ? [
          {
            id: 'currentScope',
            label: 'Which of its scopes?',
            type: 'choice' as const,
            required: true,
            default: first.value,
            choices: current.map(({ value, label }) => ({ value, label })),
            when: { scope: 'current' },
          },
        ]
      : []),
    {
      id: 'mailboxes',
      label: 'Which mailboxes may it reach?',
      help: 'A new group is filled with them, and a group that there is gets those it lacks. Of a filter or a unit: some that are tested.',
      type: 'mailboxes',
      required: false,
    },
    {
      id: 'groupName',
      label: 'Name of the new group',
      type: 'text',
      required: true,
      ...(name === '' ? {} : { default: name }),
      when: { scope: 'newGroup' },
    },
    {
      id: 'groupAddress',
      label: 'Address of the new group',
      type: 'text',
      required: true,
      ...(address === '' ? {} : { default: address }),
      when: { scope: 'newGroup' },
    },
    {
      id: 'group',
      label: 'Which group?',
      help: 'Only its direct members count, not those of groups inside it.',
      type: 'group',
      required: true,
      when: { scope: 'existingGroup' },
    },
    ...(units.length === 0
      ? []
      : [
          {
            id: 'unit',
            label: 'Which administrative unit?',
            required: true,
            // A list of thousands helps nobody: there one gives the name or the id.
            ...(units.length <= MOST_CHOICES
              ? { type: 'choice' as const, choices: units.map((unit) => ({ value: unit.id, label: shown(unit.displayName || unit.id) })) }
              : { type: 'text' as const }),
            when: { scope: 'unit' },
          },
        ]),
    {
      id: 'filter',
      label: 'Which mailboxes, as a filter?',
      help: "For example: CustomAttribute1 -eq 'Finance'",
      type: 'text',
      required: true,
      when: { scope: 'filter' },
    },
  ];
}
