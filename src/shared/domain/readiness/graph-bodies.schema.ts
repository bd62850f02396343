import { z } from 'zod';
import { directoryRoleName } from './directory-roles';
import type { ConsentPolicy, CredentialPolicy, CredentialRestriction, HeldRole } from './facts';

const profileSchema = z.object({ displayName: z.string().nullish(), userPrincipalName: z.string() });

const rolesSchema = z.object({ value: z.array(z.object({ displayName: z.string().nullish(), roleTemplateId: z.string().nullish() })) });

const eligibleSchema = z.object({ value: z.array(z.object({ roleDefinitionId: z.string(), directoryScopeId: z.string().nullish() })) });

const plansSchema = z.object({
  value: z.array(
    z.object({
      capabilityStatus: z.string().nullish(),
      servicePlans: z.array(z.object({ servicePlanName: z.string(), provisioningStatus: z.string().nullish() })),
    }),
  ),
});

const authorizationSchema = z.object({
  defaultUserRolePermissions: z.object({
    allowedToCreateApps: z.boolean().nullish(),
    permissionGrantPoliciesAssigned: z.array(z.string()).nullish(),
  }),
});

const restrictionsSchema = z
  .object({
    passwordCredentials: z
      .array(z.object({ restrictionType: z.string().nullish(), state: z.string().nullish(), maxLifetime: z.string().nullish() }))
      .nullish(),
    keyCredentials: z
      .array(z.object({ restrictionType: z.string().nullish(), state: z.string().nullish(), maxLifetime: z.string().nullish() }))
      .nullish(),
  })
  .nullish();

const credentialSchema = z.object({
  isEnabled: z.boolean().nullish(),
  applicationRestrictions: restrictionsSchema,
  servicePrincipalRestrictions: restrictionsSchema,
});

/** Whose account it is. https://learn.microsoft.com/graph/api/user-get */
export function readProfile(body: unknown): { readonly displayName: string | null; readonly userPrincipalName: string } | null {
  const parsed = profileSchema.safeParse(body);
  return parsed.success ? { displayName: parsed.data.displayName ?? null, userPrincipalName: parsed.data.userPrincipalName } : null;
}

/** Active roles. https://learn.microsoft.com/graph/api/resources/directoryrole */
export function readActiveRoles(body: unknown): readonly HeldRole[] | null {
  const parsed = rolesSchema.safeParse(body);
  if (!parsed.success) return null;
  return parsed.data.value.flatMap(({ displayName, roleTemplateId }) => {
    if (!roleTemplateId) return [];
    // The name in our table counts: that of the tenant may be an older or a translated one.
    const name = directoryRoleName(roleTemplateId);
    return [{ templateId: roleTemplateId.toLowerCase(), name: name === roleTemplateId ? (displayName ?? name) : name }];
  });
}

/** Roles that could be activated for the whole directory. https://learn.microsoft.com/graph/api/resources/unifiedroleeligibilityscheduleinstance */
export function readEligibleRoles(body: unknown): readonly HeldRole[] | null {
  const parsed = eligibleSchema.safeParse(body);
  if (!parsed.success) return null;
  return parsed.data.value
    .filter(({ directoryScopeId }) => directoryScopeId === '/')
    .map(({ roleDefinitionId }) => ({ templateId: roleDefinitionId.toLowerCase(), name: directoryRoleName(roleDefinitionId) }));
}

/** Service plans that are on. https://learn.microsoft.com/graph/api/resources/subscribedsku */
export function readServicePlans(body: unknown): readonly string[] | null {
  const parsed = plansSchema.safeParse(body);
  if (!parsed.success) return null;
  const on = parsed.data.value.filter(({ capabilityStatus }) => capabilityStatus === 'Enabled' || capabilityStatus === 'Warning');
  const plans = on.flatMap(({ servicePlans }) => servicePlans.filter(({ provisioningStatus }) => provisioningStatus !== 'Disabled'));
  return [...new Set(plans.map(({ servicePlanName }) => servicePlanName))];
}

const SELF = 'ManagePermissionGrantsForSelf.';
const OWNED = 'ManagePermissionGrantsForOwnedResource.';

/** The policies that come with every tenant. https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent */
const CONSENT_POLICIES: Readonly<Record<string, ConsentPolicy['users']>> = {
  'microsoft-user-default-legacy': 'everything',
  'microsoft-user-default-low': 'lowImpact',
  'microsoft-user-default-recommended': 'managed',
};

/** Who may consent. https://learn.microsoft.com/graph/api/resources/authorizationpolicy */
export function readConsentPolicy(body: unknown): ConsentPolicy | null {
  const parsed = authorizationSchema.safeParse(body);
  if (!parsed.success) return null;
  const { allowedToCreateApps, permissionGrantPoliciesAssigned } = parsed.data.defaultUserRolePermissions;
  if (!permissionGrantPoliciesAssigned) return null;
  // Policies for what somebody owns (a team, a chat) say nothing of consent for oneself.
  const policies = permissionGrantPoliciesAssigned
    .filter((name) => !name.startsWith(OWNED))
    .map((name) => (name.startsWith(SELF) ? name.slice(SELF.length) : name));
  const kinds = policies.map((name) => (Object.hasOwn(CONSENT_POLICIES, name) ? (CONSENT_POLICIES[name] ?? 'custom') : 'custom'));
  const users = (['everything', 'custom', 'managed', 'lowImpact'] as const).find((kind) => kinds.includes(kind)) ?? 'nobody';
  return { users, policies, mayRegisterApps: allowedToCreateApps ?? null };
}

/** What is forbidden of credentials. https://learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy */
export function readCredentialPolicy(body: unknown): CredentialPolicy | null {
  const parsed = credentialSchema.safeParse(body);
  if (!parsed.success || typeof parsed.data.isEnabled !== 'boolean') return null;
  const { isEnabled, applicationRestrictions, servicePrincipalRestrictions } = parsed.data;
  return {
    enabled: isEnabled,
    restrictions: [
      ...restrictionsOf('applications', applicationRestrictions),
      ...restrictionsOf('servicePrincipals', servicePrincipalRestrictions),
    ],
  };
}

function restrictionsOf(
  of: CredentialRestriction['of'],
  restrictions: z.infer<typeof restrictionsSchema>,
): readonly CredentialRestriction[] {
  return [...(restrictions?.passwordCredentials ?? []), ...(restrictions?.keyCredentials ?? [])].flatMap(
    ({ restrictionType, state, maxLifetime }) =>
      restrictionType && state !== 'disabled' ? [{ of, type: restrictionType, maxLifetime: maxLifetime ?? null }] : [],
  );
}
