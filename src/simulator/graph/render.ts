import type { View } from '../views/graph-views';
import type { EntityType } from './entity-types';
import type { ExpandItem } from './query-options';
import type { ListSource } from './row-source';

/** At most this many related objects come along with `$expand`. https://learn.microsoft.com/graph/query-parameters#expand-parameter */
const EXPANDED = 20;

/** The object as it is answered: what was selected, or what comes by itself. What the tenant does not hold is null or empty. */
export function selectProperties(view: View, type: EntityType, select: readonly string[] | null): Record<string, unknown> {
  const names = select ?? type.defaults;
  if (names === null) return { ...view };
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    if (type.properties.has(name)) picked[name] = view[name] ?? (type.collections.has(name) ? [] : null);
  }
  return picked;
}

/** A row of a list, with its type where the list holds several, and what was expanded. */
export function renderRow(
  source: ListSource,
  row: unknown,
  select: readonly string[] | null,
  expand: readonly ExpandItem[],
): Record<string, unknown> {
  const type = source.typeOf?.(row) ?? source.type;
  const picked = selectProperties(source.view(row), type, select);
  const object = source.typeOf ? { '@odata.type': `#microsoft.graph.${type.name}`, ...picked } : picked;
  for (const item of expand) object[item.relationship] = renderRelated(source.expand?.(row, item.relationship), item);
  return object;
}

/** What `$expand` brings of a relationship. */
export function renderRelated(related: ListSource | undefined, item: ExpandItem): readonly Record<string, unknown>[] {
  if (!related) return [];
  const objects: Record<string, unknown>[] = [];
  for (let position = 0; position < related.rows.positionCount && objects.length < EXPANDED; position += 1) {
    const row = related.rows.at(position);
    if (row !== undefined) objects.push(renderRow(related, row, item.select, []));
  }
  return objects;
}

/** The `@odata.context` of an answer. */
export function contextUrl(
  base: string,
  name: string,
  select: readonly string[] | null,
  expand: readonly ExpandItem[],
  single: boolean,
): string {
  const expanded = expand.map((item) => `${item.relationship}(${item.select?.join(',') ?? ''})`);
  const names = [...(select ?? []), ...expanded].join(',');
  return `${base}/$metadata#${name}${names === '' ? '' : `(${names})`}${single ? '/$entity' : ''}`;
}
