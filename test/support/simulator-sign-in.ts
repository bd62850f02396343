import type { DemoSignIn } from '../../src/simulator/generator/made-tenant';
import { MAILSCOPE_APP_ID } from '../../src/simulator/generator/small/small-sign-ins';
import type { RunningSimulator } from '../../src/simulator/server/start-simulator';
import { askForToken, type Answered } from './simulator-client';
import { authorizeUrl, pkcePair, SimulatorBrowser, type Visit } from './simulator-browser';

/** Where a program on somebody's machine listens. */
export const REDIRECT = 'http://localhost:51234';
export const { verifier: VERIFIER, challenge: CHALLENGE } = pkcePair();
export const SIGN_IN_SCOPES = 'openid profile offline_access User.Read';
/** "Microsoft Graph Command Line Tools", which nobody in the demo company has consented to. */
export const QUICK_CLIENT_ID = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

type Changes = Readonly<Record<string, string | undefined>>;

/** A request to the authorization endpoint as a program sends it, with changes. */
export function signInUrl(simulator: RunningSimulator, changes: Changes = {}, tenant = simulator.tenantId): string {
  return authorizeUrl(simulator.url, tenant, {
    client_id: MAILSCOPE_APP_ID,
    response_type: 'code',
    redirect_uri: REDIRECT,
    response_mode: 'query',
    scope: SIGN_IN_SCOPES,
    state: 'a state & more',
    nonce: 'a nonce',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  });
}

/** An administrator by the directory role, or one of the other people by kind. */
export function personNamed(simulator: RunningSimulator, name: string): DemoSignIn {
  const person = simulator.users.find((user) => user.kind === name || user.roles.includes(name));
  if (!person) throw new Error(`nobody is ${name}`);
  return person;
}

/** What somebody types at the sign-in page. */
export function signInNameOf(person: DemoSignIn): string {
  return person.signInName ?? person.userPrincipalName;
}

/** Opens the sign-in page, picks the person and types the password. */
export async function passPassword(browser: SimulatorBrowser, url: string, person: DemoSignIn): Promise<Visit> {
  await browser.open(url);
  await browser.pick(signInNameOf(person));
  return browser.signIn(person.password);
}

/** Redeems a code. */
export async function redeem(
  simulator: RunningSimulator,
  code: string | undefined,
  changes: Changes = {},
  tenant?: string,
): Promise<Answered> {
  return askForm(
    simulator,
    {
      grant_type: 'authorization_code',
      client_id: MAILSCOPE_APP_ID,
      code: code ?? '',
      redirect_uri: REDIRECT,
      code_verifier: VERIFIER,
      client_info: '1',
      ...changes,
    },
    tenant,
  );
}

/** Uses a refresh token. */
export async function refresh(simulator: RunningSimulator, token: unknown, changes: Changes = {}): Promise<Answered> {
  return askForm(simulator, {
    grant_type: 'refresh_token',
    client_id: MAILSCOPE_APP_ID,
    refresh_token: String(token),
    scope: SIGN_IN_SCOPES,
    ...changes,
  });
}

/** Signs a person in from the first page to tokens. */
export async function tokensOf(simulator: RunningSimulator, name: string, changes: Changes = {}): Promise<Answered> {
  const { answer, page } = await passPassword(
    new SimulatorBrowser(simulator.url),
    signInUrl(simulator, changes),
    personNamed(simulator, name),
  );
  if (answer === null) throw new Error(`no answer, but a page: ${page.heading}`);
  const { client_id, redirect_uri } = changes;
  const tokens = await redeem(simulator, answer.fields['code'], {
    ...(client_id === undefined ? {} : { client_id }),
    ...(redirect_uri === undefined ? {} : { redirect_uri }),
  });
  if (tokens.status !== 200) throw new Error(tokens.text);
  return tokens;
}

/** The claims of a token, unchecked. */
export function claimsOf(token: unknown): Record<string, unknown> {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

/** The number of an error of the sign-in service. */
export function numberOf({ body }: Answered): unknown {
  return (body['error_codes'] as readonly number[] | undefined)?.[0];
}

async function askForm(simulator: RunningSimulator, fields: Changes, tenant?: string): Promise<Answered> {
  const form = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return askForToken(simulator, Object.fromEntries(form), tenant);
}
