import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLOUD_IDS, CLOUDS, QUICK_CLIENT_ID, type Cloud } from '../../../../../src/shared/domain/clouds/clouds';
import { referenceFolder } from '../../../../support/reference';

/** Every address of a cloud. */
function addressesOf({ authority, graph, graphResource, exchange, portals }: Cloud): readonly string[] {
  return [authority, graph, graphResource, exchange, ...Object.values(portals)];
}

describe.each(CLOUD_IDS)('the cloud %s', (id) => {
  it('stands under its own id', () => {
    expect(CLOUDS[id].id).toBe(id);
  });

  it.each(addressesOf(CLOUDS[id]))('has %s as an address of https, without a slash at its end', (address) => {
    const url = new URL(address);
    expect(url.protocol).toBe('https:');
    expect(`${url.origin}${url.pathname.replace(/\/$/, '')}`).toBe(address);
  });
});

describe('the clouds', () => {
  it('are those that Exchange Online PowerShell names, and the demo, which it cannot reach', () => {
    expect(CLOUD_IDS.map((id) => CLOUDS[id].exchangeEnvironment)).toEqual([
      'O365Default',
      'O365USGovGCCHigh',
      'O365USGovDoD',
      'O365China',
      null,
    ]);
  });

  it('share no Graph, so that a token of one is never shown to another', () => {
    expect(new Set(CLOUD_IDS.map((id) => CLOUDS[id].graph)).size).toBe(CLOUD_IDS.length);
  });

  it('hold a demo whose names nobody can register', () => {
    expect([CLOUDS.demo.authority, CLOUDS.demo.graph].map((address) => new URL(address).hostname.split('.').at(-1))).toEqual([
      'invalid',
      'invalid',
    ]);
  });
});

describe.skipIf(referenceFolder === null)('the clouds and the reference', () => {
  function reference(name: string): unknown {
    return JSON.parse(readFileSync(join(referenceFolder ?? '', name), 'utf8'));
  }

  it('agree on the client of the quick start', () => {
    const { apps } = reference('first-party-apps.json') as { readonly apps: readonly { readonly appId: string; readonly name: string }[] };
    expect(apps.find(({ appId }) => appId === QUICK_CLIENT_ID)?.name).toBe('Microsoft Graph Command Line Tools');
  });

  it('agree on Graph', () => {
    const { servers } = reference('graph-openapi-subset.json') as { readonly servers: readonly { readonly url: string }[] };
    expect(servers.map(({ url }) => url)).toEqual([`${CLOUDS.global.graph}/v1.0`]);
  });
});
