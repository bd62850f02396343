import { CLOUDS, type CloudId } from '../../../shared/domain/clouds/clouds';
import type { OwnClient, SignInWish } from '../../../shared/ipc/account-shapes';
import { readClientId } from './client-id';

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
export type FormProblem = 'tenantNeeded' | 'clientIdInvalid';

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

/** Reads the form. */
export function readForm(form: SignInForm, ownClients: readonly OwnClient[]): ReadForm {
  const { cloud, client, asPartner } = form;
  const tenant = orNull(form.tenant);
  if (asPartner && tenant === null) return { wish: null, newClient: null, problem: 'tenantNeeded' };
  const asksForClient = client === 'own' && ownClientOf(cloud, ownClients) === null;
  const clientId = asksForClient ? readClientId(form.clientId) : null;
  if (asksForClient && clientId === null) return { wish: null, newClient: null, problem: 'clientIdInvalid' };
  return {
    wish: { cloud, tenant, asPartner, loginHint: orNull(form.account), client, method: 'browser' },
    newClient: clientId === null ? null : { cloud, clientId, tenant: null },
    problem: null,
  };
}
