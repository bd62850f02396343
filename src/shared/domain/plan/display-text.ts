/** How much of a name a sentence holds: names of a tenant may be thousands of characters long. */
const NAME_LIMIT = 100;

/** Characters that turn, hide or end a line; a sentence holds none of them. Half a surrogate pair is none of a text. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]|\p{Surrogate}/gu;

/** A name as part of a sentence: on one line, of some length, and never a reference to an output, whoever expands the sentence. */
export function shown(name: string, limit = NAME_LIMIT): string {
  const plain = name.replace(UNSEEN, ' ').replaceAll('${', '$ {').replace(/\s+/g, ' ').trim();
  return plain.length <= limit ? plain : `${[...plain.slice(0, limit - 1)].join('').replace(/\p{Surrogate}$/u, '')}…`;
}

/** What of a name an object in Exchange Online may be called: letters, digits and what stands between them, up to `limit` characters. */
export function plainName(name: string, limit: number): string {
  return name
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, limit)
    .replace(/\p{Surrogate}$/u, '')
    .trim();
}

/**
 * A value as one part of a path: whatever it holds, it begins no part of its own. Nothing, and dots alone, would lead to another path
 * however they are written; no object has such an id, and none is found by what takes their place.
 */
export function pathPart(text: string): string {
  return encodeURIComponent(/^\.{0,2}$/.test(text) ? '\ufffd' : text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
