/** So many are remembered: tokens of some days, and none that would still be of use to anybody is forgotten. */
const MOST = 1000;
/** What is longer is no secret itself but holds some, a cache of tokens for instance. */
const LONGEST_WHOLE = 16_384;
const SHORTEST = 6;
const SECRET_FIELD = /secret|token|password|passphrase|private|assertion|(^|_)key$/i;

/** The texts that a log must never show, latest last. */
export class HeldTexts {
  private texts = new Set<string>();
  private list: readonly string[] | null = null;

  /** Remembers a text; of a text that is JSON, what stands in its secret fields. */
  add(text: string): void {
    const parts = partsOf(text).filter((part) => part.length >= SHORTEST);
    for (const part of parts) {
      this.texts.delete(part);
      this.texts.add(part);
    }
    for (const oldest of this.texts) {
      if (this.texts.size <= MOST) break;
      this.texts.delete(oldest);
    }
    this.list = null;
  }

  /** The same frozen list as before as long as nothing was added. */
  all(): readonly string[] {
    this.list ??= Object.freeze([...this.texts]);
    return this.list;
  }
}

function partsOf(text: string): readonly string[] {
  const parts = text.length <= LONGEST_WHOLE ? [text] : [];
  if (!/^\s*[{[]/.test(text)) return text.length <= LONGEST_WHOLE ? parts : [text];
  try {
    collect(JSON.parse(text), '', parts, 0);
  } catch {
    return [text];
  }
  return parts;
}

function collect(value: unknown, field: string, into: string[], depth: number): void {
  if (typeof value === 'string') {
    if (SECRET_FIELD.test(field)) into.push(value);
  } else if (typeof value === 'object' && value !== null && depth < 32) {
    const inherited = Array.isArray(value) ? field : '';
    for (const [name, inner] of Object.entries(value)) collect(inner, inherited === '' ? name : inherited, into, depth + 1);
  }
}
