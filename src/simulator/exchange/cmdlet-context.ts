import type { Caller } from '../entra/caller';
import type { TenantState } from '../state/tenant-state';
import type { BoundParameters, ListChange } from './bind-parameters';
import { CMDLET_ERRORS, refused, type CmdletOutcome } from './cmdlet-errors';
import type { ObjectList } from './object-list';
import type { RecipientFinder } from './recipient-finder';

/** What a cmdlet has to work with. */
export interface CmdletContext {
  readonly name: string;
  readonly state: TenantState;
  readonly find: RecipientFinder;
  readonly caller: Caller;
  readonly parameters: BoundParameters;
}

/** What a cmdlet does, and which of its parameters it knows. The others are refused: an answer that ignores one would be wrong. */
export interface CmdletHandler {
  readonly knows: readonly string[];
  run(context: CmdletContext): CmdletOutcome<ObjectList>;
}

/** A text parameter; undefined where it was not given. */
export function textOf({ parameters }: CmdletContext, name: string): string | undefined {
  const value = parameters.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** A parameter that takes several texts. */
export function textsOf({ parameters }: CmdletContext, name: string): readonly string[] | undefined {
  const value = parameters.get(name);
  return Array.isArray(value) ? value : undefined;
}

/** A parameter that changes a list; undefined where it was not given. */
export function changeOf({ parameters }: CmdletContext, name: string): ListChange | undefined {
  const value = parameters.get(name);
  return typeof value === 'object' && value !== null && 'kind' in value ? value : undefined;
}

/** A parameter that is true, false or (where `$null` may be given) null; undefined where it was not given. */
export function flagOf({ parameters }: CmdletContext, name: string): boolean | null | undefined {
  const value = parameters.get(name);
  return typeof value === 'boolean' || value === null ? value : undefined;
}

/** A text that `$null` empties; undefined where it was not given. */
export function clearableOf({ parameters }: CmdletContext, name: string): string | null | undefined {
  const value = parameters.get(name);
  return typeof value === 'string' || value === null ? value : undefined;
}

/** One of the values that a parameter can have, in its proper spelling; undefined where it was not given. */
export function choiceOf<Value extends string>(
  context: CmdletContext,
  name: string,
  known: readonly Value[],
): CmdletOutcome<Value | undefined> {
  const given = textOf(context, name);
  if (given === undefined) return { ok: true, value: undefined };
  const match = known.find((candidate) => candidate.toLowerCase() === given.toLowerCase());
  return match === undefined ? refused(CMDLET_ERRORS.wrongName(context.name, name, given, known)) : { ok: true, value: match };
}

/** Whether a switch or boolean was given as true. */
export function isOn({ parameters }: CmdletContext, name: string): boolean {
  return parameters.get(name) === true;
}

/** The parameters by which the Get-EXO… cmdlets name an object. */
export const EXO_IDENTITIES = ['Identity', 'ExternalDirectoryObjectId', 'PrimarySmtpAddress', 'UserPrincipalName'] as const;

/** The object that a call names, by whichever of these parameters. */
export function identityOf(context: CmdletContext, names: readonly string[] = EXO_IDENTITIES): string | undefined {
  for (const name of names) {
    const value = textOf(context, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** A parameter that exists and is not simulated. */
export function unknownUse(context: CmdletContext, handler: CmdletHandler): CmdletOutcome<never> | null {
  const common = ['ResultSize'];
  for (const name of context.parameters.keys()) {
    if (!handler.knows.includes(name) && !common.includes(name)) return refused(CMDLET_ERRORS.notSimulated(context.name, name));
  }
  return null;
}

/** Values of RecipientTypeDetails that were asked for; refuses a word that is none. */
export function typesOf(context: CmdletContext, known: readonly string[]): CmdletOutcome<readonly string[] | null> {
  const types = textsOf(context, 'RecipientTypeDetails');
  if (types === undefined) return { ok: true, value: null };
  const proper: string[] = [];
  for (const type of types) {
    const match = known.find((candidate) => candidate.toLowerCase() === type.toLowerCase());
    if (match === undefined) return refused(CMDLET_ERRORS.wrongName(context.name, 'RecipientTypeDetails', type, known));
    proper.push(match);
  }
  return { ok: true, value: proper };
}
