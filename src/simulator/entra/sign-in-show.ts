import type { ConsentItem } from './consents';
import type { EntraReply } from './entra-exchange';
import { errorStamp } from './entra-errors';
import {
  approvalNeededPage,
  approvePage,
  confirmPage,
  consentPage,
  passwordPage,
  pickPage,
  stoppedPage,
  type ConsentRow,
  type PageFrame,
} from './sign-in-pages';
import { isSecret } from '../state/secrets';
import { signInPeople, type SignInPerson } from './sign-in-people';
import type { SignInService } from './sign-in-service';
import { clientOf, type Step } from './sign-in-steps';
import type { Transaction } from './sign-in-store';

/** The page of a step. */
export function showStep(
  service: SignInService,
  transaction: Transaction,
  step: Exclude<Step, { readonly kind: 'complete' }>,
  formTarget: string | undefined,
  problem: string | null,
  correlationId: string | undefined,
): EntraReply {
  const { state, store } = service;
  const frame: PageFrame = {
    action: `/${transaction.tenantName}/login`,
    transaction: transaction.id,
    proof: transaction.proof,
    formTarget,
    application: clientOf(service, transaction.purpose).displayName,
  };
  switch (step.kind) {
    case 'pick': {
      const { signedIn } = store.browser(transaction.browserId);
      const rows = signInPeople(state).map(({ user, signInName }) => ({
        signInName,
        displayName: user.displayName,
        isSignedIn: signedIn.has(user.id),
      }));
      return pickPage(frame, rows, problem);
    }
    case 'password':
      return passwordPage(frame, step.person.signInName, workingPassword(service, step.person), problem);
    case 'approve':
      return approvePage(frame, step.person.signInName);
    case 'confirm':
      return confirmPage(frame, step.person.signInName);
    case 'consent':
      return consentPage(frame, step.person.signInName, rowsOf(service, step.items), step.forAll);
    case 'approvalNeeded':
      return approvalNeededPage(frame, step.person.signInName, rowsOf(service, step.items));
    case 'stopped':
      return stoppedPage(frame, step.error, errorStamp(state.clock, correlationId));
  }
}

/** The password that was made for somebody, as long as it is still the one. */
function workingPassword({ madePassword }: SignInService, { user, account }: SignInPerson): string | null {
  const password = madePassword(user.userPrincipalName);
  return password !== null && isSecret(user.id, password, account.passwordHash) ? password : null;
}

function rowsOf({ state }: SignInService, items: readonly ConsentItem[]): readonly ConsentRow[] {
  return items.flatMap(({ resourceAppId, values }) => {
    const resource = state.servicePrincipalsByAppId.first(resourceAppId)?.displayName ?? resourceAppId;
    return values.map((value) => ({ value, resource }));
  });
}
