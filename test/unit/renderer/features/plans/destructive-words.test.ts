import { describe, expect, it } from 'vitest';
import { destructiveWords } from '../../../../../src/renderer/features/plans/destructive-words';
import type { Change } from '../../../../../src/renderer/features/plans/plan-api';
import { confirmations } from '../../../../../src/renderer/features/plans/run-dialog';
import { planStep } from '../../../../support/plan-samples';

const graph = (path: string, method: 'DELETE' | 'PATCH' | 'POST' = 'DELETE'): Change => ({
  api: 'graph',
  method,
  path,
  headers: {},
  body: null,
  edit: null,
});
const cmdlet = (name: string): Change => ({ api: 'exchange', cmdlet: name, parameters: {} });
const taking = (...changes: readonly Change[]) =>
  changes.map((change, index) => planStep({ id: `s${index}`, title: `Disable app ${index}`, change, destructive: true }));

describe('what the button says it takes away', () => {
  it.each<[string, readonly Change[], string]>([
    [
      'two grants',
      [graph('/v1.0/servicePrincipals/1/appRoleAssignedTo/2'), graph('/v1.0/servicePrincipals/1/appRoleAssignments/3')],
      'remove 2 grants',
    ],
    [
      'a policy and a grant',
      [cmdlet('Remove-ApplicationAccessPolicy'), graph('/v1.0/servicePrincipals/1/appRoleAssignedTo/2')],
      'remove 1 access policy and 1 grant',
    ],
    ['members', [cmdlet('Remove-DistributionGroupMember'), graph('/v1.0/groups/1/members/2/$ref')], 'remove 2 members'],
    ['a credential', [graph('/v1.0/applications/1/removePassword', 'POST')], 'remove 1 credential'],
    ['one thing without a short name', [graph('/v1.0/servicePrincipals/1', 'PATCH')], 'disable app 0'],
    ['several of them', [graph('/v1.0/servicePrincipals/1', 'PATCH'), graph('/v1.0/servicePrincipals/2', 'PATCH')], 'take away in 2 steps'],
  ])('%s', (_, changes, words) => {
    expect(destructiveWords(taking(...changes))).toBe(words);
  });

  it('nothing where nothing is taken away', () => {
    expect(destructiveWords([planStep()])).toBeNull();
  });
});

describe('what has to be confirmed', () => {
  it('is asked for once per sentence, for every step that it stands for', () => {
    const steps = [
      planStep({ id: 'a', confirm: 'Remove it.' }),
      planStep({ id: 'b' }),
      planStep({ id: 'c', confirm: 'Remove it.' }),
      planStep({ id: 'd', confirm: 'Disable it.' }),
    ];
    expect(confirmations({ steps })).toEqual([
      { says: 'Remove it.', steps: ['a', 'c'] },
      { says: 'Disable it.', steps: ['d'] },
    ]);
  });
});
