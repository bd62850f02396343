import type { AppPlan } from '../build-apps';

const VENDORS: readonly string[] = [
  '3c2d5a11-4e6f-4b70-9d1a-0f8e7c6b5a41',
  '5b9e0d72-6a31-4c8f-8e27-1d4f3b2a9c60',
  '9a7f6e53-2b1c-4d0e-b9f8-7e6d5c4b3a29',
];

/** An app of another organisation that people sign in to, and that does not touch mail. */
const signIn = (
  name: string,
  vendor: number,
  publisher: string,
  scopes: readonly string[] = ['openid', 'profile', 'User.Read'],
): AppPlan => ({
  name,
  organization: VENDORS[vendor] ?? '',
  verifiedPublisher: publisher,
  scopes,
  homepage: `https://${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.example`,
  seen: { byUser: vendor + 1 },
});

/** The rest of what a tenant has: apps that nobody needs to worry about, and that a report should not drown in. */
export const QUIET_APPS: readonly AppPlan[] = [
  signIn('Slateboard Whiteboards', 0, 'Slateboard'),
  signIn('Marigold Expenses', 0, 'Marigold Software', ['openid', 'profile', 'email', 'User.Read']),
  signIn('Trellis Project Planning', 1, 'Trellis Works', ['openid', 'User.Read', 'Tasks.ReadWrite', 'Group.Read.All']),
  signIn('Cobblestone Learning', 1, 'Cobblestone Academy'),
  signIn('Ashgrove Travel', 2, 'Ashgrove Travel Services'),
  signIn('Pennant E-Signature', 2, 'Pennant Sign', ['openid', 'profile', 'User.Read', 'Files.Read']),
  signIn('Lanternfish Design', 0, 'Lanternfish'),
  signIn('Saltmarsh Password Vault', 1, 'Saltmarsh Security', ['openid', 'User.Read', 'Directory.Read.All']),
  {
    name: 'Intranet Portal',
    scopes: ['openid', 'profile', 'User.Read'],
    redirectUris: ['https://intranet.aldermoor.example/signin-oidc'],
    secrets: [{ name: 'production', from: -20, to: 345 }],
    seen: { byUser: 0.1 },
  },
  {
    name: 'Calibration Database',
    scopes: ['User.Read'],
    redirectUris: ['https://caldb.aldermoor.example/auth/callback'],
    secrets: [{ from: -400, to: -35 }],
    seen: { byUser: 2 },
  },
  { name: 'Warehouse Terminals', publicUris: ['http://localhost'], scopes: ['User.Read'], seen: { byUser: 0.4 } },
  {
    name: 'Payroll Export',
    roles: ['User.Read.All'],
    certificates: [{ name: 'CN=payroll-export', from: -350, to: 12 }],
    seen: { byApp: 28 },
  },
  { name: 'Usage Dashboard', roles: ['Reports.Read.All'], secrets: [{ from: -170, to: 10 }], seen: { byApp: 0.5 } },
  { name: 'Badge Printer Sync', roles: ['User.Read.All', 'Group.Read.All'], secrets: [{ from: -90, to: 275 }], seen: { byApp: 1 } },
  {
    name: 'SAML Timesheets',
    principalCertificates: [{ name: 'CN=Microsoft Azure Federated SSO Certificate', from: -1000, to: 95, twice: true }],
    seen: { byUser: 1 },
  },
  { name: 'id-build-agents', managedIdentity: true, seen: { byApp: 0.2 } },
  { name: 'id-caldb-prod', managedIdentity: true, roles: ['User.Read.All'], seen: { byApp: 0.1 } },
  { name: 'id-log-shipping', managedIdentity: true, principalCertificates: [{ name: 'CN=managed', from: -40, to: 50 }] },
];
