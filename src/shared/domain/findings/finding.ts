/** Severities, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** How bad a finding is. */
export type Severity = (typeof SEVERITIES)[number];

/** Every kind of finding. */
export const FINDING_IDS = [
  'tenant-wide-mail',
  'scoped-but-grant-survives',
  'aap-legacy',
  'aap-not-covering',
  'aap-deny-only',
  'aap-broken-scope',
  'aap-wildcard',
  'exo-pointer-mismatch',
  'ews-deadline',
  'smtp-basic-deadline',
  'dead-grant',
  'imap-pop-smtp-app',
  'indirect-reach',
  'scope-can-be-widened',
  'unused-with-reach',
  'ownerless',
  'external-unverified',
  'disabled-with-grants',
  'secret-expired',
  'secret-expiring',
  'secret-long-lived',
  'secret-many',
  'secret-instead-of-certificate',
  'redirect-insecure',
  'consent-user',
  'shared-mailbox-signin-enabled',
  'shared-mailbox-no-delegates',
  'shared-mailbox-ex-delegates',
  'broad-delegates',
  'sendas-without-copy',
] as const;

/** One kind of finding. */
export type FindingId = (typeof FINDING_IDS)[number];
