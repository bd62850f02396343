/** Objects are handed on in pieces of about this many characters. */
const PIECE = 262_144;

const HEAD = /^\s*\{\s*"objects"\s*:\s*\[/;
const LONGEST_HEAD = 64;

/**
 * Cuts the answer of a cmdlet, `{"objects":[…],"warnings":[]}`, into arrays of objects while it arrives, so that 50,000
 * mailboxes are never one text. What is no such answer is kept as it is: an error, say.
 */
export class ObjectPieces {
  private text = '';
  private state: 'head' | 'objects' | 'tail' = 'head';
  /** Where looking goes on, and where the objects begin that were not handed on. */
  private at = 0;
  private from = 0;
  /** Where the last whole object ends. */
  private end = 0;
  private depth = 0;
  private inText = false;

  /** Takes some text, and answers the arrays that are ready. */
  push(text: string): readonly string[] {
    this.text += text;
    if (this.state === 'head') this.readHead();
    return this.state === 'objects' ? this.readObjects() : [];
  }

  /** Everything but the objects: `{"objects":[],"warnings":[]}`, or whatever came instead. */
  rest(): string {
    return this.state === 'tail' ? `{"objects":[${this.text}` : this.text;
  }

  private readHead(): void {
    const head = HEAD.exec(this.text);
    if (head) {
      this.state = 'objects';
      this.text = this.text.slice(head[0].length);
    } else if (this.text.length > LONGEST_HEAD) this.at = this.text.length;
  }

  private readObjects(): readonly string[] {
    const pieces: string[] = [];
    const { text } = this;
    for (; this.at < text.length; this.at += 1) {
      const code = text.charCodeAt(this.at);
      if (this.inText) {
        if (code === 0x5c) this.at += 1;
        else if (code === 0x22) this.inText = false;
      } else if (code === 0x22) this.inText = true;
      else if (code === 0x7b || code === 0x5b) this.depth += 1;
      else if (code === 0x7d || code === 0x5d) {
        if (this.depth === 0) return this.finish(pieces);
        this.depth -= 1;
        if (this.depth === 0) {
          this.end = this.at + 1;
          if (this.end - this.from >= PIECE) pieces.push(this.take());
        }
      }
    }
    this.text = text.slice(this.from);
    this.at -= this.from;
    this.end -= this.from;
    this.from = 0;
    return pieces;
  }

  /** The closing bracket of the list. */
  private finish(pieces: string[]): readonly string[] {
    if (this.end > this.from) pieces.push(this.take());
    this.state = 'tail';
    this.text = this.text.slice(this.at);
    return pieces;
  }

  private take(): string {
    const piece = this.text.slice(this.from, this.end).replace(/^[\s,]+/, '');
    this.from = this.end;
    return `[${piece}]`;
  }
}
