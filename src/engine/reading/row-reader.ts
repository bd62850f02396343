import { ITEM_SCHEMAS, OBJECT_SCHEMAS } from '../../shared/domain/collection/collection.schema';
import { describeIssue } from '../../shared/domain/collection/schema-issue';
import type { SourcePath } from '../../shared/domain/collection/sources';
import { err, ok, type Result } from '../../shared/domain/result';

/** A row of a collection. */
export type Row = Readonly<Record<string, unknown>>;

/** Turns what a source answered into a row: the properties that a collection has, and nothing else. */
export type RowReader = (raw: unknown) => Result<Row, string>;

interface RowSchema {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: unknown }
    | { readonly success: false; readonly error: { readonly issues: Parameters<typeof describeIssue>[0][] } };
}

/** The reader of a source's rows. */
export function rowReaderOf(source: SourcePath): RowReader {
  const [section, name] = source.split('.') as ['graph' | 'exchange', string];
  const schemas: Readonly<Record<string, RowSchema>> = { ...ITEM_SCHEMAS[section], ...OBJECT_SCHEMAS[section] };
  const schema = schemas[name];
  if (!schema) throw new Error(`a collection has no ${source}`);
  return (raw) => {
    const parsed = schema.safeParse(raw);
    if (parsed.success) return ok(parsed.data as Row);
    const [issue] = parsed.error.issues;
    const problem = issue ? describeIssue(issue, '$') : { place: '$', message: 'not valid' };
    return err(`${problem.place}: ${problem.message}`);
  };
}

/** A property that should be text. */
export function textIn(row: unknown, name: string): string {
  const value = valueIn(row, name);
  return typeof value === 'string' ? value : '';
}

/** Texts of a property that comes as one text or as a list. */
export function textsIn(row: unknown, name: string): readonly string[] {
  const value = valueIn(row, name);
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string' && item !== '') : [];
}

/** A property of something that may be no object. */
export function valueIn(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null && Object.hasOwn(row, name) ? (row as Row)[name] : undefined;
}
