/** Texts of the page that says what to register. */
export const registrationStrings = {
  title: 'What to register',
  lead: 'An app registration of your own is what we recommend: it holds only the permissions that you grant it, and Exchange Online can be signed in to by token. Registering takes five minutes in the portal, or one run of the script below.',
  cloud: 'Cloud',
  open: 'Open App registrations in the portal',
  copyLink: 'Copy the address',
  stepRegister: '1. New registration',
  name: 'Name',
  audience: 'Supported account types',
  platform: 'Redirect URI, platform',
  redirect: 'Redirect URI',
  stepAuthentication: '2. Authentication',
  publicFlows: 'Allow public client flows',
  yes: 'Yes',
  no: 'No',
  publicFlowsWhy: 'Needed for signing in with a code on another device.',
  stepPermissions: '3. API permissions, delegated',
  permissionsNote:
    'All are delegated: none lets Mailscope do anything that the signed-in account may not do. Then choose “Grant admin consent”, or let each account ask.',
  columnApi: 'API',
  columnPermission: 'Permission',
  columnId: 'Id',
  columnWhy: 'Why',
  stepClient: '4. Tell Mailscope',
  clientText:
    'Copy the “Application (client) ID” and the “Directory (tenant) ID” from the overview of the registration, and enter them under Settings.',
  clientLink: 'Settings: tenants and accounts',
  script: 'The same as a script',
  scriptText:
    'For Windows PowerShell 5.1 or PowerShell 7, without a module. With -WhatIf it shows what it would register and changes nothing.',
} as const;
