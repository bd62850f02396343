import { z } from 'zod';
import { SOURCE_PLANS, type SourceRequest } from '../../../src/engine/reading/sources-table';
import { ITEM_SCHEMAS, OBJECT_SCHEMAS } from '../../../src/shared/domain/collection/collection.schema';
import { SOURCE_PATHS, type SourcePath } from '../../../src/shared/domain/collection/sources';

const sourcesSchema = z.record(
  z.string(),
  z.strictObject({
    permission: z.string(),
    requests: z.array(z.union([z.string(), z.strictObject({ cmdlet: z.string(), parameters: z.record(z.string(), z.unknown()) })])),
    columns: z.string(),
  }),
);

/** What a script asks of a tenant, source by source. */
export type ScriptSources = z.infer<typeof sourcesSchema>;

/** What the collector script says it asks: the JSON of its here-string, as PowerShell itself reads it. */
export function sourcesOfScript(script: string): ScriptSources {
  const text = /\$SourcesJson = @'\r?\n([\s\S]*?)\r?\n'@/.exec(script)?.[1];
  if (text === undefined) throw new Error('the script has no table of sources');
  return sourcesSchema.parse(JSON.parse(text));
}

/** The same from the app's own table: its requests, and the columns that a collection has. */
export function sourcesOfApp(): ScriptSources {
  return Object.fromEntries(SOURCE_PATHS.map((source) => [source, planOf(source)]));
}

function planOf(source: SourcePath): ScriptSources[string] {
  const { permission, requests } = SOURCE_PLANS[source];
  return { permission, requests: requests.map(textOf), columns: columnsOf(source).join(' ') };
}

function textOf(request: SourceRequest): ScriptSources[string]['requests'][number] {
  return request.api === 'graph' ? request.path : { cmdlet: request.cmdlet, parameters: request.parameters };
}

/** Columns of Graph travel as they came; those of Exchange are converted, so the script knows which are flags and which may be lists. */
function columnsOf(source: SourcePath): readonly string[] {
  const [section, name] = source.split('.') as ['graph' | 'exchange', string];
  const schemas: Readonly<Record<string, z.ZodObject>> = { ...ITEM_SCHEMAS[section], ...OBJECT_SCHEMAS[section] };
  const shape: Readonly<Record<string, z.ZodType>> = schemas[name]?.shape ?? {};
  return Object.entries(shape).map(([column, schema]) => (section === 'graph' ? column : `${column}${kindOf(schema)}`));
}

function kindOf(schema: z.ZodType): '' | ':flag' | ':list' | ':number' {
  if (schema.safeParse(true).success) return ':flag';
  if (schema.safeParse(['text']).success) return ':list';
  return schema.safeParse(1).success ? ':number' : '';
}

/** The table as the script has it, to be pasted there when the app's own changes. */
export function scriptTextOf(sources: ScriptSources): string {
  const lines = Object.entries(sources).map(([source, { permission, requests, columns }]) => {
    const asked = requests.map((request) => `\n      ${JSON.stringify(request)}`).join(',');
    return `  ${JSON.stringify(source)}: {\n    "permission": ${JSON.stringify(permission)},\n    "requests": [${asked}${asked === '' ? '' : '\n    '}],\n    "columns": ${JSON.stringify(columns)}\n  }`;
  });
  return `{\n${lines.join(',\n')}\n}`;
}
