const DELETE = 0x7f;
const CONTROL_PICTURES = 0x2400;
const SYMBOL_FOR_DELETE = '\u2421';

/**
 * C0 and C1 controls, line and paragraph separators, bidirectional overrides and marks, and invisible characters that a
 * name has no use for. Zero-width joiners stay: emoji and several scripts need them.
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * A name as one line that shows what is in it: control characters as their pictures (`␛`, `␊`), anything else that cannot be
 * seen, or that would turn the reading direction, as `[U+202E]`. A terminal, a page and a document stay as they were laid out.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, picture).replace(LONE_SURROGATE, '\ufffd');
}

/** The same line by line: the line ends stay. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visibleText).join('\n');
}

function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
  if (code === DELETE) return SYMBOL_FOR_DELETE;
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
