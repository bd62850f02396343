import type { TokenCacheContext } from '@azure/msal-node';
import { describe, expect, it } from 'vitest';
import { TokenCache } from '../../../../../src/main/adapters/identity/token-cache';
import { FakeVault } from '../../../../support/identity/fake-vault';

const CLIENT = { cloud: 'global', clientId: 'DDDDDDDD-0000-4000-8000-00000000000d' } as const;
const NAME = 'tokens/global/dddddddd-0000-4000-8000-00000000000d';

/** A use of the cache by the library: reads, adds an entry, writes. */
class FakeContext {
  text = '';
  readonly tokenCache = {
    deserialize: (text: string): void => {
      this.text = text;
    },
    serialize: (): string => {
      const cache = JSON.parse(this.text === '' ? '{}' : this.text) as Record<string, Record<string, unknown>>;
      return JSON.stringify({ ...cache, AccessToken: { ...cache['AccessToken'], [this.entry]: { secret: this.entry } } });
    },
  };

  constructor(
    private readonly entry: string,
    readonly cacheHasChanged: boolean,
  ) {}

  /** The library's own type has private parts, none of which the plug-in uses. */
  get asContext(): TokenCacheContext {
    return this as unknown as TokenCacheContext;
  }
}

describe('the token cache', () => {
  it('loses no update when writers overlap', async () => {
    const vault = new FakeVault();
    const cache = new TokenCache(vault);
    const names = Array.from({ length: 20 }, (_, index) => `entry-${index}`);
    await Promise.all(
      names.map(async (name) => {
        const plugin = cache.pluginFor(CLIENT);
        const context = new FakeContext(name, true);
        await plugin.beforeCacheAccess(context.asContext);
        await plugin.afterCacheAccess(context.asContext);
      }),
    );
    const kept = JSON.parse(vault.texts.get(NAME) ?? '{}') as { readonly AccessToken: object };
    expect(Object.keys(kept.AccessToken).sort()).toEqual([...names].sort());
  });

  it('is not held up by a reader that never comes back', async () => {
    const vault = new FakeVault();
    const plugin = new TokenCache(vault).pluginFor(CLIENT);
    await plugin.beforeCacheAccess(new FakeContext('reader', false).asContext);
    const writer = new FakeContext('writer', true);
    await plugin.beforeCacheAccess(writer.asContext);
    await plugin.afterCacheAccess(writer.asContext);
    expect(vault.texts.get(NAME)).toContain('writer');
  });

  it('is not held up by a writer that the vault failed', async () => {
    const vault = new FakeVault();
    const plugin = new TokenCache(vault).pluginFor(CLIENT);
    const get = vault.get.bind(vault);
    vault.get = () => Promise.reject(new Error('the vault broke its promise'));
    await expect(plugin.beforeCacheAccess(new FakeContext('first', true).asContext)).rejects.toThrow();
    vault.get = get;
    const second = new FakeContext('second', true);
    await plugin.beforeCacheAccess(second.asContext);
    await plugin.afterCacheAccess(second.asContext);
    expect(vault.texts.get(NAME)).toContain('second');
  });

  it('writes nothing where nothing changed', async () => {
    const vault = new FakeVault();
    vault.texts.set(NAME, JSON.stringify({ AccessToken: { same: { secret: 'same' } } }));
    const plugin = new TokenCache(vault).pluginFor(CLIENT);
    const context = new FakeContext('same', true);
    await plugin.beforeCacheAccess(context.asContext);
    await plugin.afterCacheAccess(context.asContext);
    expect(vault.writes).toBe(0);
  });

  it.each(['', 'not json', '[]', 'null', '{"AccessToken":5}', '{"AccessToken":{"a":"b"}}'])('takes %j for empty', async (text) => {
    const vault = new FakeVault();
    vault.texts.set(NAME, text);
    const context = new FakeContext('entry', false);
    await new TokenCache(vault).pluginFor(CLIENT).beforeCacheAccess(context.asContext);
    expect(context.text).toBe('');
  });
});
