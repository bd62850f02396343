import { visibleLines, visibleText } from './visible-text';

const PUNCTUATION = /[\\`*_{}[\]()#!|~$]/g;

/**
 * Text as Markdown that stands for exactly that text, within a line or a table cell: no emphasis, code, link, picture, HTML,
 * column, automatic link or mention comes out of it, and no list, heading or rule at its beginning.
 */
export function escapeMarkdown(text: string): string {
  return visibleText(text)
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(PUNCTUATION, '\\$&')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}&#46;`)
    .replace(/(^|[^\w.+-])@/g, '$1&#64;')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Text as a code span. Backticks inside make the fence longer, as CommonMark asks for. */
export function markdownCode(text: string): string {
  const shown = visibleText(text).replace(/\|/g, '\\|');
  if (shown.trim() === '') return '';
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/** Lines as a code block. Backticks inside make the fence longer. */
export function markdownCodeBlock(text: string): string {
  const shown = visibleLines(text);
  const longest = Math.max(2, ...(shown.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${shown}\n${fence}\n`;
}
