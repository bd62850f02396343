import type { RunningSimulator } from '../../src/simulator/server/start-simulator';

/** What a request to the simulator gave. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export const GRAPH = 'https://graph.microsoft.com';
export const EXCHANGE = 'https://outlook.office365.com';

/** Asks the token endpoint, as any client would. */
export async function askForToken(
  simulator: RunningSimulator,
  form: Readonly<Record<string, string>>,
  tenant = simulator.tenantId,
): Promise<Answered> {
  return ask(`${simulator.url}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
}

/** A token of one of the apps that the simulator names, by default the one that may read everything. */
export async function tokenOf(simulator: RunningSimulator, resource: string, displayName = 'Tenant Reader'): Promise<string> {
  const app = simulator.apps.find((candidate) => candidate.displayName === displayName);
  if (!app) throw new Error(`there is no app ${displayName}`);
  const { body } = await askForToken(simulator, {
    grant_type: 'client_credentials',
    client_id: app.appId,
    client_secret: app.secret,
    scope: `${resource}/.default`,
  });
  return String(body['access_token']);
}

/** A token that nobody would issue: an app with just these permissions, whatever it was granted. */
export function madeUpToken(
  simulator: RunningSimulator,
  roles: readonly string[],
  resource = GRAPH,
  appId = simulator.apps[0]!.appId,
): string {
  const principal = simulator.state().servicePrincipalsByAppId.first(appId);
  return simulator.world.tokens.issue({
    aud: resource,
    oid: principal?.id ?? appId,
    appid: appId,
    app_displayname: principal?.displayName ?? 'made up',
    appidacr: '1',
    idtyp: 'app',
    roles,
  }).token;
}

/** A token of a person who signed in to an app. */
export function personToken(simulator: RunningSimulator, userId: string, scopes: readonly string[], resource = GRAPH): string {
  return simulator.world.tokens.issue({
    aud: resource,
    oid: userId,
    appid: simulator.apps[0]!.appId,
    app_displayname: 'made up',
    appidacr: '0',
    idtyp: 'user',
    scp: scopes.join(' '),
  }).token;
}

/** A request with a token. */
export async function getGraph(
  simulator: RunningSimulator,
  token: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const url = path.startsWith('http') ? path : `${simulator.url}${path}`;
  return ask(url, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

/** A batch. */
export async function postBatch(simulator: RunningSimulator, token: string, requests: unknown): Promise<Answered> {
  return ask(`${simulator.url}/v1.0/$batch`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ requests }),
  });
}

/** A cmdlet. */
export async function callCmdlet(
  simulator: RunningSimulator,
  token: string,
  cmdlet: string,
  parameters: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Promise<Answered> {
  return ask(`${simulator.url}/exchange/cmdlet`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ cmdlet, parameters, ...more }),
  });
}

/** Everything that a listing has, page after page. */
export async function everyPage(simulator: RunningSimulator, token: string, path: string): Promise<readonly Record<string, unknown>[]> {
  const objects: Record<string, unknown>[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const { status, body, text } = await getGraph(simulator, token, next);
    if (status !== 200) throw new Error(`${next}: ${status} ${text}`);
    objects.push(...(body['value'] as Record<string, unknown>[]));
    next = body['@odata.nextLink'] as string | undefined;
  }
  return objects;
}

/** Any request; a body that is no JSON is left as text. */
export async function ask(url: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: readJson(text) };
}

/** The code of a Graph error. */
export function codeOf({ body }: Answered): string | undefined {
  return (body['error'] as { readonly code?: string } | undefined)?.code;
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
