import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from './cmdlet-errors';
import type { CmdletFacts } from './cmdlet-facts';

/**
 * What a parameter takes. `clearable`: a text, or `$null` to empty it; `flag`: true, false or `$null`; `changes`: values that
 * replace what is there, `$null`, or a table with what to add and to remove.
 */
export type ParameterKind = 'text' | 'texts' | 'switch' | 'boolean' | 'number' | 'size' | 'clearable' | 'flag' | 'changes';

/** A parameter of one parameter set. */
export interface Parameter {
  readonly name: string;
  readonly kind: ParameterKind;
  readonly mandatory: boolean;
}

/** A parameter set. */
export interface ParameterSet {
  readonly name: string;
  readonly isDefault: boolean;
  readonly parameters: readonly Parameter[];
}

/**
 * What a parameter with several values is to become: `@{Add="…"; Remove="…"}`, or other values in the place of all.
 * https://learn.microsoft.com/exchange/modifying-multivalued-properties-exchange-2013-help
 */
export type ListChange =
  | { readonly kind: 'replace'; readonly values: readonly string[] }
  | { readonly kind: 'change'; readonly add: readonly string[]; readonly remove: readonly string[] };

/** The value of a parameter: `Infinity` is `Unlimited`. */
export type BoundValue = string | readonly string[] | boolean | number | null | ListChange;

/** The parameters of a call, by their proper names. */
export type BoundParameters = ReadonlyMap<string, BoundValue>;

const TYPE_NAMES: Readonly<Record<ParameterKind, string>> = {
  text: 'System.String',
  texts: 'System.String[]',
  switch: 'System.Management.Automation.SwitchParameter',
  boolean: 'System.Boolean',
  number: 'System.Int32',
  size: 'Microsoft.Exchange.Data.Unlimited`1[System.UInt32]',
  clearable: 'System.String',
  flag: 'System.Nullable`1[System.Boolean]',
  changes: 'Microsoft.Exchange.Data.MultiValuedProperty`1[System.String]',
};

/** Reads the parameter sets of a cmdlet from their short notation. */
export function parameterSets(facts: CmdletFacts): readonly ParameterSet[] {
  return Object.entries(facts.sets).map(([name, own]) => ({
    name,
    isDefault: name === facts.defaultSet,
    parameters: `${own} ${facts.common ?? ''}`
      .split(' ')
      .filter((word) => word !== '')
      .map(readParameter),
  }));
}

/**
 * Binds named values to a cmdlet as PowerShell does: names without case, one parameter set that has them all, everything
 * mandatory there. https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parameter_sets
 */
export function bindParameters(facts: CmdletFacts, given: Readonly<Record<string, unknown>>): CmdletOutcome<BoundParameters> {
  const sets = parameterSets(facts).filter((set) => !facts.elsewhere?.includes(set.name));
  const missing = (set: ParameterSet, bound: BoundParameters): readonly string[] => missingOf(facts, set, bound);
  const bound = new Map<string, BoundValue>();
  for (const [name, value] of Object.entries(given)) {
    const parameter = sets.flatMap((set) => set.parameters).find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
    if (!parameter) return refused(CMDLET_ERRORS.unknownParameter(facts.name, name));
    const read = readValue(parameter.kind, value);
    if (read === undefined) return refused(CMDLET_ERRORS.wrongType(facts.name, parameter.name, value, TYPE_NAMES[parameter.kind]));
    bound.set(parameter.name, read);
  }
  const fitting = sets.filter((set) => [...bound.keys()].every((name) => set.parameters.some((parameter) => parameter.name === name)));
  if (fitting.length === 0) return refused(CMDLET_ERRORS.ambiguousSet(facts.name));
  const complete = fitting.filter((set) => missing(set, bound).length === 0);
  const chosen = complete.find((set) => set.isDefault) ?? complete[0];
  if (chosen) return gave(bound);
  const nearest = fitting.find((set) => set.isDefault) ?? fitting[0];
  return refused(CMDLET_ERRORS.missingMandatory(facts.name, nearest ? missing(nearest, bound) : []));
}

function missingOf({ eitherOf }: CmdletFacts, set: ParameterSet, bound: BoundParameters): readonly string[] {
  const [current, former] = eitherOf ?? [];
  const isGiven = (name: string): boolean =>
    bound.has(name) || (name === former && current !== undefined) || (name === current && former !== undefined && bound.has(former));
  return set.parameters.filter((parameter) => parameter.mandatory && !isGiven(parameter.name)).map((parameter) => parameter.name);
}

function readParameter(word: string): Parameter {
  const mandatory = word.endsWith('!');
  const [name = '', kind = 'text'] = word.replace('!', '').split(':');
  return { name, kind: kind as ParameterKind, mandatory };
}

/** What PowerShell would convert a JSON value to; undefined where it cannot. */
function readValue(kind: ParameterKind, value: unknown): BoundValue | undefined {
  switch (kind) {
    case 'text':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    case 'texts':
      return readTexts(value);
    case 'switch':
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      return readWhole(value, 0);
    case 'size':
      return typeof value === 'string' && value.toLowerCase() === 'unlimited' ? Infinity : readWhole(value, 1);
    case 'clearable':
      return value === null ? null : readValue('text', value);
    case 'flag':
      return value === null ? null : readValue('boolean', value);
    case 'changes':
      return readChange(value);
  }
}

/** An empty list in the place of all values empties the property, as `$null` does. */
function readChange(value: unknown): ListChange | undefined {
  if (value === null) return { kind: 'replace', values: [] };
  const values = readTexts(value);
  if (values !== undefined) return { kind: 'replace', values };
  if (typeof value !== 'object' || Array.isArray(value)) return undefined;
  const found: Record<'add' | 'remove', readonly string[]> = { add: [], remove: [] };
  for (const [key, part] of Object.entries(value)) {
    const name = key.toLowerCase();
    const texts = readTexts(part);
    if ((name !== 'add' && name !== 'remove') || texts === undefined) return undefined;
    found[name] = texts;
  }
  return { kind: 'change', ...found };
}

function readTexts(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.map(String) : undefined;
}

function readWhole(value: unknown, least: number): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= least ? number : undefined;
}
