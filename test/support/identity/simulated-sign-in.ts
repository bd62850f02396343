import { NodeHttp } from '../../../src/main/adapters/http/node-http';
import { MsalIdentity } from '../../../src/main/adapters/identity/msal-identity';
import type { HttpPort } from '../../../src/main/ports/http';
import type { IdentityAccount, IdentityClient, InteractiveWish, SilentWish } from '../../../src/main/ports/identity';
import type { SecretVault } from '../../../src/main/ports/secret-vault';
import { CLOUDS } from '../../../src/shared/domain/clouds/clouds';
import type { SignInProgress } from '../../../src/shared/ipc/account-shapes';
import { MAILSCOPE_APP_ID } from '../../../src/simulator/generator/small/small-sign-ins';
import type { DemoSignIn } from '../../../src/simulator/generator/made-tenant';
import type { RunningSimulator } from '../../../src/simulator/server/start-simulator';
import type { FormBrowser } from './browser';
import { type Page } from './browser';

/** The registration of the product in the simulated tenant. */
export const OWN_CLIENT: IdentityClient = { cloud: 'demo', clientId: MAILSCOPE_APP_ID };

/** Microsoft's own public client, to which nobody has consented in the simulated tenant. */
export const QUICK_CLIENT: IdentityClient = { cloud: 'demo', clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e' };

/** HTTP to a simulated tenant under the names of the demo cloud. */
export function demoHttp(simulator: Pick<RunningSimulator, 'url'>): NodeHttp {
  return new NodeHttp({ hosts: { [CLOUDS.demo.authority]: simulator.url, [CLOUDS.demo.graph]: simulator.url } });
}

/** The same, with a service that lets a device ask again at once, so that a test need not wait for its pauses. */
export function impatientHttp(simulator: Pick<RunningSimulator, 'url'>): HttpPort {
  const http = demoHttp(simulator);
  return {
    send: async (request, signal) => {
      const outcome = await http.send(request, signal);
      if (outcome.kind !== 'answer' || !request.url.includes('/devicecode')) return outcome;
      return { ...outcome, body: outcome.body.replace(/"interval":\d+/, '"interval":0.02') };
    },
  };
}

/** The adapter over a simulated tenant; `visit` is what the person does in the browser that it opens. */
export function identityFor(
  simulator: Pick<RunningSimulator, 'url' | 'clock'>,
  cache: SecretVault,
  visit: (address: string) => Promise<unknown>,
  more: { readonly browserLimit?: number; readonly http?: HttpPort; readonly openBrowser?: (address: string) => Promise<void> } = {},
): MsalIdentity {
  return new MsalIdentity({
    http: more.http ?? demoHttp(simulator),
    openBrowser:
      more.openBrowser ??
      ((address) => {
        // A browser lives on its own; the app goes on as soon as it was opened.
        void visit(address);
        return Promise.resolve();
      }),
    cache,
    clock: { now: () => simulator.clock().nowText(), sleep: () => Promise.resolve() },
    mapAddress: (address) => address.replace(CLOUDS.demo.authority, simulator.url),
    ...(more.browserLimit === undefined ? {} : { browserLimit: more.browserLimit }),
  });
}

/** A sign-in in the browser to the simulated tenant. */
export function demoWish(simulator: Pick<RunningSimulator, 'tenantId'>, overrides: Partial<InteractiveWish> = {}): InteractiveWish {
  return {
    client: OWN_CLIENT,
    tenant: simulator.tenantId,
    loginHint: null,
    resource: 'graph',
    scopes: ['User.Read'],
    method: 'browser',
    prompt: 'select_account',
    claims: null,
    ...overrides,
  };
}

/** A token for an account of the simulated tenant, without anybody being asked. */
export function silentWish(account: IdentityAccount, overrides: Partial<SilentWish> = {}): SilentWish {
  return { client: OWN_CLIENT, account, resource: 'graph', scopes: [], claims: null, fresh: false, ...overrides };
}

/** What somebody presses at a page that is not about account and password. */
export type Choice = 'accept' | 'cancel' | 'approve' | 'continue' | 'return';

/** Walks through the pages of the simulated sign-in as a person would, and answers the last one. `choices`: what is pressed on the pages that ask. */
export async function walk(
  browser: FormBrowser,
  page: Page,
  person: DemoSignIn,
  choices: readonly Choice[] = ['approve', 'continue', 'accept'],
): Promise<Page> {
  const name = person.signInName ?? person.userPrincipalName;
  const shown = page.forms.flatMap(({ buttons }) => buttons);
  if (shown.some(({ value }) => value === 'sign-in')) {
    return walk(browser, await browser.press(page, 'sign-in', { password: person.password }), person, choices);
  }
  if (shown.some((button) => button.name === 'account')) return walk(browser, await browser.press(page, name), person, choices);
  const choice = choices.find((candidate) => shown.some(({ value }) => value === candidate));
  if (choice !== undefined) return walk(browser, await browser.press(page, choice), person, choices);
  const [form, ...others] = page.forms;
  // What a script would send by itself.
  return form && others.length === 0 && 'state' in form.fields ? browser.send(page, form) : page;
}

/** The progress of one sign-in, in a list. */
export function keepProgress(): {
  readonly told: Omit<SignInProgress, 'requestId'>[];
  readonly tell: (progress: Omit<SignInProgress, 'requestId'>) => void;
} {
  const told: Omit<SignInProgress, 'requestId'>[] = [];
  return { told, tell: (progress) => void told.push(progress) };
}
