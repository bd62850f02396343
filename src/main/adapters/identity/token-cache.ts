import type { ICachePlugin, TokenCacheContext } from '@azure/msal-node';
import type { IdentityAccount, IdentityClient } from '../../ports/identity';
import type { SecretVault } from '../../ports/secret-vault';
import { KeyedLock } from './keyed-lock';

type Entry = Readonly<Record<string, unknown>>;
type Section = Readonly<Record<string, Entry>>;
type Cache = Readonly<Record<string, Section>>;

/** The name in the vault under which the tokens of a client are kept. */
export function tokensName({ cloud, clientId }: IdentityClient): string {
  return `tokens/${cloud}/${clientId.toLowerCase()}`;
}

/** The library's tokens, in the vault: one text per client. Whoever writes has it alone from reading to writing, so that nothing is lost. */
export class TokenCache {
  private readonly lock = new KeyedLock();

  constructor(private readonly vault: SecretVault) {}

  /** What the library calls before and after it uses its cache. */
  pluginFor(client: IdentityClient): ICachePlugin {
    const name = tokensName(client);
    const open = new WeakMap<TokenCacheContext, { readonly text: string; readonly giveBack: () => void }>();
    return {
      beforeCacheAccess: async (context) => {
        const giveBack = await this.lock.take(name);
        // Only a writer keeps others out; it calls back in any case, a reader might not.
        if (!context.cacheHasChanged) giveBack();
        try {
          const text = await this.read(name);
          context.tokenCache.deserialize(text);
          open.set(context, { text, giveBack });
        } catch (error) {
          giveBack();
          throw error;
        }
      },
      afterCacheAccess: async (context) => {
        const held = open.get(context);
        if (held === undefined || !context.cacheHasChanged) return;
        try {
          const text = context.tokenCache.serialize();
          if (text !== held.text) await this.vault.set(name, text);
        } finally {
          held.giveBack();
        }
      },
    };
  }

  /** Forgets an account in its tenant; with the last tenant everything that the account left. */
  forget(client: IdentityClient, account: IdentityAccount): Promise<void> {
    const name = tokensName(client);
    return this.lock.run(name, async () => {
      const cache = parseCache(await this.read(name));
      const rest = cache === null ? {} : without(cache, account);
      const isEmpty = ['Account', 'RefreshToken', 'AccessToken'].every((section) => Object.keys(rest[section] ?? {}).length === 0);
      await (isEmpty ? this.vault.remove(name) : this.vault.set(name, JSON.stringify(rest)));
    });
  }

  /** The text as the library wrote it; empty where it is none of its: then everybody signs in again. */
  private async read(name: string): Promise<string> {
    const text = (await this.vault.get(name)) ?? '';
    return parseCache(text) === null ? '' : text;
  }
}

/** https://learn.microsoft.com/entra/msal/javascript/node/caching: sections of entries, each entry an object. */
function parseCache(text: string): Cache | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return null;
    return Object.values(value).every((section) => isRecord(section) && Object.values(section).every(isRecord)) ? (value as Cache) : null;
  } catch {
    return null;
  }
}

function without(cache: Cache, { homeAccountId, tenantId }: IdentityAccount): Cache {
  const isTheirs = (entry: Entry): boolean => entry['home_account_id'] === homeAccountId;
  const isHere = (entry: Entry): boolean => isTheirs(entry) && sameText(entry['realm'], tenantId);
  const rest: Cache = { ...cache, AccessToken: filter(cache['AccessToken'], isHere), IdToken: filter(cache['IdToken'], isHere) };
  if (Object.values(rest['IdToken'] ?? {}).some(isTheirs)) return rest;
  return Object.fromEntries(Object.entries(rest).map(([name, section]) => [name, filter(section, isTheirs)]));
}

function filter(section: Section | undefined, forget: (entry: Entry) => boolean): Section {
  return Object.fromEntries(Object.entries(section ?? {}).filter(([, entry]) => !forget(entry)));
}

function sameText(value: unknown, text: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
