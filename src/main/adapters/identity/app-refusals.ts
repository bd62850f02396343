import type { Failure } from '../../../shared/ipc/envelope';
import { failure } from '../../../shared/ipc/envelope';
import type { RefusalRule } from './aadsts-table';
import { detailOf, failureOfRefusal, type Refusal } from './sign-in-errors';

const NOT_ITS_KEY = 'Entra does not know this certificate as one of the app.';

/**
 * What the numbers of the sign-in service mean for an app that signs in as itself; all others mean what they mean for a person's client.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const RULES: readonly (readonly [rule: RefusalRule, numbers: readonly number[]])[] = [
  [{ code: 'app-credential-refused' }, [7000215, 7000216, 70002]],
  [{ code: 'app-credential-refused', message: NOT_ITS_KEY }, [700027, 700021, 700023]],
  [{ code: 'app-credential-refused', message: 'No credential of the app came with the request.' }, [7000218, 7000214]],
  [{ code: 'app-credential-expired' }, [7000222]],
  [{ code: 'app-not-here' }, [700016, 7000229]],
  [{ code: 'app-disabled' }, [7000112, 1000031]],
  [{ code: 'app-permission-missing' }, [501051, 650051, 1003031]],
  [
    { code: 'conditional-access', message: 'A Conditional Access policy for workload identities refuses this app.' },
    [53003, 53011, 530003, 530034, 530037],
  ],
];

const BY_NUMBER: ReadonlyMap<number, RefusalRule> = new Map(
  RULES.flatMap(([rule, numbers]) => numbers.map((number) => [number, rule] as const)),
);

/** The failure that a refusal is for whoever tries an app's own credential. */
export function failureOfApp(refusal: Refusal): Failure {
  for (const number of refusal.numbers) {
    const rule = BY_NUMBER.get(number);
    if (rule) return failure(rule.code, { detail: detailOf(refusal), ...(rule.message === undefined ? {} : { message: rule.message }) });
  }
  if (refusal.numbers.length === 0 && refusal.error === 'invalid_client')
    return failure('app-credential-refused', { detail: detailOf(refusal) });
  return failureOfRefusal(refusal, { resource: 'graph', method: 'browser', claims: false, skewed: false });
}
