import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonTokens, powershellTokens, type TokenKind } from '../../../../../src/renderer/features/plans/powershell-tokens';

const kinds = (script: string): readonly (readonly [TokenKind, string])[] =>
  powershellTokens(script)
    .filter(({ text }) => text.trim() !== '')
    .map(({ kind, text }) => [kind, text.trim()] as const);

describe('a script in pieces', () => {
  it.each<[string, readonly (readonly [TokenKind, string])[]]>([
    [
      "Get-Mailbox -Identity 'a''b' # who",
      [
        ['command', 'Get-Mailbox'],
        ['parameter', '-Identity'],
        ['text', "'a''b'"],
        ['comment', '# who'],
      ],
    ],
    [
      '<# over\ntwo #> $x',
      [
        ['comment', '<# over\ntwo #>'],
        ['variable', '$x'],
      ],
    ],
    [
      'if ($true) { return 3 }',
      [
        ['keyword', 'if'],
        ['plain', '('],
        ['variable', '$true'],
        ['plain', ') {'],
        ['keyword', 'return'],
        ['number', '3'],
        ['plain', '}'],
      ],
    ],
    ["@'\nit's $not\n'@", [['text', "@'\nit's $not\n'@"]]],
    [
      '[string] ${odd name}',
      [
        ['type', '[string]'],
        ['variable', '${odd name}'],
      ],
    ],
    [
      '"a `" b"; $y',
      [
        ['text', '"a `" b"'],
        ['plain', ';'],
        ['variable', '$y'],
      ],
    ],
    ["'curly ’’ end’", [['text', "'curly ’’ end’"]]],
    ['a#b', [['plain', 'a#b']]],
    [
      '$foreach.Current',
      [
        ['variable', '$foreach'],
        ['plain', '.Current'],
      ],
    ],
  ])('%s', (script, expected) => {
    expect(kinds(script)).toEqual(expected);
  });

  it('together they are the script, whatever it holds', () => {
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom("'", '"', '#', '<#', '#>', "@'\n", "\n'@", '$', '${', '`', '[', 'if', 'Get-Mailbox', '-eq', '\r\n', '‘', '“'),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const script = parts.join('');
        expect(
          powershellTokens(script)
            .map(({ text }) => text)
            .join(''),
        ).toBe(script);
      }),
    );
  });

  it('a long script of unfinished texts costs no more than its length', () => {
    const script = `${"'".repeat(20_001)}\n${'<#'.repeat(20_000)}\n${'@"\n'.repeat(10_000)}`;
    expect(
      powershellTokens(script)
        .map(({ text }) => text)
        .join(''),
    ).toBe(script);
  });
});

describe('data in pieces', () => {
  it('tells names from texts', () => {
    const tokens = jsonTokens('{"a": "b: \\"c\\"", "d": [1.5, null]}').filter(({ kind }) => kind !== 'plain');
    expect(tokens).toEqual([
      { kind: 'parameter', text: '"a"' },
      { kind: 'text', text: '"b: \\"c\\""' },
      { kind: 'parameter', text: '"d"' },
      { kind: 'number', text: '1.5' },
      { kind: 'keyword', text: 'null' },
    ]);
  });

  it('together they are the text', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(
          jsonTokens(text)
            .map((token) => token.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
