import { err, ok, type Result } from '../result';
import { headerSchema, ITEM_SCHEMAS, mailboxPermissionsReadSchema, OBJECT_SCHEMAS, type Collection } from './collection.schema';
import { createDuplicateFilter } from './duplicate-filter';
import { createEssentialTest } from './essential-keys';
import { plainCheckOf, type ItemSchema } from './plain-check.schema';
import { describeIssue, type CollectionProblem, type SchemaIssue } from './schema-issue';

/** A validated collection, with what was odd but readable about it. */
export interface ParsedCollection {
  readonly collection: Collection;
  readonly warnings: readonly string[];
}

type Parsed =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: { readonly issues: readonly SchemaIssue[] } };

interface Schema {
  safeParse(value: unknown): Parsed;
}

/**
 * Validates a value parsed from JSON as `mailscope-collection/1`. Unknown properties are left out, `null` arrays count as
 * absent, and of two objects with one id the first is kept, with a warning. Lists are replaced item by item inside the
 * given value, so that a large file is not held twice.
 */
export function parseCollection(value: unknown): Result<ParsedCollection, CollectionProblem> {
  if (!isObject(value)) return err({ place: '$', message: 'expected object' });
  if (value['format'] !== 'mailscope-collection/1') return err({ place: '$.format', message: formatMessage(value['format']) });
  const header = check(headerSchema, value, '$');
  if (!header.ok) return header;

  const warnings: string[] = [];
  const graph = parseSection(value, 'graph', warnings);
  if (!graph.ok) return graph;
  const exchange = parseSection(value, 'exchange', warnings);
  if (!exchange.ok) return exchange;

  const collection = { ...(header.value as object), graph: graph.value, exchange: exchange.value } as unknown as Collection;
  return ok({ collection, warnings });
}

function formatMessage(format: unknown): string {
  if (typeof format === 'string' && /^mailscope-collection\/\d+$/.test(format)) {
    return `this file is ${format}, which this version cannot read; expected "mailscope-collection/1"`;
  }
  return 'expected "mailscope-collection/1"; this is not a collection file';
}

function parseSection(
  root: Readonly<Record<string, unknown>>,
  section: 'graph' | 'exchange',
  warnings: string[],
): Result<Record<string, unknown>, CollectionProblem> {
  const raw = root[section];
  const place = `$.${section}`;
  if (!isObject(raw)) return err({ place, message: 'expected object' });
  const parsed: Record<string, unknown> = {};

  for (const [name, schema] of Object.entries<ItemSchema>(ITEM_SCHEMAS[section])) {
    const items = ownValue(raw, name);
    if (items === undefined || items === null) continue;
    if (!Array.isArray(items)) return err({ place: `${place}.${name}`, message: 'expected array' });
    warnings.push(...countWarnings(root, `${section}.${name}`, items.length));
    const list = parseItems(items, schema, `${place}.${name}`, { section, name, warnings });
    if (!list.ok) return list;
    parsed[name] = list.value;
  }

  const objects: Record<string, Schema> = { ...OBJECT_SCHEMAS[section] };
  if (section === 'exchange') objects['mailboxPermissionsRead'] = mailboxPermissionsReadSchema;
  for (const [name, schema] of Object.entries(objects)) {
    const item = ownValue(raw, name);
    if (item === undefined || item === null) continue;
    const result = check(schema, item, `${place}.${name}`);
    if (!result.ok) return result;
    parsed[name] = result.value;
  }
  return ok(parsed);
}

/** A complete source whose list is not as long as was counted may have been cut on its way. Permissions are counted by mailbox by some. */
function countWarnings(root: Readonly<Record<string, unknown>>, source: string, length: number): readonly string[] {
  const coverage = root['coverage'] as Readonly<Record<string, { readonly state?: string; readonly count?: number | null } | null>>;
  const entry = Object.hasOwn(coverage, source) ? coverage[source] : null;
  if (entry?.state !== 'complete' || typeof entry.count !== 'number' || entry.count === length || source === 'exchange.mailboxPermissions')
    return [];
  return [`$.coverage["${source}"].count: says ${entry.count}, but the list holds ${length}`];
}

function parseItems(
  items: unknown[],
  schema: ItemSchema,
  place: string,
  { section, name, warnings }: { readonly section: string; readonly name: string; readonly warnings: string[] },
): Result<unknown[], CollectionProblem> {
  const isPlain = plainCheckOf(schema);
  const duplicateOf = createDuplicateFilter(section, name);
  const lacks = createEssentialTest(section, name);
  const duplicates = new Oddity();
  const incomplete = new Oddity();
  let kept = 0;
  for (let index = 0; index < items.length; index += 1) {
    const result = isPlain(items[index]) ? null : schema.safeParse(items[index]);
    if (result?.success === false) return err(problemOf(result.error.issues, `${place}[${index}]`));
    const item = (result ? result.data : items[index]) as Readonly<Record<string, unknown>>;
    const duplicate = duplicateOf(item);
    if (duplicate !== null) {
      duplicates.count(() => `${place}[${index}]: an object with the id ${duplicate} came before; the first one is used`);
      continue;
    }
    const missing = lacks(item);
    if (missing !== null)
      incomplete.count(
        () =>
          `${place}[${index}]: has no ${missing}${section === 'exchange' && name === 'mailboxes' ? ' and is known by its place in the list' : ' and therefore counts for nothing'}`,
      );
    items[kept] = item;
    kept += 1;
  }
  items.length = kept;
  warnings.push(...duplicates.words(), ...incomplete.words());
  return ok(items);
}

/** One kind of oddity in one list: its first place in words, and how often it occurs. */
class Oddity {
  private first: string | null = null;
  private times = 0;

  count(describe: () => string): void {
    this.first ??= describe();
    this.times += 1;
  }

  words(): readonly string[] {
    if (this.first === null) return [];
    return [this.times > 1 ? `${this.first} (and ${this.times - 1} more in this list)` : this.first];
  }
}

function check(schema: Schema, value: unknown, place: string): Result<unknown, CollectionProblem> {
  const result = schema.safeParse(value);
  return result.success ? ok(result.data) : err(problemOf(result.error.issues, place));
}

function problemOf(issues: readonly SchemaIssue[], place: string): CollectionProblem {
  const first = issues[0];
  return first ? describeIssue(first, place) : { place, message: 'not valid' };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ownValue(holder: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(holder, name) ? holder[name] : undefined;
}
