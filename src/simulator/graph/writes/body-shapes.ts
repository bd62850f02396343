import { WRITE_ERRORS } from './write-errors';
import type { GraphError } from '../graph-errors';

/** What a value in a body has to be. */
export type Shape =
  | { readonly kind: 'text'; readonly most: number; readonly nullable: boolean }
  | { readonly kind: 'flag'; readonly nullable: boolean }
  | { readonly kind: 'guid'; readonly nullable: boolean }
  | { readonly kind: 'time'; readonly nullable: boolean }
  | { readonly kind: 'bytes'; readonly nullable: boolean }
  | { readonly kind: 'choice'; readonly values: readonly string[]; readonly nullable: boolean }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'object'; readonly type: string; readonly fields: Readonly<Record<string, Shape>>; readonly nullable: boolean };

export const text = (most = 1024): Shape => ({ kind: 'text', most, nullable: false });
export const flag = (): Shape => ({ kind: 'flag', nullable: false });
export const guid = (): Shape => ({ kind: 'guid', nullable: false });
export const time = (): Shape => ({ kind: 'time', nullable: false });
export const bytes = (): Shape => ({ kind: 'bytes', nullable: false });
export const choice = (...values: readonly string[]): Shape => ({ kind: 'choice', values, nullable: false });
export const listOf = (of: Shape): Shape => ({ kind: 'list', of });
export const object = (type: string, fields: Readonly<Record<string, Shape>>): Shape => ({ kind: 'object', type, fields, nullable: false });

/** The same, or null. */
export function maybe(shape: Shape): Shape {
  return shape.kind === 'list' ? shape : { ...shape, nullable: true };
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:\d\d)$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;
const TYPE_NAMES: Readonly<Record<Shape['kind'], string>> = {
  text: 'Edm.String',
  flag: 'Edm.Boolean',
  guid: 'Edm.Guid',
  time: 'Edm.DateTimeOffset',
  bytes: 'Edm.Binary',
  choice: 'Edm.String',
  list: 'Collection',
  object: 'Edm.ComplexType',
};

/** What is wrong with a value, or null. */
export function problemWith(value: unknown, shape: Shape, name: string): GraphError | null {
  if (value === null && shape.kind !== 'list' && shape.nullable) return null;
  switch (shape.kind) {
    case 'text':
      if (typeof value !== 'string') break;
      return value.length > shape.most ? WRITE_ERRORS.tooLong(name, shape.most) : null;
    case 'flag':
      if (typeof value !== 'boolean') break;
      return null;
    case 'guid':
      if (typeof value !== 'string' || !GUID.test(value)) break;
      return null;
    case 'time':
      if (typeof value !== 'string' || !TIME.test(value) || Number.isNaN(Date.parse(value))) break;
      return null;
    case 'bytes':
      if (typeof value !== 'string' || !BASE64.test(value)) break;
      return null;
    case 'choice':
      if (typeof value !== 'string') break;
      return shape.values.includes(value) ? null : WRITE_ERRORS.invalidValue(name);
    case 'list': {
      if (!Array.isArray(value)) break;
      return firstProblem(value.map((item) => problemWith(item, shape.of, name)));
    }
    case 'object': {
      if (!isRecord(value)) break;
      return firstProblem(Object.entries(value).map(([key, inner]) => fieldProblem(key, inner, shape)));
    }
  }
  return WRITE_ERRORS.wrongType(name, TYPE_NAMES[shape.kind]);
}

/** Whether a value is an object of JSON. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldProblem(key: string, value: unknown, shape: Shape & { readonly kind: 'object' }): GraphError | null {
  if (key === '@odata.type') return value === `#microsoft.graph.${shape.type}` ? null : WRITE_ERRORS.invalidValue(key);
  const field = shape.fields[key];
  return field === undefined ? WRITE_ERRORS.unknownProperty(key, shape.type) : problemWith(value, field, key);
}

function firstProblem(problems: readonly (GraphError | null)[]): GraphError | null {
  return problems.find((problem) => problem !== null) ?? null;
}
