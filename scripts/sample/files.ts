import type { Collection } from '../../src/shared/domain/collection/collection.schema';
import { northwind } from './northwind';
import { contosoPartial, emptyTenant } from './small';

/** Every sample file with its text: the demo packed, the small ones readable. */
export const SAMPLE_FILES: readonly { readonly name: string; readonly make: () => Collection; readonly packed: boolean }[] = [
  { name: 'northwind.mailscope.json.gz', make: northwind, packed: true },
  { name: 'contoso-partial.mailscope.json', make: contosoPartial, packed: false },
  { name: 'empty-tenant.mailscope.json', make: emptyTenant, packed: false },
];

/** The text of a sample file before packing: the same on every machine. */
export function sampleText(file: (typeof SAMPLE_FILES)[number]): string {
  return `${JSON.stringify(file.make(), null, file.packed ? 1 : 2)}\n`;
}
