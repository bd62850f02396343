import type { SimulatedClock } from '../state/clock';
import type { ReturnAddress } from './authorize-request';
import { redirectReply, type EntraReply } from './entra-exchange';
import { describeError, errorStamp, type EntraError } from './entra-errors';
import { markup, page } from './page-layout';

/** Fields that go back to a client. */
export type AnswerFields = Readonly<Record<string, string>>;

/** Sends an answer back to the client, the way it asked for. https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc#send-the-sign-in-request */
export function answerClient(to: ReturnAddress, fields: AnswerFields): EntraReply {
  const all = to.state === undefined ? fields : { ...fields, state: to.state };
  if (to.responseMode === 'form_post') return postPage(to.redirectUri, all);
  const parameters = new URLSearchParams(all).toString();
  const url = new URL(to.redirectUri);
  if (to.responseMode === 'fragment') url.hash = parameters;
  else url.search = url.search === '' ? parameters : `${url.search.slice(1)}&${parameters}`;
  return redirectReply(url.href);
}

/** The fields of an error. */
export function errorFields(error: EntraError, clock: SimulatedClock, correlationId: string | undefined): AnswerFields {
  const stamp = errorStamp(clock, correlationId);
  return {
    error: error.error,
    error_description: describeError(error, stamp),
    error_uri: `https://login.microsoftonline.com/error?code=${error.number}`,
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
    ...(error.claims === undefined ? {} : { claims: error.claims }),
  };
}

/** The origin that a page with this answer posts or redirects to, for its content security policy. */
export function originOfAddress(redirectUri: string): string {
  const { origin, protocol } = new URL(redirectUri);
  return origin === 'null' ? protocol : origin;
}

function postPage(redirectUri: string, fields: AnswerFields): EntraReply {
  const inputs = Object.entries(fields).map(([name, value]) => markup`<input type="hidden" name="${name}" value="${value}" />`);
  const content = markup`<h1>Working…</h1>
    <form method="post" action="${redirectUri}">
      ${inputs}
      <p>You are being taken back to the application.</p>
      <button class="strong" type="submit">Continue</button>
    </form>`;
  return page('Working…', content, { formTarget: originOfAddress(redirectUri), postsItself: true });
}
