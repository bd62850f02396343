import type { Json } from '../plan.schema';
import { literal } from '../template';
import { ScriptJson } from './script-text';

const UNSEEN = /[\p{Zl}\p{Zp}\p{Bidi_Control}\u007f-\u009f\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]/gu;
const SHORT = 70;

/** The JSON of a request. Names are no place for references, so what looks like one in a name stays text. */
export function jsonText(value: Json): ScriptJson {
  const plain = withLiteralNames(value);
  const short = JSON.stringify(plain);
  return new ScriptJson((short.length <= SHORT ? short : JSON.stringify(plain, null, 2)).replace(UNSEEN, escaped));
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function withLiteralNames(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(withLiteralNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [literal(name), withLiteralNames(item)]));
}
