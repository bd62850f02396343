import type { Look, Match } from './plan.schema';

/** What a look is made of. Texts are templates: a text of the tenant goes in as `literal(text)`, into a path as `pathPart(text)`. */
export interface LookParts {
  readonly where?: Readonly<Record<string, Match>>;
  readonly each?: string;
  readonly expect?: 'some' | 'none';
  readonly says: string;
}

/** A look by Microsoft Graph. `path`: version, path and query. */
export function graphLook(path: string, { where = {}, each, expect = 'some', says }: LookParts): Look {
  return { read: { api: 'graph', path }, each: each ?? null, where, expect, says };
}

/** A look by a cmdlet of Exchange Online. */
export function exchangeLook(
  cmdlet: string,
  parameters: Readonly<Record<string, string | number | boolean | string[]>>,
  { where = {}, each, expect = 'some', says }: LookParts,
): Look {
  return { read: { api: 'exchange', cmdlet, parameters }, each: each ?? null, where, expect, says };
}

/** The same look, with the opposite as what is expected. */
export function opposite(look: Look, says: string): Look {
  return { ...look, expect: look.expect === 'some' ? 'none' : 'some', says };
}
