import { described, reasonOf, type DescribedFact } from './described-fact';
import type { AccountFacts, ConsentPolicy, CredentialPolicy, CredentialRestriction, Measured } from './facts';
import { listed } from './verdict';

const CONSENT_WORDS: Readonly<Record<ConsentPolicy['users'], string>> = {
  nobody: 'Users may not consent',
  lowImpact: 'Users may consent to permissions of low impact',
  managed: 'Users may consent to what Microsoft recommends',
  everything: 'Users may consent to any app',
  custom: 'Users may consent by a policy of the organisation',
};

/** https://learn.microsoft.com/graph/api/resources/passwordcredentialconfiguration · keycredentialconfiguration */
const RESTRICTION_WORDS: Readonly<Record<string, string>> = {
  passwordAddition: 'new secrets are forbidden',
  passwordLifetime: 'secrets may live no longer than',
  customPasswordAddition: 'secrets of one’s own choice are forbidden',
  symmetricKeyAddition: 'new symmetric keys are forbidden',
  symmetricKeyLifetime: 'symmetric keys may live no longer than',
  asymmetricKeyLifetime: 'certificates may live no longer than',
  trustedCertificateAuthority: 'certificates must come from a trusted authority',
};

/** What the policies of a tenant allow, in words. */
export function describePolicies({ consentPolicy, credentialPolicy }: AccountFacts): readonly DescribedFact[] {
  return [
    {
      id: 'consent',
      label: 'Consent by users',
      ...described(consentPolicy, ({ users }) => ({ state: users === 'everything' ? 'attention' : 'good', value: CONSENT_WORDS[users] })),
      detail: consentDetail(consentPolicy),
    },
    {
      id: 'registerApps',
      label: 'App registrations by users',
      ...registerWords(consentPolicy),
      detail: reasonOf(consentPolicy),
    },
    {
      id: 'appManagement',
      label: 'Credentials of apps',
      ...described(credentialPolicy, (policy) =>
        isStrict(policy) ? { state: 'attention', value: 'Restricted' } : { state: 'good', value: 'Not restricted by the default policy' },
      ),
      detail: credentialDetail(credentialPolicy),
    },
  ];
}

function consentDetail(policy: Measured<ConsentPolicy>): string | null {
  if (!policy.known) return reasonOf(policy);
  const everywhere = 'An administrator consents to the permissions that Mailscope asks for, whatever this says.';
  return policy.value.policies.length ? `${everywhere} Policies: ${listed(policy.value.policies)}` : everywhere;
}

function registerWords(policy: Measured<ConsentPolicy>): Pick<DescribedFact, 'state' | 'value'> {
  if (!policy.known || policy.value.mayRegisterApps === null) return { state: 'unknown', value: 'Not measured' };
  return { state: 'good', value: policy.value.mayRegisterApps ? 'Allowed' : 'Only by administrators' };
}

function isStrict({ enabled, restrictions }: CredentialPolicy): boolean {
  return enabled && restrictions.length > 0;
}

function credentialDetail(policy: Measured<CredentialPolicy>): string | null {
  if (!policy.known) return reasonOf(policy);
  if (!isStrict(policy.value)) return null;
  return listed([...new Set(policy.value.restrictions.map(restrictionWords))]);
}

function restrictionWords({ of, type, maxLifetime }: CredentialRestriction): string {
  const words = Object.hasOwn(RESTRICTION_WORDS, type) ? RESTRICTION_WORDS[type] : type;
  const whose = of === 'applications' ? 'App registrations' : 'Service principals';
  return `${whose}: ${words ?? type}${maxLifetime === null ? '' : ` ${maxLifetime}`}`;
}
