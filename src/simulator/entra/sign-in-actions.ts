import { writeConsent } from './consents';
import type { EntraError } from './entra-errors';
import { SIGN_IN_ERRORS } from './sign-in-errors';
import { findPerson, isPassword, nameProblem } from './sign-in-people';
import type { SignInService } from './sign-in-service';
import { clientOf, nextStep } from './sign-in-steps';
import type { Transaction } from './sign-in-store';

/** What came of a button: the sign-in goes on, perhaps with something to say, or it ends. */
export type ActionOutcome =
  | { readonly kind: 'goesOn'; readonly problem: string | null }
  | { readonly kind: 'refused'; readonly error: EntraError; readonly cancelled: boolean };

const GOES_ON: ActionOutcome = { kind: 'goesOn', problem: null };
const WRONG_PASSWORD = 'Your account or password is incorrect. If you don’t remember your password, reset it now.';

/** Carries out what a person pressed. A button that the page does not show right now does nothing. */
export function answerAction(service: SignInService, transaction: Transaction, form: ReadonlyMap<string, string>): ActionOutcome {
  const account = form.get('account');
  if (account !== undefined) return pick(service, transaction, account);
  const step = nextStep(service, transaction);
  const { authentication } = transaction;
  const client = clientOf(service, transaction.purpose);
  switch (form.get('action')) {
    case 'next':
      return pick(service, transaction, form.get('username') ?? '');
    case 'back':
    case 'switch':
      transaction.userId = null;
      transaction.authentication = null;
      return GOES_ON;
    case 'sign-in': {
      if (step.kind !== 'password') return GOES_ON;
      if (!isPassword(step.person, form.get('password') ?? '')) return { kind: 'goesOn', problem: WRONG_PASSWORD };
      transaction.authentication = { userId: step.person.user.id, at: service.state.clock.now(), methods: ['pwd'] };
      return GOES_ON;
    }
    case 'approve':
      if (step.kind === 'approve' && authentication) transaction.authentication = { ...authentication, methods: ['pwd', 'mfa'] };
      return GOES_ON;
    case 'continue':
      transaction.confirmed = step.kind === 'confirm';
      return GOES_ON;
    case 'accept':
      if (step.kind !== 'consent') return GOES_ON;
      transaction.accepted = true;
      if (step.forAll !== 'always') {
        const forAll = step.forAll === 'offered' && form.get('for-all') === 'yes';
        writeConsent(service.state, client, forAll ? null : step.person.user.id, step.items);
      }
      return GOES_ON;
    case 'return':
      if (step.kind === 'stopped') return { kind: 'refused', error: step.error, cancelled: false };
      if (step.kind === 'approvalNeeded')
        return { kind: 'refused', error: SIGN_IN_ERRORS.adminApproval(client.displayName), cancelled: false };
      return GOES_ON;
    case 'cancel': {
      const error = step.kind === 'consent' ? SIGN_IN_ERRORS.consentDeclined(client.displayName) : SIGN_IN_ERRORS.cancelled();
      return { kind: 'refused', error, cancelled: true };
    }
    default:
      return GOES_ON;
  }
}

function pick({ state }: SignInService, transaction: Transaction, name: string): ActionOutcome {
  const problem = nameProblem(state, name, transaction.tenantName, transaction.purpose.request.clientId);
  if (problem !== null) return { kind: 'goesOn', problem: problem.message };
  transaction.userId = findPerson(state, name)?.user.id ?? null;
  transaction.authentication = null;
  return GOES_ON;
}
