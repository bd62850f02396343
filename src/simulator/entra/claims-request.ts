/** What a client asks of an access token with `claims`. https://learn.microsoft.com/entra/identity-platform/claims-challenge */
export interface ClaimsRequest {
  /** What the client can handle: `cp1`, claims challenges. */
  readonly capabilities: readonly string[];
  /** Authentication contexts that the sign-in has to satisfy. */
  readonly contexts: readonly string[];
  /** Whether these are the claims of a challenge, and not only capabilities. */
  readonly answersChallenge: boolean;
}

/** A request without claims. */
export const NO_CLAIMS: ClaimsRequest = { capabilities: [], contexts: [], answersChallenge: false };

/** Reads `claims`; null where the text is no such thing. */
export function readClaims(text: string | undefined): ClaimsRequest | null {
  if (text === undefined || text === '') return NO_CLAIMS;
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return null;
    const token = value['access_token'] ?? {};
    if (!isRecord(token)) return null;
    const names = Object.keys(token);
    return {
      capabilities: valuesOf(token['xms_cc']),
      contexts: valuesOf(token['acrs']),
      answersChallenge: names.some((name) => name !== 'xms_cc'),
    };
  } catch {
    return null;
  }
}

function valuesOf(entry: unknown): readonly string[] {
  if (!isRecord(entry)) return [];
  const { value, values } = entry;
  const list: readonly unknown[] = Array.isArray(values) ? values : value === undefined ? [] : [value];
  return list.filter((item): item is string => typeof item === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
