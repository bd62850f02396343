import { CMDLET_ERRORS, gave, refused, type CmdletOutcome } from './cmdlet-errors';
import type { CmdletFacts } from './cmdlet-facts';

/** What a parameter takes. */
export type ParameterKind = 'text' | 'texts' | 'switch' | 'boolean' | 'number' | 'size';

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

/** The value of a parameter: `Infinity` is `Unlimited`. */
export type BoundValue = string | readonly string[] | boolean | number;

/** The parameters of a call, by their proper names. */
export type BoundParameters = ReadonlyMap<string, BoundValue>;

const TYPE_NAMES: Readonly<Record<ParameterKind, string>> = {
  text: 'System.String',
  texts: 'System.String[]',
  switch: 'System.Management.Automation.SwitchParameter',
  boolean: 'System.Boolean',
  number: 'System.Int32',
  size: 'Microsoft.Exchange.Data.Unlimited`1[System.UInt32]',
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
  const sets = parameterSets(facts);
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

function missing(set: ParameterSet, bound: BoundParameters): readonly string[] {
  return set.parameters.filter((parameter) => parameter.mandatory && !bound.has(parameter.name)).map((parameter) => parameter.name);
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
      if (typeof value === 'string') return [value];
      return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.map(String) : undefined;
    case 'switch':
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      return readWhole(value, 0);
    case 'size':
      return typeof value === 'string' && value.toLowerCase() === 'unlimited' ? Infinity : readWhole(value, 1);
  }
}

function readWhole(value: unknown, least: number): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= least ? number : undefined;
}
