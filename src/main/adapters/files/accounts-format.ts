import { z } from 'zod';
import { accountSchema } from '../../../shared/ipc/account-shapes';
import type { FileFormat } from './versioned-file';

const keptAccountsSchema = z.array(accountSchema.extend({ homeAccountId: z.string(), homeTenantId: z.string() })).max(200);

/** Who is signed in: names and ids, never a token. */
export const accountsFormat: FileFormat<z.infer<typeof keptAccountsSchema>> = {
  label: 'The list of accounts',
  version: 1,
  schema: keptAccountsSchema,
  migrations: {},
};
