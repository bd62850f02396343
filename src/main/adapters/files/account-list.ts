import { z } from 'zod';
import { accountSchema } from '../../../shared/ipc/account-shapes';
import type { KeptValue } from '../../ports/kept-value';
import { openKeptValue, type FileFormat } from './versioned-file';

const keptAccountSchema = accountSchema.extend({ homeAccountId: z.string(), homeTenantId: z.string() });

/** An account as it is kept between starts. */
type KeptAccount = z.infer<typeof keptAccountSchema>;

/** Who is signed in: names and ids, never a token. */
export const accountListFormat: FileFormat<{ readonly accounts: readonly KeptAccount[] }> = {
  label: 'The list of accounts',
  version: 1,
  schema: z.object({ accounts: z.array(keptAccountSchema).readonly() }),
  migrations: {},
};

/** Opens the accounts of this machine: who they are, never what lets them in. `keeps`: which of them outlive the app. */
export async function openAccountList(
  path: string,
  now: () => string,
  keeps: (account: KeptAccount) => boolean,
): Promise<KeptValue<readonly KeptAccount[]>> {
  const file = await openKeptValue(path, accountListFormat, { accounts: [] }, now);
  let current: readonly KeptAccount[] = file.current.accounts;
  return {
    get current() {
      return current;
    },
    note: file.note,
    set: (accounts) => {
      current = accounts;
      return file.set({ accounts: accounts.filter(keeps) });
    },
  };
}
