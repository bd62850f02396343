import { visibleText } from '../../shared/report/visible-text';

/** Longest name that a row carries. Names come from files that anybody may have made; 200 rows must stay below the limit of an answer. */
const NAME_LENGTH = 256;
const SENTENCE_LENGTH = 700;

/** A text cut to a length, with a mark where something is missing. */
export function clipTo(text: string, length: number): string {
  if (text.length <= length) return text;
  // A half of a surrogate pair is no character.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 2)) ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}

/** As a reader sees it: what would turn the reading direction or break the line is shown, not done. */
function clipVisible(text: string, length: number): string {
  // A little more than fits, so that a character cut in half here is cut off below; a long text need not be gone through.
  return clipTo(visibleText(text.slice(0, length + 2)), length);
}

/** A name or id, cut where it is longer than any real one. */
export function clipName(text: string): string {
  return clipVisible(text, NAME_LENGTH);
}

/** A sentence, cut where it is longer than one reads. */
export function clipSentence(text: string): string {
  return clipVisible(text, SENTENCE_LENGTH);
}

/** A name that may be absent. */
export function clipNullable(text: string | null | undefined): string | null {
  return text ? clipName(text) : null;
}
