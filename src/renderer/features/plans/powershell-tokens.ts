/** What a piece of a script is, for its colour. */
export type TokenKind = 'plain' | 'comment' | 'text' | 'variable' | 'keyword' | 'command' | 'parameter' | 'number' | 'type';

/** A piece of a script. All pieces together are the script. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORDS =
  'begin|break|catch|class|continue|data|do|dynamicparam|else|elseif|end|enum|exit|filter|finally|for|foreach|function|hidden|if|in|param|process|return|static|switch|throw|trap|try|until|using|while';

/**
 * The kinds of pieces, the first that matches counts. One expression that walks over the script once: no piece is looked at twice, so a
 * long script costs its length. Texts of PowerShell end with any of its quotation marks; a doubled one stays inside.
 */
const PIECES = new RegExp(
  [
    '(?<comment><#[^]*?(?:#>|$)|(?<![^\\s;{}()|])#[^\\r\\n]*)',
    '(?<text>@\'[ \\t]*\\r?\\n(?:[^]*?\\r?\\n)?\'@|@"[ \\t]*\\r?\\n(?:[^]*?\\r?\\n)?"@|[\'‘’‚‛](?:[^\'‘’‚‛]|[\'‘’‚‛]{2})*[\'‘’‚‛]?|["“”„](?:[^"“”„`]|`[^]|["“”„]{2})*["“”„]?)',
    '(?<variable>\\$(?:\\{[^}]*\\}|[A-Za-z_?$^][\\w:?]*)|@[A-Za-z_]\\w*)',
    '(?<type>\\[[A-Za-z_][\\w.,\\[\\] ]*\\](?:::)?)',
    '(?<parameter>(?<![\\w)\\]])-[A-Za-z][A-Za-z0-9]*:?)',
    '(?<command>\\b[A-Za-z]+-[A-Za-z][A-Za-z0-9]*\\b)',
    `(?<keyword>(?<![\\w.$-])(?:${KEYWORDS})\\b(?!-))`,
    '(?<number>(?<![\\w.])\\d+(?:\\.\\d+)?(?:[kmgtp]b)?\\b)',
    '(?<plain>[A-Za-z_][\\w.]*|\\s+|[^])',
  ].join('|'),
  'giu',
);

/** A script of PowerShell in pieces with their kinds; neighbours of one kind are one piece. */
export function powershellTokens(script: string): readonly Token[] {
  const tokens: { kind: TokenKind; text: string }[] = [];
  for (const match of script.matchAll(PIECES)) {
    const [text] = match;
    const kind = (Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] ?? 'plain') as TokenKind;
    const last = tokens[tokens.length - 1];
    if (last?.kind === kind && kind === 'plain') last.text += text;
    else tokens.push({ kind, text });
  }
  return tokens;
}

/** The kinds that a JSON text has. */
const JSON_PIECES =
  /(?<parameter>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<text>"(?:[^"\\]|\\.)*")|(?<number>-?\d[\d.eE+-]*)|(?<keyword>true|false|null)|(?<plain>[^])/gu;

/** A JSON text in pieces: names, texts, numbers. */
export function jsonTokens(text: string): readonly Token[] {
  const tokens: { kind: TokenKind; text: string }[] = [];
  for (const match of text.matchAll(JSON_PIECES)) {
    const [piece] = match;
    const kind = (Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] ?? 'plain') as TokenKind;
    const last = tokens[tokens.length - 1];
    if (last?.kind === kind && kind === 'plain') last.text += piece;
    else tokens.push({ kind, text: piece });
  }
  return tokens;
}
