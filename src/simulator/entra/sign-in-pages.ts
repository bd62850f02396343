import type { EntraReply } from './entra-exchange';
import { describeError, type EntraError, type ErrorStamp } from './entra-errors';
import { markup, page, type PageText } from './page-layout';

/** What every page of a sign-in carries with it. */
export interface PageFrame {
  /** Where the page posts to. */
  readonly action: string;
  readonly transaction: string;
  readonly proof: string;
  /** Where the answer goes in the end: forms may be redirected there. */
  readonly formTarget: string | undefined;
  /** The application, by its name. */
  readonly application: string;
}

/** A person as the account picker lists them. */
export interface PickerRow {
  readonly signInName: string;
  readonly displayName: string;
  readonly isSignedIn: boolean;
}

/** A permission as the consent page lists it. */
export interface ConsentRow {
  readonly value: string;
  readonly resource: string;
}

/** "Pick an account": the accounts of the tenant, or a name that is typed. */
export function pickPage(frame: PageFrame, people: readonly PickerRow[], problem: string | null): EntraReply {
  const rows = people.map(
    ({ signInName, displayName, isSignedIn }) =>
      markup`<li>
        <button type="submit" name="account" value="${signInName}">
          ${displayName}<br /><span class="quiet">${signInName}${isSignedIn ? ' · signed in' : ''}</span>
        </button>
      </li>`,
  );
  const content = markup`<h1>Pick an account</h1>
    <p>to continue to ${frame.application}</p>
    ${problemText(problem)}
    <form method="post" action="${frame.action}">
      ${hidden(frame)}
      <ul class="people">
        ${rows}
      </ul>
    </form>
    <form method="post" action="${frame.action}">
      ${hidden(frame)}
      <label for="username">Use another account</label>
      <input id="username" name="username" type="text" autocomplete="username" placeholder="someone@example.com" />
      <button class="strong" type="submit" name="action" value="next">Next</button>
    </form>
    <form method="post" action="${frame.action}">${hidden(frame)}<button type="submit" name="action" value="cancel">Cancel</button></form>`;
  return stepPage('Pick an account', content, frame);
}

/** "Enter password". `made`: the password, which a page of a simulated tenant tells. */
export function passwordPage(frame: PageFrame, signInName: string, made: string | null, problem: string | null): EntraReply {
  const content = markup`<p class="quiet">${signInName}</p>
    <h1>Enter password</h1>
    ${problemText(problem)}
    <form method="post" action="${frame.action}">
      ${hidden(frame)}
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" autofocus />
      <button class="strong" type="submit" name="action" value="sign-in">Sign in</button>
    </form>
    ${made === null ? markup`` : markup`<p class="quiet">This tenant is simulated. The password of this account is <code>${made}</code></p>`}
    <form method="post" action="${frame.action}">
      ${hidden(frame)}<button type="submit" name="action" value="back">Back</button>
      <button type="submit" name="action" value="cancel">Cancel</button>
    </form>`;
  return stepPage('Enter password', content, frame);
}

/** The second factor: on the simulated phone there is nothing to see but this button. */
export function approvePage(frame: PageFrame, signInName: string): EntraReply {
  return choicePage(
    frame,
    'Approve sign-in request',
    markup`<p>${signInName}</p>
      <p>Approve the request on your phone.</p>`,
    ['cancel', 'Cancel'],
    ['approve', 'Approve'],
  );
}

/** "Are you trying to sign in to …?", before a device gets tokens. */
export function confirmPage(frame: PageFrame, signInName: string): EntraReply {
  const content = markup`<p>${signInName}</p>
    <p>Only continue if you downloaded the app from a store or website that you trust.</p>`;
  return choicePage(frame, `Are you trying to sign in to ${frame.application}?`, content, ['cancel', 'Cancel'], ['continue', 'Continue']);
}

