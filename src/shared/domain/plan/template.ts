import type { Json } from './plan.schema';

/** Outputs of steps that have been done: step id → name → value. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A text of somebody else as part of a plan: it stays that text, whatever it looks like. */
export function literal(text: string): string {
  // As a text, `$$` would be one `$` in what a replacement inserts.
  return text.replaceAll('${', () => '$${');
}

/** What a later step puts where the output of an earlier one belongs. */
export function reference(step: string, output: string): string {
  return `\${${step}.${output}}`;
}

const PIECE = /\$\$\{|\$\{([a-z][a-z0-9-]*)\.([A-Za-z][A-Za-z0-9]*)\}/g;

/** The references in a text, in order. */
export function referencesIn(text: string): readonly { readonly step: string; readonly output: string }[] {
  return [...text.matchAll(PIECE)].flatMap(([, step, output]) => (step !== undefined && output !== undefined ? [{ step, output }] : []));
}

/** An output that is not there (yet). */
export class MissingOutput extends Error {
  constructor(
    readonly step: string,
    readonly output: string,
  ) {
    super(`the output ${output} of the step ${step} is not known`);
  }
}

/** Puts outputs in the place of references. `encode` is for paths, where a value must not begin a part of its own. Throws MissingOutput. */
export function expandText(text: string, outputs: Outputs, encode: (value: string) => string = (value) => value): string {
  return text.replace(PIECE, (piece: string, step?: string, output?: string) => {
    if (step === undefined || output === undefined) return '${';
    const value = outputs[step]?.[output];
    if (value === undefined) throw new MissingOutput(step, output);
    return encode(value);
  });
}

/** The same for everything inside a value. */
export function expandJson<T extends Json>(value: T, outputs: Outputs): T {
  return walk(value, (text) => expandText(text, outputs)) as T;
}

function walk(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => walk(item, change));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, change)]));
  }
  return value;
}
