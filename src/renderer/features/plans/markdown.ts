/** A piece of a line of instructions. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/** A block of instructions. Items of a list have a depth: one below another. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly inline: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly inline: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly { readonly depth: number; readonly inline: readonly Inline[] }[] }
  | { readonly kind: 'code'; readonly text: string };

/** What stands escaped in Markdown as it reads: a backslash before a sign, a sign by its number. */
function unescaped(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])|&#(\d{1,6});/g, (_, sign?: string, code?: string) =>
    sign === undefined ? String.fromCodePoint(Number(code)) : sign,
  );
}

const INLINE =
  /(?<code>(?<ticks>`+)(?!`)(?<inner>[^]*?[^`])\k<ticks>(?!`))|\*\*(?<strong>(?:\\.|[^\\*])+)\*\*|\[(?<label>(?:\\.|[^\\\]])*)\]\(<?(?<href>[^)>\s]+)>?\)/g;

/** A line in its pieces: plain, strong, code, links. What is no such thing stays text. */
export function inlineOf(line: string): readonly Inline[] {
  const pieces: Inline[] = [];
  let at = 0;
  const plain = (end: number): void => {
    const text = unescaped(line.slice(at, end));
    if (text !== '') pieces.push({ kind: 'text', text });
  };
  for (const match of line.matchAll(INLINE)) {
    // An escaped sign begins nothing.
    if (/(?:^|[^\\])(?:\\\\)*\\$/.test(line.slice(at, match.index))) continue;
    plain(match.index);
    const { inner, strong, label, href } = match.groups ?? {};
    if (inner !== undefined) pieces.push({ kind: 'code', text: inner.replace(/^ (.*) $/, '$1') });
    else if (strong !== undefined) pieces.push({ kind: 'strong', text: unescaped(strong) });
    else pieces.push({ kind: 'link', text: unescaped(label ?? ''), href: href ?? '' });
    at = match.index + match[0].length;
  }
  plain(line.length);
  return pieces;
}

type Item = Extract<Block, { readonly kind: 'list' }>['items'][number];

/**
 * Instructions in blocks. Only what Mailscope itself writes is known (headings, paragraphs, lists, blocks of code); any other line is a
 * paragraph as it stands, so that nothing is lost.
 */
export function markdownBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.split(/\r?\n/);
  let fence: { readonly mark: string; readonly lines: string[] } | null = null;
  let items: Item[] = [];
  const endList = (): void => {
    if (items.length > 0) blocks.push({ kind: 'list', items });
    items = [];
  };
  for (const line of lines) {
    if (fence !== null) {
      if (line.trim() === fence.mark) {
        blocks.push({ kind: 'code', text: fence.lines.join('\n') });
        fence = null;
      } else fence.lines.push(line);
      continue;
    }
    const [, mark] = /^(`{3,})\w*\s*$/.exec(line) ?? [];
    const [, signs, title] = /^(#{1,6}) (.*)$/.exec(line) ?? [];
    const [, indent, item] = /^( *)(?:[-*]|\d+\.) (.*)$/.exec(line) ?? [];
    if (item !== undefined) items.push({ depth: Math.floor((indent?.length ?? 0) / 2), inline: inlineOf(item) });
    else if (line.trim() !== '') endList();
    if (mark !== undefined) fence = { mark, lines: [] };
    else if (signs !== undefined) blocks.push({ kind: 'heading', level: signs.length, inline: inlineOf(title ?? '') });
    else if (item === undefined && line.trim() !== '') blocks.push({ kind: 'paragraph', inline: inlineOf(line.trim()) });
  }
  if (fence !== null) blocks.push({ kind: 'code', text: fence.lines.join('\n') });
  endList();
  return blocks;
}
