import { CLOUDS, type CloudId } from '../../../shared/domain/clouds/clouds';
import type { OwnClient, SignInWish } from '../../../shared/ipc/account-shapes';
import { readClientId } from './client-id';
import { readTenant } from './tenant-name';

/** What stands in the fields of the sign-in. */
export interface SignInForm {
  readonly cloud: CloudId;
  readonly account: string;
  readonly tenant: string;
  readonly asPartner: boolean;
  readonly client: SignInWish['client'];
  readonly clientId: string;
}

/** Why a form cannot be sent, by field. */
export type FormProblem = 'tenantNeeded' | 'tenantInvalid' | 'ownTenantNeeded' | 'clientIdInvalid';

/** What a form comes to: the wish, with a registration to keep where a new one was entered, or what is wrong with it. */
export type ReadForm =
  | { readonly wish: SignInWish; readonly newClient: OwnClient | null; readonly problem: null }
  | { readonly wish: null; readonly newClient: null; readonly problem: FormProblem };

/** The organisation's own registration in a cloud. */
export function ownClientOf(cloud: CloudId, ownClients: readonly OwnClient[]): OwnClient | null {
  return ownClients.find((client) => client.cloud === cloud) ?? null;
}

/** The form with another cloud: the own registration where there is one, else the quick start where the cloud has it. */
export function withCloud(form: SignInForm, cloud: CloudId, ownClients: readonly OwnClient[]): SignInForm {
  const own = ownClientOf(cloud, ownClients) !== null || !CLOUDS[cloud].hasQuickClient;
  return { ...form, cloud, client: own ? 'own' : 'quick' };
}

/** The form as it is shown first. */
export function emptyForm(cloud: CloudId, ownClients: readonly OwnClient[]): SignInForm {
  return withCloud({ cloud, account: '', tenant: '', asPartner: false, client: 'quick', clientId: '' }, cloud, ownClients);
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The domain of an account; null where there is none in it. */
function domainOf(account: string): string | null {
  const at = account.lastIndexOf('@');
  return at < 0 ? null : orNull(account.slice(at + 1));
}

const refused = (problem: FormProblem): ReadForm => ({ wish: null, newClient: null, problem });

/**
 * Reads the form. A registration for one tenant cannot be signed in to at no tenant in particular, and its browser page never comes
 * back with that: AADSTS50194, https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function readForm(form: SignInForm, ownClients: readonly OwnClient[]): ReadForm {
  const { cloud, client, asPartner } = form;
  const entered = orNull(form.tenant);
  if (asPartner && entered === null) return refused('tenantNeeded');
  const tenant = entered === null ? null : readTenant(entered);
  if (entered !== null && tenant === null) return refused('tenantInvalid');
  const own = ownClientOf(cloud, ownClients);
  const asksForClient = client === 'own' && own === null;
  const clientId = asksForClient ? readClientId(form.clientId) : null;
  if (asksForClient && clientId === null) return refused('clientIdInvalid');
  const place = tenant ?? own?.tenant ?? domainOf(form.account);
  if (client === 'own' && place === null) return refused('ownTenantNeeded');
  return {
    wish: { cloud, tenant, asPartner, loginHint: orNull(form.account), client, method: 'browser' },
    // A customer's tenant is not where a partner's registration is.
    newClient: clientId === null ? null : { cloud, clientId, tenant: asPartner ? null : place },
    problem: null,
  };
}
