import { timeText } from '../state/clock';
import type { ClaimsRequest } from './claims-request';
import { NO_CLAIMS } from './claims-request';
import { mayConsent, mayConsentForAll, missingConsents, wantedConsents, type ConsentItem } from './consents';
import type { EntraError } from './entra-errors';
import { findSignInClient, type SignInClient } from './sign-in-clients';
import { SIGN_IN_ERRORS } from './sign-in-errors';
import { isAssigned, personById, revocation, type SignInPerson } from './sign-in-people';
import type { SignInService } from './sign-in-service';
import type { Authentication, Purpose, Transaction } from './sign-in-store';

/** What a sign-in needs next. */
export type Step =
  | { readonly kind: 'pick' }
  | { readonly kind: 'password'; readonly person: SignInPerson }
  | { readonly kind: 'approve'; readonly person: SignInPerson }
  | { readonly kind: 'confirm'; readonly person: SignInPerson }
  | {
      readonly kind: 'consent';
      readonly person: SignInPerson;
      readonly items: readonly ConsentItem[];
      readonly forAll: 'offered' | 'always' | 'never';
    }
  | { readonly kind: 'approvalNeeded'; readonly person: SignInPerson; readonly items: readonly ConsentItem[] }
  | { readonly kind: 'stopped'; readonly error: EntraError }
  | { readonly kind: 'complete'; readonly person: SignInPerson; readonly authentication: Authentication };

/** Finds out what a sign-in needs next. Somebody who is signed in in this browser needs no password, unless the client insists. */
export function nextStep(service: SignInService, transaction: Transaction): Step {
  const { state, faults } = service;
  const { purpose } = transaction;
  const person = transaction.userId === null ? undefined : personById(state, transaction.userId);
  if (!person) return { kind: 'pick' };
  const authentication = transaction.authentication ?? signedInBefore(service, transaction);
  if (authentication === null) return { kind: 'password', person };
  transaction.authentication = authentication;
  if (!person.user.accountEnabled) return { kind: 'stopped', error: SIGN_IN_ERRORS.disabledUser() };
  const client = clientOf(service, purpose);
  if (!isAssigned(state, client, person.user.id))
    return { kind: 'stopped', error: SIGN_IN_ERRORS.notAssigned(client.displayName, person.signInName) };
  if (faults.isOn('access-blocked') || (purpose.kind === 'device' && faults.isOn('device-code-blocked')))
    return { kind: 'stopped', error: SIGN_IN_ERRORS.accessBlocked() };
  const needsSecondFactor = faults.isOn('mfa-required') || claimsOf(purpose).contexts.length > 0;
  if (needsSecondFactor && !authentication.methods.includes('mfa')) return { kind: 'approve', person };
  if (purpose.kind === 'device' && !transaction.confirmed) return { kind: 'confirm', person };
  return consentStep(service, transaction, person) ?? { kind: 'complete', person, authentication };
}

/** The client that a sign-in is for. */
export function clientOf(service: SignInService, purpose: Purpose): SignInClient {
  const client = findSignInClient(service.state, purpose.request.clientId);
  if (!client) throw new Error(`there is no client ${purpose.request.clientId} any more`);
  return client;
}

/** The claims that a sign-in has to satisfy. */
export function claimsOf(purpose: Purpose): ClaimsRequest {
  return purpose.kind === 'adminConsent' ? NO_CLAIMS : purpose.request.claims;
}

function consentStep(service: SignInService, transaction: Transaction, person: SignInPerson): Step | null {
  const { state, faults } = service;
  const { purpose } = transaction;
  if (transaction.accepted) return null;
  const client = clientOf(service, purpose);
  const userId = person.user.id;
  if (purpose.kind === 'adminConsent') {
    const { items } = purpose.request;
    if (!mayConsentForAll(state, userId)) return { kind: 'approvalNeeded', person, items };
    return { kind: 'consent', person, items, forAll: 'always' };
  }
  const wanted = wantedConsents(state, client, userId, purpose.request.scopes);
  const insists = purpose.kind === 'authorize' && purpose.request.prompt === 'consent';
  const items = insists ? wanted : missingConsents(state, client, userId, wanted);
  if (items.length === 0) return null;
  if (faults.isOn('admin-approval') || !mayConsent(state, userId, items)) return { kind: 'approvalNeeded', person, items };
  return { kind: 'consent', person, items, forAll: mayConsentForAll(state, userId) ? 'offered' : 'never' };
}

function signedInBefore({ store, state }: SignInService, { browserId, userId, purpose }: Transaction): Authentication | null {
  if (userId === null || (purpose.kind === 'authorize' && purpose.request.prompt === 'login')) return null;
  const authentication = store.browser(browserId).signedIn.get(userId);
  if (!authentication) return null;
  const gone = revocation(state, userId, authentication.at, timeText);
  return gone === null || gone.number === SIGN_IN_ERRORS.disabledUser().number ? authentication : null;
}
