import { visibleText } from './visible-text';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML that stands for exactly that text, in an element as well as in a quoted attribute. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** The same for several lines, which stay lines where white space counts. */
export function escapeHtmlLines(text: string): string {
  return text.split(/\r?\n/).map(escapeHtml).join('\n');
}

/** An address that may stand in `href`: plain https or http. Anything else (`javascript:`, `data:`) is null. */
export function safeLink(address: string): string | null {
  return /^https?:\/\/[^\s"'<>()\\`]+$/i.test(address) ? address : null;
}
