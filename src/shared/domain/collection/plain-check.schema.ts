import type { z } from 'zod';

/** Whether a value is, as it stands, what a schema would make of it: nothing to refuse, to change or to leave out. */
export type PlainCheck = (value: unknown) => boolean;

/** The schema of the items of a list. */
export type ItemSchema = z.ZodType;

/** The parts of a schema's definition that say what it accepts. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly in?: z.core.$ZodType;
  readonly checks?: readonly unknown[];
}

/**
 * Turns a schema into a quick check. A reading has a million objects, nearly all of them sound; validating each in full
 * costs more than reading the file. What fails the check goes to the schema itself, which alone refuses and changes:
 * so a check may say no too often, never yes too often.
 */
export function plainCheckOf(schema: z.core.$ZodType): PlainCheck {
  const definition = schema._zod.def as unknown as Definition;
  if (definition.checks && definition.checks.length > 0) return never;
  switch (definition.type) {
    case 'string':
    case 'boolean':
    case 'number':
      return definition.type === 'number' ? Number.isFinite : (value) => typeof value === definition.type;
    case 'unknown':
      return () => true;
    case 'optional':
      return inner(definition.innerType, (check) => (value) => value === undefined || check(value));
    case 'nullable':
      return inner(definition.innerType, (check) => (value) => value === null || check(value));
    case 'array':
      return inner(definition.element, (check) => (value) => Array.isArray(value) && value.every(check));
    case 'union':
      return anyOf((definition.options ?? []).map(plainCheckOf));
    case 'pipe':
      return changes(definition.in);
    case 'object':
      return objectCheck(definition.shape ?? {});
    default:
      return never;
  }
}

const never: PlainCheck = () => false;

function inner(schema: z.core.$ZodType | undefined, build: (check: PlainCheck) => PlainCheck): PlainCheck {
  return schema ? build(plainCheckOf(schema)) : never;
}

function anyOf(checks: readonly PlainCheck[]): PlainCheck {
  return (value) => checks.some((check) => check(value));
}

/** The transforms of a collection replace nothings: a value without any is left as it is. */
function changes(schema: z.core.$ZodType | undefined): PlainCheck {
  return inner(
    schema,
    (check) => (value) => value !== null && value !== undefined && !(Array.isArray(value) && value.includes(null)) && check(value),
  );
}

function objectCheck(shape: Readonly<Record<string, z.core.$ZodType>>): PlainCheck {
  const checks = new Map(Object.entries(shape).map(([name, schema]) => [name, plainCheckOf(schema)]));
  // A property that must be there, or that is made up where it is not: its absence is for the schema to judge.
  const needed = [...checks].filter(([, check]) => !check(undefined)).map(([name]) => name);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const item = value as Readonly<Record<string, unknown>>;
    for (const name in item) {
      const check = checks.get(name);
      if (check === undefined || !check(item[name])) return false;
    }
    for (const name of needed) if (!Object.hasOwn(item, name)) return false;
    return true;
  };
}
