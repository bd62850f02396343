import { assertNever } from '../domain/result';
import { escapeMarkdown, markdownCode, markdownCodeBlock } from './escape-markdown';
import { safeLink } from './escape-html';
import type { Block, Fact, Inline, ReportDocument } from './report-model';

/** A report as GitHub-flavoured Markdown, piece by piece. */
export function* renderMarkdown(document: ReportDocument): Generator<string> {
  yield `# ${escapeMarkdown(document.title)}\n\n${escapeMarkdown(document.subtitle)}\n`;
  for (const block of document.blocks) yield* blockChunks(block);
}

function* blockChunks(block: Block): Generator<string> {
  switch (block.kind) {
    case 'section':
      yield `\n## ${escapeMarkdown(block.title)}\n`;
      return;
    case 'paragraph':
      yield `\n${block.tone === 'lead' ? `**${escapeMarkdown(block.text)}**` : escapeMarkdown(block.text)}\n`;
      return;
    case 'list':
      yield `\n${block.items.map((item) => `- ${escapeMarkdown(item)}\n`).join('')}`;
      return;
    case 'facts':
      yield `\n${factList(block.facts)}`;
      return;
    case 'code':
      yield `\n${markdownCodeBlock(block.text)}`;
      return;
    case 'table':
      yield `\n| ${block.columns.map((column) => escapeMarkdown(column.title)).join(' | ')} |\n`;
      yield `| ${block.columns.map((column) => (column.align === 'right' ? '---:' : '---')).join(' | ')} |\n`;
      for (const row of block.rows) yield `| ${row.map(inline).join(' | ')} |\n`;
      return;
    case 'card':
      yield `\n### ${block.severity}: ${escapeMarkdown(block.title)}\n\n${factList(block.facts)}`;
      return;
    default:
      assertNever(block);
  }
}

function factList(facts: readonly Fact[]): string {
  return facts
    .map((fact) => {
      const label = `**${escapeMarkdown(fact.label)}**`;
      if (fact.values.length < 2) return `- ${label}: ${fact.values.map(inline).join('')}\n`;
      return `- ${label}:\n${fact.values.map((value) => `  - ${inline(value)}\n`).join('')}`;
    })
    .join('');
}

function inline(value: Inline): string {
  if (typeof value === 'string') return escapeMarkdown(value);
  switch (value.kind) {
    case 'id':
      return markdownCode(value.text);
    case 'link': {
      const link = safeLink(value.address);
      return link === null ? escapeMarkdown(value.address) : `[${escapeMarkdown(link)}](<${link}>)`;
    }
    case 'severity':
      return value.severity;
    default:
      return assertNever(value);
  }
}
