import { describe, expect, it } from 'vitest';
import { inlineOf, markdownBlocks } from '../../../../../src/renderer/features/plans/markdown';

describe('a line of instructions', () => {
  it.each([
    ['plain \\(text\\) of A\\&B', [{ kind: 'text', text: 'plain (text) of A&B' }]],
    [
      '**Exchange role**: one',
      [
        { kind: 'strong', text: 'Exchange role' },
        { kind: 'text', text: ': one' },
      ],
    ],
    [
      "run `Get-Mailbox -Identity 'a'` now",
      [
        { kind: 'text', text: 'run ' },
        { kind: 'code', text: "Get-Mailbox -Identity 'a'" },
        { kind: 'text', text: ' now' },
      ],
    ],
    ['`` a `b` ``', [{ kind: 'code', text: 'a `b`' }]],
    [
      '[https&#58;//x.example/\\#/a](<https://x.example/#/a>)',
      [{ kind: 'link', text: 'https://x.example/#/a', href: 'https://x.example/#/a' }],
    ],
    ['\\[no\\](link) and \\*\\*no\\*\\*', [{ kind: 'text', text: '[no](link) and **no**' }]],
    ['one ` alone', [{ kind: 'text', text: 'one ` alone' }]],
  ])('%s', (line, expected) => {
    expect(inlineOf(line)).toEqual(expected);
  });
});

describe('instructions in blocks', () => {
  it('keep headings, lists with what is below them, and code as it stands', () => {
    const text = '# A\n\nfirst\n\n- one\n  - `two`\n\n```\n- no list\n# no heading\n```\n\n## 1\\. B\nlast';
    const blocks = markdownBlocks(text);
    expect(blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'list', 'code', 'heading', 'paragraph']);
    expect(blocks[2]).toMatchObject({ items: [{ depth: 0 }, { depth: 1, inline: [{ kind: 'code', text: 'two' }] }] });
    expect(blocks[3]).toEqual({ kind: 'code', text: '- no list\n# no heading' });
    expect(blocks[4]).toMatchObject({ level: 2, inline: [{ text: '1. B' }] });
  });

  it('lose no code where a block is not closed', () => {
    expect(markdownBlocks('```\nGet-Mailbox')).toEqual([{ kind: 'code', text: 'Get-Mailbox' }]);
  });
});
