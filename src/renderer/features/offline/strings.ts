/** Texts of the page about reading a tenant without Mailscope. */
export const offlineStrings = {
  title: 'Collect offline',
  lead: 'A tenant can be read without Mailscope in it: a colleague who administers it runs one script that only reads, and sends you the file that it writes.',
  runTitle: 'How to run it',
  runText: 'In a new PowerShell window, with an account that may read. The script asks that account to sign in, and tells how far it is.',
  runFirst: 'Once, where the module is missing',
  runScript: 'Then, in the folder of the script',
  readsTitle: 'What it reads, and what it needs',
  reads: [
    'Apps, what they were granted, their credentials and owners; people, groups and role holders; mailboxes, delegates, scopes and access policies. It reads no mail.',
    'The least rights: Global Reader in Entra, and View-Only Configuration and View-Only Recipients in Exchange Online. With less it goes on, and the file says what is missing.',
    'Windows PowerShell 5.1 or PowerShell 7, and the module ExchangeOnlineManagement 3.2 or later. Interrupted, it goes on with -Resume. Its head names every parameter.',
  ],
  openTitle: 'Open its file',
  openText: 'Choose the file here, or drop it anywhere on this window.',
  open: 'Open a collection file…',
  scriptTitle: 'The script',
  scriptText: 'Read it before you run it; it is one file and loads nothing else.',
  plansTitle: 'Change a tenant without Mailscope',
  plansText:
    'Every plan can be written as one PowerShell script to read and run yourself, with checks before and after, -WhatIf and a rollback, or as instructions to follow by hand. Open the plan, then Script or Instructions.',
  plansOpen: 'Plans',
  commandsTitle: 'On a command line',
  commandsText:
    'Without a window: the same script, and the same answers from a collection file. The first form is for a checkout, the second for the installed command.',
  commands: [
    ['Write the script', 'collector --out Collect-MailscopeTenant.ps1'],
    ['Audit its file', 'audit contoso.json.gz --format html --out audit.html'],
    ['Who reaches a mailbox', 'who contoso.json.gz --mailbox support@contoso.com'],
    ['Credentials that expire', 'secrets contoso.json.gz'],
  ],
  checkout: 'node bin/mailscope.mjs',
  installed: 'mailscope',
  columnWhat: 'What',
  columnCheckout: 'In a checkout',
  columnInstalled: 'Installed',
} as const;
