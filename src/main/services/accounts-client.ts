import { CLOUDS, QUICK_CLIENT_ID } from '../../shared/domain/clouds/clouds';
import { err, ok, type Result } from '../../shared/domain/result';
import type { OwnClient, SignInWish } from '../../shared/ipc/account-shapes';
import { failure, type Failure } from '../../shared/ipc/envelope';

/** The client to sign in to, and the tenant to sign in at; null for the account's own. */
export interface ChosenClient {
  readonly clientId: string;
  readonly tenant: string | null;
}

/** Which client a wish means: Microsoft's, or one of the organisation's own registrations. */
export function chooseClient(
  { client, cloud, tenant, loginHint }: Pick<SignInWish, 'client' | 'cloud' | 'tenant' | 'loginHint'>,
  ownClients: readonly OwnClient[],
): Result<ChosenClient, Failure> {
  if (client === 'quick') {
    if (CLOUDS[cloud].hasQuickClient) return ok({ clientId: QUICK_CLIENT_ID, tenant });
    return err(
      failure('client-unknown', {
        message: 'Microsoft’s own client for the quick start does not exist in this cloud; register Mailscope there.',
      }),
    );
  }
  const there = ownClients.filter((own) => own.cloud === cloud);
  const wanted = tenant ?? domainOf(loginHint);
  const own =
    there.find((candidate) => isSame(candidate.tenant, wanted)) ??
    there.find((candidate) => candidate.tenant === null) ??
    // A tenant has an id and several domains: the only registration there is may be meant by any of them.
    (there.length === 1 ? there[0] : undefined);
  if (own) return ok({ clientId: own.clientId, tenant: tenant ?? own.tenant ?? wanted });
  return err(
    failure('client-unknown', {
      message:
        there.length === 0
          ? 'No app registration of the organisation is set for this cloud.'
          : 'Several app registrations are set for this cloud; name the tenant to sign in to.',
    }),
  );
}

function domainOf(loginHint: string | null): string | null {
  const at = loginHint?.lastIndexOf('@') ?? -1;
  return loginHint === null || at < 0 ? null : loginHint.slice(at + 1);
}

function isSame(left: string | null, right: string | null): boolean {
  return left !== null && right !== null && left.toLowerCase() === right.toLowerCase();
}
