/** How many there are of what in a tenant that is made in bulk. */
export interface BulkSize {
  readonly company: string;
  readonly domain: string;
  readonly userMailboxes: number;
  readonly sharedMailboxes: number;
  readonly rooms: number;
  readonly guests: number;
  /** Service principals of all kinds; so many of them are registrations of the tenant itself, or managed identities. */
  readonly servicePrincipals: number;
  readonly registrations: number;
  readonly managedIdentities: number;
  /** How many apps have something to do with mail. */
  readonly mailApps: number;
  readonly groups: number;
  readonly memberships: number;
  readonly units: number;
  /** Entries of mailbox access lists, those that every mailbox has included. */
  readonly mailboxPermissions: number;
  readonly sendAs: number;
  readonly policies: number;
  readonly scopes: number;
  readonly roleAssignments: number;
}

/** A company of 2,000 mailboxes and 1,500 apps. */
export const MEDIUM: BulkSize = {
  company: 'Brackwell Logistics',
  domain: 'brackwell',
  userMailboxes: 1740,
  sharedMailboxes: 200,
  rooms: 60,
  guests: 150,
  servicePrincipals: 1500,
  registrations: 320,
  managedIdentities: 330,
  mailApps: 120,
  groups: 600,
  memberships: 8000,
  units: 12,
  mailboxPermissions: 10_000,
  sendAs: 900,
  policies: 18,
  scopes: 14,
  roleAssignments: 60,
};

/** A group of companies of 50,000 mailboxes and 110,000 apps. */
export const LARGE: BulkSize = {
  company: 'Severn & Calder Group',
  domain: 'severncalder',
  userMailboxes: 45_400,
  sharedMailboxes: 3600,
  rooms: 1000,
  guests: 3000,
  servicePrincipals: 110_000,
  registrations: 9000,
  managedIdentities: 42_000,
  mailApps: 2400,
  groups: 14_000,
  memberships: 200_000,
  units: 80,
  mailboxPermissions: 250_000,
  sendAs: 22_000,
  policies: 90,
  scopes: 60,
  roleAssignments: 700,
};
