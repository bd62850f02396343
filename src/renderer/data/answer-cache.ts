const LIMIT = 60;
const held = new Map<string, unknown>();

/** An answer that was given before, or undefined. */
export function cached<Value>(key: string): Value | undefined {
  return held.get(key) as Value | undefined;
}

/** Keeps an answer; the oldest ones leave. */
export function keep(key: string, value: unknown): void {
  held.delete(key);
  held.set(key, value);
  for (const oldest of held.keys()) {
    if (held.size <= LIMIT) break;
    held.delete(oldest);
  }
}

/** Forgets every answer: a reading was opened anew, or the engine started again. */
export function forgetAnswers(): void {
  held.clear();
}
