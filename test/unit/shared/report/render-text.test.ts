import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../../src/shared/report/display-width';
import { id, type Block } from '../../../../src/shared/report/report-model';
import { renderText, type TextOptions } from '../../../../src/shared/report/render-text';

const GUID = '6f1c2a50-3c1e-4d2b-9a77-0d8c3b1f2e4a';
const text = (blocks: readonly Block[], options: TextOptions = {}): string =>
  [...renderText({ title: 'Title', subtitle: 'Subtitle', blocks }, options)].join('');

const TABLE: Block = {
  kind: 'table',
  columns: [{ title: 'Name' }, { title: 'Id' }, { title: 'Mailboxes', align: 'right' }],
  rows: [
    ['An app with quite a long name of its own', id(GUID), '12'],
    ['営業', id(GUID), '1,024'],
  ],
};

describe('a report as text', () => {
  it('aligns columns, wide characters and numbers included', () => {
    const lines = text([TABLE]).split('\n').slice(3, 7);
    expect(lines).toEqual([
      'Name                                      Id                                    Mailboxes',
      '----------------------------------------  ------------------------------------  ---------',
      `An app with quite a long name of its own  ${GUID}         12`,
      `営業                                      ${GUID}      1,024`,
    ]);
  });

  it('wraps names, never ids, where a terminal is narrow', () => {
    const lines = text([TABLE], { width: 72 }).split('\n');
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(72);
    expect(lines.filter((line) => line.includes(GUID))).toHaveLength(2);
  });

  it('does not wrap where there is no terminal, so that a line can be searched for', () => {
    const sentence = 'word '.repeat(100).trim();
    expect(text([{ kind: 'paragraph', text: sentence }])).toContain(sentence);
  });

  it('is without colours unless they are asked for', () => {
    const card: Block = { kind: 'card', severity: 'critical', title: 'HR Sync', facts: [{ label: 'Risk', values: ['all mail'] }] };
    const escape = String.fromCharCode(0x1b);
    expect(text([card])).not.toContain(escape);
    expect(text([card], { color: true })).toContain(`${escape}[1;31mCRITICAL${escape}[0m`);
  });
});
