/** A line of the bridge: a frame, or what began as one and is none. */
export type BridgeLine =
  | { readonly kind: 'frame'; readonly call: string; readonly name: string; readonly encoded: string }
  | { readonly kind: 'broken'; readonly start: string }
  | { readonly kind: 'tooLong' };

/** Every frame begins with it. */
export const FRAME_MARK = '#mailscope#';

/** Characters in one frame. The bridge sends pieces of about 350,000; one object alone may be larger. */
export const LONGEST_LINE = 32 * 1024 * 1024;

const FRAME = /^#mailscope#([0-9a-f]{16})#([a-z-]{1,20})#([A-Za-z0-9+/]*={0,2})#$/;

/**
 * Finds the bridge's frames in what a shell writes, however it is cut into chunks. Everything else is dropped at once, so
 * that a shell that prints without end costs no memory.
 */
export class FrameLines {
  /** Characters that were not the bridge's. */
  noise = 0;
  /** The frame that has begun, in pieces: putting them together for each chunk would copy a long one again and again. */
  private pieces: string[] | null = null;
  private length = 0;
  /** The last characters of a line that has no mark yet: the mark may be cut in two. */
  private tail = '';
  /** The rest of a frame that is too long. */
  private skipping = false;

  constructor(private readonly longest = LONGEST_LINE) {}

  /** Takes some output, and answers the lines that are whole. */
  push(chunk: string): readonly BridgeLine[] {
    const lines: BridgeLine[] = [];
    let from = 0;
    for (let at = chunk.indexOf('\n'); at !== -1; at = chunk.indexOf('\n', from)) {
      this.keep(chunk.slice(from, at), lines);
      this.endLine(lines);
      from = at + 1;
    }
    this.keep(chunk.slice(from), lines);
    return lines;
  }

  private keep(text: string, lines: BridgeLine[]): void {
    if (this.skipping) return;
    if (this.pieces === null) {
      const line = this.tail + text;
      const at = line.indexOf(FRAME_MARK);
      if (at === -1) {
        this.noise += text.length;
        this.tail = line.slice(-(FRAME_MARK.length - 1));
        return;
      }
      this.pieces = [line.slice(at)];
      this.length = line.length - at;
    } else {
      this.pieces.push(text);
      this.length += text.length;
    }
    if (this.length > this.longest) {
      lines.push({ kind: 'tooLong' });
      this.skipping = true;
      this.pieces = null;
    }
  }

  private endLine(lines: BridgeLine[]): void {
    if (this.pieces !== null) lines.push(lineOf(this.pieces.join('')));
    this.skipping = false;
    this.pieces = null;
    this.length = 0;
    this.tail = '';
  }
}

function lineOf(text: string): BridgeLine {
  const [, call, name, encoded] = FRAME.exec(text.trimEnd()) ?? [];
  if (call === undefined || name === undefined || encoded === undefined) return { kind: 'broken', start: text.slice(0, 60) };
  return { kind: 'frame', call, name, encoded };
}
