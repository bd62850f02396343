import { describe, expect, it } from 'vitest';
import { changeText, outputWords, readText, shownText } from '../../../../../src/renderer/features/plans/change-text';
import { literal, reference } from '../../../../../src/shared/domain/plan/template';
import { planStep } from '../../../../support/plan-samples';

const words = outputWords([planStep({ id: 'group' }), planStep({ id: 'scope' })]);

describe('the exact change, for a reader', () => {
  it('a cmdlet is what one would type, and a text in it stays a text', () => {
    const change = {
      api: 'exchange' as const,
      cmdlet: 'New-ManagementScope',
      parameters: {
        Name: literal("O'Brien’s ${x}"),
        Confirm: false,
        Members: ['a', 'b'],
        Size: 3,
        Filter: `MemberOfGroup -eq '${reference('group', 'dn')}'`,
      },
    };
    expect(changeText(change, words)).toBe(
      "New-ManagementScope -Name 'O''Brien’’s ${x}' -Confirm $false -Members 'a', 'b' -Size 3 -Filter 'MemberOfGroup -eq ''‹dn from step 1›'''",
    );
  });

  it('a request has its headers and its body', () => {
    const text = changeText(
      {
        api: 'graph',
        method: 'PATCH',
        path: `/v1.0/groups/${reference('group', 'id')}`,
        headers: { Prefer: 'return=minimal' },
        body: { displayName: literal('A ${b}'), nested: [reference('scope', 'name')] },
        edit: null,
      },
      words,
    );
    expect(text).toContain('PATCH /v1.0/groups/‹id from step 1›\nPrefer: return=minimal\n');
    expect(text).toContain('"displayName": "A ${b}"');
    expect(text).toContain('‹name from step 2›');
  });

  it('a list that is edited says what goes and what comes', () => {
    const text = changeText(
      {
        api: 'graph',
        method: 'PATCH',
        path: '/v1.0/applications/1',
        headers: {},
        body: null,
        edit: { property: 'keyCredentials', add: [{ key: 'new' }], remove: [{ keyId: 'old' }] },
      },
      words,
    );
    expect(text).toContain('keyCredentials');
    expect(text).toContain('without {"keyId":"old"}');
    expect(text).toContain('with {"key":"new"}');
  });

  it('a look is one line', () => {
    expect(readText({ api: 'graph', path: '/v1.0/users/1' }, words)).toBe('GET /v1.0/users/1');
    expect(readText({ api: 'exchange', cmdlet: 'Get-Mailbox', parameters: { Identity: 'a' } }, words)).toBe("Get-Mailbox -Identity 'a'");
  });

  it('an output of a step that is not there keeps its name', () => {
    expect(shownText(reference('gone', 'id'), words)).toBe('‹id from step gone›');
  });
});
