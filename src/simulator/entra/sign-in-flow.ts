import { readAdminConsent } from './admin-consent';
import { answerClient, errorFields, originOfAddress } from './authorize-answer';
import { readAuthorizeRequest } from './authorize-request';
import { withBrowser, type EntraReply, type EntraRequest } from './entra-exchange';
import { errorStamp, type EntraError } from './entra-errors';
import { answerAction } from './sign-in-actions';
import { complete, refuse } from './sign-in-endings';
import { SIGN_IN_ERRORS } from './sign-in-errors';
import { deviceCodePage, errorPage, messagePage } from './sign-in-pages';
import { findPerson, nameProblem } from './sign-in-people';
import type { SignInService } from './sign-in-service';
import { nextStep } from './sign-in-steps';
import { showStep } from './sign-in-show';
import type { BrowserSession, Purpose, Transaction } from './sign-in-store';

/** `GET /{tenant}/oauth2/v2.0/authorize`. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow */
export function authorize(service: SignInService, request: EntraRequest, tenantName: string): EntraReply {
  const { state, store } = service;
  const read = readAuthorizeRequest(state, tenantName, request.query);
  if (!read.ok) {
    if (read.to === null) return failurePage(service, request, read.error);
    return answerClient(read.to, errorFields(read.error, state.clock, request.correlationId));
  }
  const browser = store.browser(request.browser);
  const { prompt, loginHint } = read.value;
  const transaction = store.begin(browser, tenantName, { kind: 'authorize', request: read.value });
  const hinted = prompt === 'select_account' ? undefined : loginHint;
  const problem = preselect(service, transaction, browser, hinted, prompt === 'select_account' || prompt === 'login');
  const reply =
    prompt === 'none'
      ? silently(service, transaction, browser, request.correlationId)
      : showOrEnd(service, transaction, request.correlationId, problem);
  return withBrowser(reply, browser.id, request.origin);
}

/** `GET /{tenant}/v2.0/adminconsent`. */
export function adminConsent(service: SignInService, request: EntraRequest, tenantName: string): EntraReply {
  const read = readAdminConsent(service.state, tenantName, request.query);
  if (!read.ok) return failurePage(service, request, read.error);
  return begin(service, request, tenantName, { kind: 'adminConsent', request: read.value });
}

/** The page where a person enters the code of a device. */
export function deviceAuth(service: SignInService, request: EntraRequest, tenantName: string): EntraReply {
  const action = `/${tenantName}/oauth2/deviceauth`;
  if (request.method === 'GET') return deviceCodePage(action, null, request.query.get('otc') ?? '');
  const code = request.form?.get('otc') ?? '';
  const device = service.store.waitingDevice(code);
  if (!device) return deviceCodePage(action, "That code didn't work. Check the code and try again.", code);
  return begin(service, request, device.tenantName, { kind: 'device', request: device });
}

/** What the pages of a sign-in post. */
export function signInPost(service: SignInService, request: EntraRequest): EntraReply {
  const { store } = service;
  const browser = store.browser(request.browser);
  const form = request.form ?? new Map<string, string>();
  const transaction = store.resume(form.get('transaction') ?? '', form.get('proof') ?? '', browser);
  if (transaction === null)
    return messagePage(
      'This page is out of date',
      'The sign-in that it belongs to has ended. Go back to the application and try again.',
      400,
    );
  const outcome = answerAction(service, transaction, form);
  const reply =
    outcome.kind === 'refused'
      ? refuse(service, transaction, outcome.error, request.correlationId, outcome.cancelled)
      : showOrEnd(service, transaction, request.correlationId, outcome.problem);
  return withBrowser(reply, browser.id, request.origin);
}

function begin(service: SignInService, request: EntraRequest, tenantName: string, purpose: Purpose): EntraReply {
  const browser = service.store.browser(request.browser);
  const transaction = service.store.begin(browser, tenantName, purpose);
  return withBrowser(showOrEnd(service, transaction, request.correlationId, null), browser.id, request.origin);
}

/** Whom the request means, or who alone is signed in here. What is wrong with the name, or null. */
function preselect(
  service: SignInService,
  transaction: Transaction,
  browser: BrowserSession,
  hint: string | undefined,
  asks: boolean,
): string | null {
  const { state } = service;
  if (hint !== undefined && hint !== '') {
    const problem = nameProblem(state, hint, transaction.tenantName, transaction.purpose.request.clientId);
    if (problem === null) transaction.userId = findPerson(state, hint)?.user.id ?? null;
    return problem === null ? null : problem.message;
  }
  const [only, ...others] = browser.signedIn.keys();
  if (!asks && only !== undefined && others.length === 0) transaction.userId = only;
  return null;
}

function showOrEnd(
  service: SignInService,
  transaction: Transaction,
  correlationId: string | undefined,
  problem: string | null,
): EntraReply {
  const step = nextStep(service, transaction);
  return step.kind === 'complete'
    ? complete(service, transaction, step.person, step.authentication)
    : showStep(service, transaction, step, targetOf(transaction), problem, correlationId);
}

/** prompt=none: a code, or what would have to be asked. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-implicit-grant-flow#getting-access-tokens-silently */
function silently(
  service: SignInService,
  transaction: Transaction,
  browser: BrowserSession,
  correlationId: string | undefined,
): EntraReply {
  const step = nextStep(service, transaction);
  const client = transaction.purpose.request.clientId;
  const fail = (error: EntraError): EntraReply => refuse(service, transaction, error, correlationId);
  switch (step.kind) {
    case 'complete':
      return complete(service, transaction, step.person, step.authentication);
    case 'pick':
      return fail(browser.signedIn.size > 1 ? SIGN_IN_ERRORS.choiceNeeded() : SIGN_IN_ERRORS.notSignedIn());
    case 'password':
      return fail(SIGN_IN_ERRORS.notSignedIn());
    case 'approve':
    case 'confirm':
      return fail(SIGN_IN_ERRORS.secondFactorNeeded(client));
    case 'consent':
    case 'approvalNeeded':
      return fail({ ...SIGN_IN_ERRORS.consentNeeded(client, client), error: 'consent_required' });
    case 'stopped':
      return fail(step.error);
  }
}

function targetOf({ purpose }: Transaction): string | undefined {
  return purpose.kind === 'device' ? undefined : originOfAddress(purpose.request.redirectUri);
}

function failurePage({ state }: SignInService, request: EntraRequest, error: EntraError): EntraReply {
  return errorPage(error, errorStamp(state.clock, request.correlationId));
}
