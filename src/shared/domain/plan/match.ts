import type { Match } from './plan.schema';

type Scalar = string | number | boolean | null;

/** Whether an object is one that is meant: every property is as asked for. A dotted name reaches into an object. */
export function matchesAll(object: unknown, where: Readonly<Record<string, Match>>): boolean {
  return Object.entries(where).every(([name, match]) => matchesValue(valueAt(object, name), match));
}

/** Whether one value is as asked for. Texts compare trimmed and without case; no value, null and the empty text are the same. */
export function matchesValue(value: unknown, match: Match): boolean {
  if (match === null || typeof match !== 'object') return equals(value, match);
  if ('oneOf' in match) return match.oneOf.some((wanted) => equals(value, wanted));
  if ('noneOf' in match) return !match.noneOf.some((wanted) => equals(value, wanted));
  if ('contains' in match) return contains(value, match.contains);
  if ('lacks' in match) return !contains(value, match.lacks);
  return !equals(value, match.not);
}

/** What a dotted name leads to; a name that has dots of its own is tried first. Names compare exactly. */
export function valueAt(object: unknown, name: string): unknown {
  if (typeof object !== 'object' || object === null) return undefined;
  if (Object.hasOwn(object, name)) return (object as Readonly<Record<string, unknown>>)[name];
  const dot = name.indexOf('.');
  return dot < 0 ? undefined : valueAt((object as Readonly<Record<string, unknown>>)[name.slice(0, dot)], name.slice(dot + 1));
}

/** PowerShell unrolls a list of one: it equals its item. An empty list is no value. */
function equals(value: unknown, wanted: Scalar): boolean {
  if (Array.isArray(value)) return value.length === 0 ? wanted === null || wanted === '' : value.length === 1 && equals(value[0], wanted);
  return textOf(value) === textOf(wanted);
}

function contains(value: unknown, wanted: Scalar): boolean {
  if (Array.isArray(value)) return value.some((item) => equals(item, wanted));
  return typeof value === 'string' && typeof wanted === 'string' && wanted !== ''
    ? textOf(value).includes(textOf(wanted))
    : equals(value, wanted);
}

/** A value as it is compared: trimmed, lower case. Cmdlets answer a yes or no as a word at times, and a number as its digits. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value as string | number | boolean)
    .trim()
    .toLowerCase();
}
