import { entityType, type EntityName } from '../entity-types';
import { done, failed, type Outcome } from '../graph-errors';
import { isRecord, problemWith, type Shape } from './body-shapes';
import { WRITE_ERRORS } from './write-errors';

/** What may stand in the body of a write: an object of the directory, or the parameters of an action. */
export interface BodyFacts {
  /** The type as errors name it. */
  readonly type: string;
  /** The type whose other properties exist, but are not written; null for the parameters of an action. */
  readonly entity: EntityName | null;
  readonly properties: Readonly<Record<string, Shape>>;
  /** Only when the object is made. */
  readonly onlyAtCreation?: readonly string[];
  /** What the directory itself decides. */
  readonly readOnly?: readonly string[];
  readonly required?: readonly string[];
}

/** Whether a body makes an object, changes one, or calls an action. */
export type BodyUse = 'create' | 'change' | 'action';

/** Reads a body against what may stand in it. What comes back has the shapes of the facts. */
export function readBody<T>(body: unknown, facts: BodyFacts, use: BodyUse): Outcome<Partial<T>> {
  const empty = body === null || body === undefined;
  if (empty && use !== 'action') return failed(WRITE_ERRORS.noBody());
  const value: unknown = empty ? {} : body;
  if (!isRecord(value)) return failed(WRITE_ERRORS.notAnObject());
  const { '@odata.type': odataType, '@odata.context': _context, ...properties } = value;
  if (odataType !== undefined && odataType !== `#microsoft.graph.${facts.type}`) return failed(WRITE_ERRORS.invalidValue('@odata.type'));
  for (const [name, inner] of Object.entries(properties)) {
    const shape = facts.properties[name];
    if (shape === undefined) return failed(refusalOf(name, facts));
    if (use === 'change' && facts.onlyAtCreation?.includes(name)) return failed(WRITE_ERRORS.readOnly(name));
    const problem = problemWith(inner, shape, name);
    if (problem) return failed(problem);
  }
  if (use === 'change')
    return Object.keys(properties).length === 0 ? failed(WRITE_ERRORS.nothingToChange()) : done(properties as Partial<T>);
  const missing = facts.required?.find((name) => properties[name] === undefined || properties[name] === null || properties[name] === '');
  return missing === undefined ? done(properties as Partial<T>) : failed(WRITE_ERRORS.required(missing, facts.type));
}

function refusalOf(name: string, facts: BodyFacts): ReturnType<typeof WRITE_ERRORS.notSimulated> {
  if (facts.readOnly?.includes(name)) return WRITE_ERRORS.readOnly(name);
  const known = facts.entity !== null && entityType(facts.entity).properties.has(name);
  return known ? WRITE_ERRORS.notSimulated(name) : WRITE_ERRORS.unknownProperty(name, facts.type);
}
