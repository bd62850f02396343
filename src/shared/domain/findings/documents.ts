/** The Microsoft documents that findings rest on. */
export const DOCUMENTS = {
  accessPolicies: 'https://learn.microsoft.com/graph/auth-limit-mailbox-access',
  newAccessPolicy: 'https://learn.microsoft.com/powershell/module/exchange/new-applicationaccesspolicy',
  rbac: 'https://learn.microsoft.com/exchange/permissions-exo/application-rbac',
  newPointer: 'https://learn.microsoft.com/powershell/module/exchange/new-serviceprincipal',
  organizationConfig: 'https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig',
  smtpAuth: 'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission',
  outlookRest: 'https://learn.microsoft.com/outlook/rest/compare-graph',
  permissionsReference: 'https://learn.microsoft.com/graph/permissions-reference',
  protocols:
    'https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth',
  appOnlyPowerShell: 'https://learn.microsoft.com/powershell/exchange/app-only-auth-powershell-v2',
  signInActivities: 'https://learn.microsoft.com/graph/api/resources/serviceprincipalsigninactivity',
  appRegistrationPractices: 'https://learn.microsoft.com/entra/identity-platform/security-best-practices-for-app-registration',
  publisherVerification: 'https://learn.microsoft.com/entra/identity-platform/publisher-verification-overview',
  disableSignIn: 'https://learn.microsoft.com/entra/identity/enterprise-apps/disable-user-sign-in-portal',
  redirectAddresses: 'https://learn.microsoft.com/entra/identity-platform/reply-url',
  userConsent: 'https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent',
  sharedMailboxes: 'https://learn.microsoft.com/microsoft-365/admin/email/about-shared-mailboxes',
  recipientPermissions: 'https://learn.microsoft.com/exchange/recipients-in-exchange-online/manage-permissions-for-recipients',
  sentItems: 'https://learn.microsoft.com/powershell/module/exchange/set-mailbox',
} as const;
