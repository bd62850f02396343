import { skipString, skipWhiteSpace } from './scan-json';

/** Where a text stops being JSON: the offset of the first byte that cannot stand there, or its end if it was cut off. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly cutOff: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const PLUS = 0x2b;
const DOT = 0x2e;
const ZERO = 0x30;
const LOWER_U = 0x75;
/** Bit that tells lower from upper case letters. */
const LOWER = 0x20;
const LETTER_E = 0x65;

const LITERALS = new Map(['true', 'false', 'null'].map((word) => [word.charCodeAt(0), word]));
const ESCAPES = new Set([...'"\\/bfnrt'].map((letter) => letter.charCodeAt(0)));

/**
 * Finds what makes a text no JSON, or null (RFC 8259). V8 names the place in some cases only. The text must not be nested
 * so deeply that recursion ends: `findTooDeep` comes first.
 */
export function findSyntaxProblem(text: Uint8Array): SyntaxProblem | null {
  const reader = new SyntaxReader(text);
  if (reader.value() && reader.end()) return null;
  return { offset: Math.min(reader.at, text.length), cutOff: reader.at >= text.length };
}

/** Every method answers whether its part is there; if not, `at` stands on the byte that should not. */
class SyntaxReader {
  at = 0;

  constructor(private readonly text: Uint8Array) {}

  value(): boolean {
    this.at = skipWhiteSpace(this.text, this.at);
    const byte = this.text[this.at];
    if (byte === QUOTE) return this.string();
    if (byte === OPEN_BRACE) return this.list(CLOSE_BRACE, () => this.member());
    if (byte === OPEN_BRACKET) return this.list(CLOSE_BRACKET, () => this.value());
    const word = byte === undefined ? undefined : LITERALS.get(byte);
    return word === undefined ? this.number() : this.literal(word);
  }

  end(): boolean {
    this.at = skipWhiteSpace(this.text, this.at);
    return this.at === this.text.length;
  }

  private list(close: number, item: () => boolean): boolean {
    this.at = skipWhiteSpace(this.text, this.at + 1);
    if (this.take(close)) return true;
    for (;;) {
      if (!item()) return false;
      this.at = skipWhiteSpace(this.text, this.at);
      if (this.take(close)) return true;
      if (!this.take(COMMA)) return false;
    }
  }

  private member(): boolean {
    this.at = skipWhiteSpace(this.text, this.at);
    if (this.text[this.at] !== QUOTE || !this.string()) return false;
    this.at = skipWhiteSpace(this.text, this.at);
    return this.take(COLON) && this.value();
  }

  private string(): boolean {
    const end = skipString(this.text, this.at + 1);
    const { text } = this;
    for (this.at += 1; this.at < end; this.at += 1) {
      const byte = text[this.at] ?? 0;
      if (byte < 0x20) return false;
      if (byte === QUOTE) {
        this.at += 1;
        return true;
      }
      if (byte === BACKSLASH && !this.escape()) return false;
    }
    return false;
  }

  /** Ends on the last byte of the escape. */
  private escape(): boolean {
    this.at += 1;
    const byte = this.text[this.at] ?? 0;
    if (byte !== LOWER_U) return ESCAPES.has(byte);
    for (let count = 0; count < 4; count += 1) {
      this.at += 1;
      if (!isHexadecimal(this.text[this.at] ?? 0)) return false;
    }
    return true;
  }

  private literal(word: string): boolean {
    for (let index = 0; index < word.length; index += 1, this.at += 1) {
      if (this.text[this.at] !== word.charCodeAt(index)) return false;
    }
    return true;
  }

  private number(): boolean {
    this.take(MINUS);
    if (!this.take(ZERO) && !this.digits()) return false;
    if (this.take(DOT) && !this.digits()) return false;
    if (((this.text[this.at] ?? 0) | LOWER) !== LETTER_E) return true;
    this.at += 1;
    if (!this.take(PLUS)) this.take(MINUS);
    return this.digits();
  }

  private digits(): boolean {
    const start = this.at;
    while (isDigit(this.text[this.at] ?? 0)) this.at += 1;
    return this.at > start;
  }

  private take(byte: number): boolean {
    if (this.text[this.at] !== byte) return false;
    this.at += 1;
    return true;
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

function isHexadecimal(byte: number): boolean {
  const letter = byte | LOWER;
  return isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
}
