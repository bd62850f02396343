import { expandText, referencesIn, type Outputs } from '../../../shared/domain/plan/template';
import type { Json } from '../../../shared/domain/plan/plan.schema';
import type { Change, PlanStepView, Read } from './plan-api';

/** What stands in the place of an output of an earlier step, for a reader: ‹id from step 2›. */
export type OutputWords = (step: string, output: string) => string;

/** Words for the outputs of a plan's steps, by the number of the step. */
export function outputWords(steps: readonly PlanStepView[]): OutputWords {
  const numbers = new Map(steps.map((step, index) => [step.id, index + 1]));
  return (step, output) => `‹${output} from step ${numbers.get(step) ?? step}›`;
}

/** A text of a plan with words where outputs of earlier steps belong. */
export function shownText(text: string, words: OutputWords): string {
  const outputs: Record<string, Record<string, string>> = {};
  for (const { step, output } of referencesIn(text)) (outputs[step] ??= {})[output] = words(step, output);
  return expandText(text, outputs as Outputs);
}

function shownJson(value: Json, words: OutputWords): Json {
  if (typeof value === 'string') return shownText(value, words);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => shownJson(item, words));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shownJson(item, words)]));
  return value;
}

/** Every kind of single quotation mark ends a quoted text in PowerShell; doubled it stays one. */
const quoted = (text: string): string => `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;

type Parameter = string | number | boolean | readonly string[];

function parameterText(value: Parameter, words: OutputWords): string {
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return quoted(shownText(value, words));
  return value.length === 0 ? '@()' : value.map((item) => quoted(shownText(item, words))).join(', ');
}

/** A cmdlet with its parameters as one would type it. */
export function cmdletText(cmdlet: string, parameters: Readonly<Record<string, Parameter>>, words: OutputWords): string {
  return [cmdlet, ...Object.entries(parameters).map(([name, value]) => `-${name} ${parameterText(value, words)}`)].join(' ');
}

/** A request that reads, as one line. */
export function readText(read: Read, words: OutputWords): string {
  if (read.api === 'exchange') return cmdletText(read.cmdlet, read.parameters, words);
  return `GET ${shownText(read.path, words)}`;
}

/** The change of a step, word for word: a request with its headers and body, or a cmdlet with its parameters. */
export function changeText(change: Exclude<Change, { readonly api: 'person' }>, words: OutputWords): string {
  if (change.api === 'exchange') return cmdletText(change.cmdlet, change.parameters, words);
  const lines = [`${change.method} ${shownText(change.path, words)}`];
  for (const [name, value] of Object.entries(change.headers)) lines.push(`${name}: ${shownText(value, words)}`);
  if (change.body !== null) lines.push('', JSON.stringify(shownJson(change.body as Json, words), null, 2));
  if (change.edit !== null) {
    const { property, add, remove } = change.edit;
    lines.push('', `${property}: the list as it is now, written back whole`);
    for (const item of remove) lines.push(`without ${JSON.stringify(shownJson(item as Json, words))}`);
    for (const item of add) lines.push(`with ${JSON.stringify(shownJson(item, words))}`);
  }
  return lines.join('\n');
}
