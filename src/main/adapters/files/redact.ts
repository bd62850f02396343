const SHORTEST_SECRET = 6;

/** Replaces every secret that the vault holds by a mark, also where it stands escaped as JSON or URL-encoded. */
export function redact(line: string, secrets: Iterable<string>): string {
  let clean = line;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])) {
      clean = clean.split(form).join('[secret]');
    }
  }
  return clean;
}
