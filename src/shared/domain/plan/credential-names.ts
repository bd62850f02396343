/** What keeps apart the credentials of apps in the vault. Texts under `secrets/` may be copied by a person. */
const PREFIX = 'secrets/apps/';

/** The name under which the vault keeps the credential that a step creates: found again by its app, and no other step's. */
export function credentialName(appId: string, planId: string, stepId: string): string {
  return `${PREFIX}${appId.toLowerCase()}/${planId}/${stepId}`;
}

/** What such a name says; null for another one. */
export function readCredentialName(name: string): { readonly appId: string; readonly planId: string; readonly stepId: string } | null {
  if (!name.startsWith(PREFIX)) return null;
  const [appId, planId, stepId, ...rest] = name.slice(PREFIX.length).split('/');
  return appId && planId && stepId && rest.length === 0 ? { appId, planId, stepId } : null;
}

/** What stands in the display name of a credential that a step creates, so that one left behind by a crash is found. */
export function credentialTag(planId: string, stepId: string): string {
  return `Mailscope ${planId} ${stepId}`;
}
