import type { Json } from './plan.schema';
import { literal } from './template';

/** A value of a reading as part of a plan: every text in it stays that text, and what it lacks is left out. */
export function literalJson(value: unknown): Json {
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return value.map(literalJson);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, item]: [string, unknown]) => (item === undefined ? [] : [[name, literalJson(item)]])),
    );
  }
  return typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
