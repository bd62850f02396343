import type { Effect, Json } from '../plan.schema';
import { referencesIn, type Outputs } from '../template';

const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Outputs of steps that have not run, so that rows which steps add find each other: one id per output, always the same one, in the form
 * of an object id that no directory gives out.
 */
export function standInOutputs(effects: readonly Effect[]): Outputs {
  const outputs: Record<string, Record<string, string>> = {};
  const take = (value: Json): void => {
    if (typeof value === 'string') {
      for (const { step, output } of referencesIn(value)) (outputs[step] ??= {})[output] = standInId(step, output);
    } else if (Array.isArray(value)) {
      for (const item of value as readonly Json[]) take(item);
    } else if (typeof value === 'object' && value !== null) {
      for (const item of Object.values(value)) take(item);
    }
  };
  for (const effect of effects) take(effect as unknown as Json);
  return outputs;
}

/** The id that stands for an output of a step until the step has run. Version 0 of a GUID is never made by Microsoft. */
export function standInId(step: string, output: string): string {
  const digits = [1, 2, 3, 4].map((seed) => hash(`${String(seed)} ${step} ${output}`)).join('');
  return [digits.slice(0, 8), digits.slice(8, 12), `0${digits.slice(13, 16)}`, `0${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-');
}

/** FNV-1a, 32 bits: it need not be safe, only spread. */
function hash(text: string): string {
  let value = OFFSET;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), PRIME) >>> 0;
  return value.toString(16).padStart(8, '0');
}
