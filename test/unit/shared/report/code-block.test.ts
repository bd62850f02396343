import { describe, expect, it } from 'vitest';
import type { ReportDocument } from '../../../../src/shared/report/report-model';
import { renderHtml } from '../../../../src/shared/report/render-html';
import { renderMarkdown } from '../../../../src/shared/report/render-markdown';
import { renderText } from '../../../../src/shared/report/render-text';

const documentOf = (text: string): ReportDocument => ({ title: 'Title', subtitle: 'Subtitle', blocks: [{ kind: 'code', text }] });
const render = {
  html: (text: string) => [...renderHtml(documentOf(text))].join(''),
  md: (text: string) => [...renderMarkdown(documentOf(text))].join(''),
  text: (text: string) => [...renderText(documentOf(text), { width: 20 })].join(''),
};

describe('lines to be copied', () => {
  it.each([
    ['html', '<pre><code>a &lt;b&gt; &quot;c&quot;\n\n  d|e</code></pre>'],
    ['md', '```\na <b> "c"\n\n  d|e\n```'],
    ['text', '    a <b> "c"\n\n      d|e\n'],
  ] as const)('stay as they are in %s', (format, shown) => {
    expect(render[format]('a <b> "c"\r\n\n  d|e')).toContain(shown);
  });

  it('are not broken at the width of a terminal', () => {
    const long = `${'word '.repeat(20)}end`;
    expect(render.text(long)).toContain(`    ${long}\n`);
  });

  it('are not ended by what stands in them', () => {
    expect(render.md('```\n# no heading\n````')).toContain('`````\n```\n# no heading\n````\n`````\n');
    expect(render.html('</code></pre><script>')).not.toContain('<script>');
  });

  it.each(['html', 'md', 'text'] as const)('show in %s what could not be seen', (format) => {
    const shown = render[format]('a\u202eb\u001b[31mc');
    expect(shown).toContain('a[U+202E]b\u241b[31mc');
  });
});
