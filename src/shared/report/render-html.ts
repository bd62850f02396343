import { assertNever } from '../domain/result';
import { escapeHtml, escapeHtmlLines, safeLink } from './escape-html';
import { HTML_STYLE } from './html-style';
import type { Block, Fact, Inline, ReportDocument } from './report-model';

/** Nothing is loaded, run or sent: a report from a file share is as inert as paper, whatever a name in it tries. */
const CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A report as one self-contained HTML file without scripts, piece by piece. */
export function* renderHtml(document: ReportDocument): Generator<string> {
  const title = escapeHtml(document.title);
  yield [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${title}</title>`,
    `<style>${HTML_STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${title}</h1>`,
    `<p class="subtitle">${escapeHtml(document.subtitle)}</p>`,
    '',
  ].join('\n');
  for (const block of document.blocks) yield* blockChunks(block);
  yield '</main>\n<footer>Made by Mailscope.</footer>\n</body>\n</html>\n';
}

function* blockChunks(block: Block): Generator<string> {
  switch (block.kind) {
    case 'section':
      yield `<h2>${escapeHtml(block.title)}</h2>\n`;
      return;
    case 'paragraph':
      yield `<p${block.tone === undefined || block.tone === 'normal' ? '' : ` class="${block.tone}"`}>${escapeHtml(block.text)}</p>\n`;
      return;
    case 'list':
      yield `<ul>\n${block.items.map((item) => `<li>${escapeHtml(item)}</li>\n`).join('')}</ul>\n`;
      return;
    case 'facts':
      yield factList(block.facts);
      return;
    case 'code':
      yield `<pre><code>${escapeHtmlLines(block.text)}</code></pre>\n`;
      return;
    case 'table':
      yield* tableChunks(block);
      return;
    case 'card':
      yield `<article class="${block.severity}">\n<h3>${badge(block.severity)}${escapeHtml(block.title)}</h3>\n${factList(block.facts)}</article>\n`;
      return;
    default:
      assertNever(block);
  }
}

function* tableChunks(table: Extract<Block, { kind: 'table' }>): Generator<string> {
  const attribute = table.columns.map((column) => (column.align === 'right' ? ' class="right"' : ''));
  const headings = table.columns.map((column, index) => `<th scope="col"${attribute[index] ?? ''}>${escapeHtml(column.title)}</th>`);
  yield `<div class="scroll" role="region" tabindex="0" aria-label="Table">\n<table>\n<thead><tr>${headings.join('')}</tr></thead>\n<tbody>\n`;
  for (const row of table.rows) {
    yield `<tr>${row.map((cell, index) => `<td${attribute[index] ?? ''}>${inline(cell)}</td>`).join('')}</tr>\n`;
  }
  yield '</tbody>\n</table>\n</div>\n';
}

function factList(facts: readonly Fact[]): string {
  const items = facts.map(
    (fact) => `<dt>${escapeHtml(fact.label)}</dt><dd>${fact.values.map((value) => `<p>${inline(value)}</p>`).join('')}</dd>\n`,
  );
  return `<dl>\n${items.join('')}</dl>\n`;
}

function badge(severity: string): string {
  return `<span class="badge ${severity}">${severity}</span>`;
}

function inline(value: Inline): string {
  if (typeof value === 'string') return escapeHtml(value);
  switch (value.kind) {
    case 'id':
      return value.text === '' ? '' : `<code>${escapeHtml(value.text)}</code>`;
    case 'link': {
      const link = safeLink(value.address);
      return link === null ? escapeHtml(value.address) : `<a href="${escapeHtml(link)}" rel="noopener noreferrer">${escapeHtml(link)}</a>`;
    }
    case 'severity':
      return badge(value.severity);
    default:
      return assertNever(value);
  }
}