/** "Permissions requested". An administrator may accept for everybody. */
export function consentPage(
  frame: PageFrame,
  signInName: string,
  rows: readonly ConsentRow[],
  forAll: 'offered' | 'always' | 'never',
): EntraReply {
  const check = markup`<div class="check">
    <input id="for-all" name="for-all" type="checkbox" value="yes" /><label for="for-all">Consent on behalf of your organization</label>
  </div>`;
  const heading = forAll === 'always' ? 'Permissions requested: review for your organization' : 'Permissions requested';
  const content = markup`<p class="quiet">${signInName}</p>
    <h1>${heading}</h1>
    <p><strong>${frame.application}</strong> would like to:</p>
    <ul>
      ${rows.map(scopeItem)}
    </ul>
    <form method="post" action="${frame.action}">
      ${hidden(frame)}${forAll === 'offered' ? check : markup``}
      <button type="submit" name="action" value="cancel">Cancel</button>
      <button class="strong" type="submit" name="action" value="accept">Accept</button>
    </form>`;
  return stepPage('Permissions requested', content, frame);
}

/** "Need admin approval": what a user may not consent to. */
export function approvalNeededPage(frame: PageFrame, signInName: string, rows: readonly ConsentRow[]): EntraReply {
  const content = markup`<p>${signInName}</p>
    <p>
      <strong>${frame.application}</strong> needs permission to access resources in your organization that only an admin can grant. Please
      ask an admin to grant permission to this app before you can use it.
    </p>
    <ul>
      ${rows.map(scopeItem)}
    </ul>`;
  return choicePage(
    frame,
    'Need admin approval',
    content,
    ['switch', 'Have an admin account? Sign in with that account'],
    ['return', 'Return to the application'],
  );
}

/** A sign-in that goes no further. */
export function stoppedPage(frame: PageFrame, error: EntraError, stamp: ErrorStamp): EntraReply {
  const heading = error.number === 53003 ? "You don't have access to this" : 'Sorry, but we’re having trouble signing you in.';
  return choicePage(frame, heading, errorText(error, stamp), ['switch', 'Use another account'], ['return', 'Return to the application']);
}

/** An error that no client may be told: nothing says that the request came from it. */
export function errorPage(error: EntraError, stamp: ErrorStamp): EntraReply {
  const content = markup`<h1>Sorry, but we’re having trouble signing you in.</h1>
    ${errorText(error, stamp)}`;
  return page('Sign in', content, { status: error.status });
}

/** A page that only says something. */
export function messagePage(heading: string, text: string, status = 200): EntraReply {
  return page(
    heading,
    markup`<h1>${heading}</h1>
      <p>${text}</p>`,
    { status },
  );
}

/** "Enter code": where a device sends people. */
export function deviceCodePage(action: string, problem: string | null, code: string): EntraReply {
  const content = markup`<h1>Enter code to allow access</h1>
    <p>Once you enter the code displayed on your app or device, it will have access to your account.</p>
    ${problemText(problem)}
    <form method="post" action="${action}">
      <label for="code">Code</label><input id="code" name="otc" type="text" autocomplete="off" value="${code}" />
      <button class="strong" type="submit" name="action" value="next">Next</button>
    </form>`;
  return page('Enter code', content);
}

function choicePage(frame: PageFrame, heading: string, content: PageText, first: Choice, second: Choice): EntraReply {
  const buttons = markup`<button type="submit" name="action" value="${first[0]}">${first[1]}</button>
      <button class="strong" type="submit" name="action" value="${second[0]}">${second[1]}</button>`;
  return stepPage(
    heading,
    markup`<h1>${heading}</h1>
      ${content}
      <form method="post" action="${frame.action}">${hidden(frame)}${buttons}</form>`,
    frame,
  );
}

type Choice = readonly [action: string, label: string];

function stepPage(title: string, content: PageText, { formTarget }: PageFrame): EntraReply {
  return page(title, content, formTarget === undefined ? {} : { formTarget });
}

function hidden({ transaction, proof }: PageFrame): PageText {
  return markup`<input type="hidden" name="transaction" value="${transaction}" /><input type="hidden" name="proof" value="${proof}" />`;
}

function problemText(problem: string | null): PageText {
  return problem === null ? markup`` : markup`<p class="wrong" role="alert">${problem}</p>`;
}

function scopeItem({ value, resource }: ConsentRow): PageText {
  return markup`<li data-scope="${value}">${value} <span class="quiet">(${resource})</span></li>`;
}

function errorText(error: EntraError, stamp: ErrorStamp): PageText {
  return markup`<p role="alert">${describeError(error, stamp)}</p>`;
}
