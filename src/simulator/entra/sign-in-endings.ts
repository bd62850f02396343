import { answerClient, errorFields } from './authorize-answer';
import { adminConsentFields } from './admin-consent';
import { writeConsent } from './consents';
import type { EntraReply } from './entra-exchange';
import type { EntraError } from './entra-errors';
import { clientInfo } from './person-tokens';
import { messagePage } from './sign-in-pages';
import { SIGN_IN_ERRORS } from './sign-in-errors';
import type { SignInPerson } from './sign-in-people';
import type { SignInService } from './sign-in-service';
import { clientOf } from './sign-in-steps';
import type { Authentication, Transaction } from './sign-in-store';

/** Ends a sign-in well: a code for the client, tokens for the device, or the consent of an administrator. */
export function complete(
  service: SignInService,
  transaction: Transaction,
  person: SignInPerson,
  authentication: Authentication,
): EntraReply {
  const { state, store } = service;
  const { purpose } = transaction;
  const client = clientOf(service, purpose);
  store.browser(transaction.browserId).signedIn.set(person.user.id, authentication);
  store.finish(transaction);
  switch (purpose.kind) {
    case 'authorize': {
      const { request } = purpose;
      return answerClient(request, {
        code: store.addCode(request, authentication),
        ...(request.wantsClientInfo ? { client_info: clientInfo(state, person) } : {}),
        session_state: transaction.id,
      });
    }
    case 'device':
      purpose.request.outcome = { kind: 'signedIn', authentication };
      return messagePage(
        client.displayName,
        `You have signed in to the ${client.displayName} application on your device. You may now close this window.`,
      );
    case 'adminConsent':
      writeConsent(state, client, null, purpose.request.items);
      return answerClient(purpose.request, adminConsentFields(state.tenantId, purpose.request));
  }
}

/** Ends a sign-in with an error that the client is told. `cancelled`: the person pressed Cancel. */
export function refuse(
  service: SignInService,
  transaction: Transaction,
  error: EntraError,
  correlationId: string | undefined,
  cancelled = false,
): EntraReply {
  const { state, store } = service;
  const { purpose } = transaction;
  store.finish(transaction);
  switch (purpose.kind) {
    case 'authorize': {
      const fields = errorFields(error, state.clock, correlationId);
      return answerClient(purpose.request, cancelled ? { ...fields, error_subcode: 'cancel' } : fields);
    }
    case 'device':
      purpose.request.outcome = {
        kind: 'refused',
        error: cancelled ? SIGN_IN_ERRORS.deviceDeclined() : { ...error, error: 'invalid_grant' },
      };
      return messagePage('You have not signed in', 'The application on your device was told. You may now close this window.');
    case 'adminConsent': {
      // https://learn.microsoft.com/entra/identity-platform/v2-admin-consent#error-response
      const fields = errorFields({ ...SIGN_IN_ERRORS.cancelled(), error: 'consent_required' }, state.clock, correlationId);
      return answerClient(purpose.request, { ...fields, admin_consent: 'True', tenant: state.tenantId });
    }
  }
}
