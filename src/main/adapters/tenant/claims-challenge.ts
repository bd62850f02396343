/** A header that is longer is no challenge that anybody sent in earnest. */
const LONGEST_HEADER = 65_536;
const LONGEST_CLAIMS = 16_384;

/** One challenge of a `WWW-Authenticate` header. Names of parameters are in lower case; of two with one name the first counts. */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Reads the challenges of a `WWW-Authenticate` header (RFC 9110, 11.6.1), one pass from left to right. What does not follow the
 * grammar ends the reading: what was read until then counts.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  if (header.length > LONGEST_HEADER) return [];
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  const token = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
  const space = /[ \t]*/y;
  // What Negotiate and its like send instead of parameters.
  const rest = /[A-Za-z0-9\-._~+/]*=*/y;
  let at = 0;
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(header)?.[0] ?? '';
    at += found.length;
    return found;
  };
  while (at < header.length) {
    match(space);
    if (header[at] === ',') {
      at += 1;
      continue;
    }
    const name = match(token);
    if (name === '') break;
    const gap = match(space);
    const current = challenges[challenges.length - 1];
    if (header[at] === '=' && current !== undefined && header[at + 1] !== '=') {
      at += 1;
      match(space);
      const value = header[at] === '"' ? quoted() : match(token);
      if (value === null) break;
      const key = name.toLowerCase();
      if (!current.parameters.has(key)) current.parameters.set(key, value);
    } else if (gap !== '' || at >= header.length || header[at] === ',') {
      challenges.push({ scheme: name.toLowerCase(), parameters: new Map() });
    } else if (match(rest) === '') break;
  }
  return challenges;

  function quoted(): string | null {
    let value = '';
    for (at += 1; at < header.length; at += 1) {
      const character = header[at];
      if (character === '"') {
        at += 1;
        return value;
      }
      if (character === '\\') at += 1;
      value += header[at] ?? '';
    }
    return null;
  }
}

/**
 * The claims that a service asks for, as the JSON text that an authority is given; null where it asks for none.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function claimsAskedFor(header: string | undefined): string | null {
  for (const { scheme, parameters } of parseChallenges(header ?? '')) {
    const claims = parameters.get('claims');
    if (scheme !== 'bearer' || claims === undefined || claims.length > LONGEST_CLAIMS) continue;
    if (parameters.get('error') !== 'insufficient_claims') continue;
    const text = decode(claims);
    if (text !== null) return text;
  }
  return null;
}

/** Base64 with either alphabet, or JSON as it is: Microsoft's pages show both. Only an object is passed on. */
function decode(claims: string): string | null {
  const plain = claims.trimStart().startsWith('{');
  if (!plain && !/^[A-Za-z0-9+/_-]+={0,2}$/.test(claims)) return null;
  const text = plain ? claims : Buffer.from(claims, 'base64').toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? text : null;
  } catch {
    return null;
  }
}
