/** What a failure says to the user: one sentence, and what to do next. */
export interface ErrorText {
  readonly message: string;
  readonly next: string;
}

/** Every code that a channel can answer with. A failure may bring a more precise sentence of its own. */
export const ERROR_TEXTS = {
  cancelled: { message: 'This was cancelled.', next: 'Start it again when you need it.' },
  internal: {
    message: 'Mailscope made a mistake and could not finish this.',
    next: 'Try again. If it happens again, report it with the log id.',
  },
  'not-allowed': { message: 'This window may not do that.', next: 'Use the main window of Mailscope.' },
  'bad-request': { message: 'The request was not understood.', next: 'Go back and try again.' },
  'answer-too-large': { message: 'The answer is too large to show at once.', next: 'Narrow the filter, or export the list to a file.' },
  'engine-stopped': {
    message: 'The part of Mailscope that computes stopped while it worked on this.',
    next: 'It was started again. Repeat what you did; if it stops again, open a smaller reading.',
  },
  'dialog-closed': { message: 'No file was chosen.', next: 'Choose a file to go on.' },
  'file-not-found': { message: 'There is no file at that place.', next: 'Check the path, or choose the file again.' },
  'file-not-readable': { message: 'The file cannot be read.', next: 'Choose another file, or make this one readable.' },
  'file-invalid': {
    message: 'The file is not a collection that Mailscope can read.',
    next: 'Choose another file, or collect this one again.',
  },
  'file-too-large': { message: 'The file is larger than Mailscope can read.', next: 'Collect fewer sources, and open the new file.' },
  'file-not-writable': {
    message: 'The file could not be written.',
    next: 'Choose another folder, or close the program that holds the file.',
  },
  'sample-missing': {
    message: 'The demo reading is not part of this installation.',
    next: 'Install Mailscope again, or open a collection file.',
  },
  'reading-unknown': { message: 'This reading is no longer here.', next: 'Open its file again, or choose another reading.' },
  'reading-running': {
    message: 'This tenant is being read already.',
    next: 'Wait until that reading is done, or stop it; what it read is kept.',
  },
  'run-unknown': { message: 'There is no such interrupted reading.', next: 'Start a new reading.' },
  'tenant-unreachable': {
    message: 'The tenant does not answer.',
    next: 'Check the connection and try again. What an interrupted reading has read is kept.',
  },
  'demo-unavailable': {
    message: 'The demo tenant could not be started.',
    next: 'Try again, or open the sample reading instead.',
  },
  'account-unknown': { message: 'This account is not signed in here.', next: 'Sign in with it.' },
  'sign-in-refused-here': {
    message: 'This runtime is too old to sign in to a real tenant safely.',
    next: 'Use the installed app, or the demo tenant.',
  },
  'sign-in-timed-out': {
    message: 'Nobody finished the sign-in within five minutes.',
    next: 'Sign in again, and finish in the browser window that opens.',
  },
  'sign-in-needed': { message: 'The account has to sign in again.', next: 'Sign in again; everything that was read is kept.' },
  'sign-in-failed': { message: 'The sign-in did not work.', next: 'Try again; with the details below an administrator finds the cause.' },
  'browser-failed': {
    message: 'No browser could be opened.',
    next: 'Copy the address into a browser on this machine, or sign in with a code on another device.',
  },
  'device-code-blocked': {
    message: 'Signing in with a code is blocked by a policy of the organisation.',
    next: 'Sign in in the browser of this machine instead.',
  },
  'device-code-expired': { message: 'The code has expired.', next: 'Ask for a new one.' },
  'consent-refused': {
    message: 'The permissions were not granted: somebody chose Cancel.',
    next: 'Ask again when you are ready; what works without them goes on.',
  },
  'admin-approval-needed': {
    message: 'An administrator has to approve these permissions.',
    next: 'Ask a Global Administrator or Cloud Application Administrator to grant them, then sign in again.',
  },
  'consent-needed': { message: 'These permissions have not been granted yet.', next: 'Ask for them; the browser shows what is asked.' },
  'mfa-needed': {
    message: 'The organisation asks for a second proof of identity.',
    next: 'Sign in again in the browser and confirm there.',
  },
  'conditional-access': {
    message: 'A Conditional Access policy of the organisation refuses this sign-in.',
    next: 'Sign in from a device or place that the policy allows, or ask whoever manages Conditional Access.',
  },
  'claims-challenge': {
    message: 'The service asks for a new proof of identity before it goes on.',
    next: 'Sign in again; the work goes on where it was.',
  },
  'wrong-tenant': {
    message: 'This account does not exist in that tenant.',
    next: 'Choose the tenant that the account belongs to, or an account of that tenant.',
  },
  'tenant-not-found': { message: 'There is no such tenant in this cloud.', next: 'Check the domain or id, and the cloud.' },
  'account-disabled': { message: 'The account is disabled.', next: 'Use another account, or have it enabled.' },
  'password-expired': { message: 'The password has expired or was reset.', next: 'Sign in again with the new password.' },
  'client-unknown': {
    message: 'The app registration is not known in this tenant.',
    next: 'Check the client id in Settings, or register Mailscope as described there.',
  },
  'client-disabled': {
    message: 'The app registration is disabled or blocked in this tenant.',
    next: 'Have it enabled, or use the organisation’s own registration.',
  },
  'redirect-refused': {
    message: 'The app registration does not allow the address that the browser returns to.',
    next: 'Add http://localhost as a redirect URI of the platform “Mobile and desktop applications”.',
  },
  'public-client-refused': {
    message: 'The app registration does not allow public client flows.',
    next: 'Switch “Allow public client flows” on in the registration, under Authentication.',
  },
  'user-not-assigned': {
    message: 'The account is not assigned to this application.',
    next: 'Have it assigned under Enterprise applications, or use another account.',
  },
  'clock-skew': {
    message: 'The clock of this machine is wrong, so tokens are refused.',
    next: 'Set the clock of this machine, then sign in again.',
  },
  'network-down': { message: 'There is no connection to the network.', next: 'Check the connection and try again.' },
  'proxy-certificate': {
    message: 'The connection shows a certificate that this machine does not trust.',
    next: 'Install the certificate of your proxy in the system’s store, or ask whoever runs the proxy.',
  },
  'proxy-refused': {
    message: 'The proxy does not let the connection through.',
    next: 'Ask whoever runs the proxy to allow the addresses on the page Readiness.',
  },
  'service-unavailable': { message: 'The sign-in service is not available.', next: 'Try again in some minutes.' },
  'exchange-client-missing': {
    message: 'Exchange Online needs the organisation’s own app registration, or the sign-in of the PowerShell module.',
    next: 'Register Mailscope as Settings describes, or choose the sign-in of the module there.',
  },
  'powershell-missing': {
    message: 'There is no PowerShell on this machine that Mailscope can use.',
    next: 'Install PowerShell 7.6, then try again.',
  },
  'powershell-version': { message: 'This PowerShell is too old.', next: 'Install PowerShell 7.6, or choose another one in Settings.' },
  'powershell-module-missing': {
    message: 'The PowerShell module ExchangeOnlineManagement is not installed.',
    next: 'Run Install-Module ExchangeOnlineManagement -Scope CurrentUser in that PowerShell, then try again.',
  },
  'powershell-module-version': {
    message: 'The PowerShell module ExchangeOnlineManagement is too old.',
    next: 'Run Update-Module ExchangeOnlineManagement in that PowerShell, then try again.',
  },
  'powershell-policy': {
    message: 'The execution policy or the language mode of PowerShell keeps the bridge from loading.',
    next: 'Ask whoever sets the policy to allow signed or local scripts in full language mode.',
  },
  'powershell-damaged': {
    message: 'The PowerShell part of Mailscope is not as it was shipped and is not used.',
    next: 'Install Mailscope again.',
  },
  'powershell-failed': { message: 'PowerShell stopped unexpectedly.', next: 'Try again; what was read is kept.' },
  'powershell-silent': { message: 'PowerShell does not answer.', next: 'Try again; what was read is kept.' },
  'exchange-connect-failed': { message: 'Exchange Online refused the connection.', next: 'See the details, and the page Readiness.' },
  'secret-unknown': { message: 'Nothing is kept under this name.', next: 'Look at the list of what is kept again.' },
  'secret-not-copyable': {
    message: 'This is kept for Mailscope’s own use and cannot be copied.',
    next: 'Sign in again where you need it.',
  },
  'app-unknown': { message: 'The reading does not hold this app.', next: 'Go back to the list of apps.' },
  'mailbox-unknown': { message: 'The reading does not hold this mailbox.', next: 'Go back to the list of mailboxes.' },
  'person-unknown': { message: 'The reading does not hold this person.', next: 'Search for another name or address.' },
  'finding-unknown': { message: 'The reading does not raise this finding.', next: 'Go back to the list of findings.' },
  'plan-unknown': { message: 'There is no such plan any more.', next: 'Make the plan anew from the reading.' },
  'plan-step-unknown': { message: 'The plan has no such step.', next: 'Look at the steps of the plan again.' },
  'plan-running': { message: 'This plan is running.', next: 'Pause it first; the change that is under way is finished before it stops.' },
  'plan-over': {
    message: 'This plan is over.',
    next: 'Make a new one from a new reading of the tenant, or take back what this one did.',
  },
  'plan-not-begun': { message: 'This plan has not been started.', next: 'Start it first.' },
  'plan-other-tenant': {
    message: 'The plan was made for another tenant than the one this account belongs to.',
    next: 'Choose an account of the plan’s tenant.',
  },
  'plan-precondition': {
    message: 'What this step needs is not so in the tenant, so nothing was changed by it.',
    next: 'Bring it about and try the step again, or take the plan back.',
  },
  'plan-refused': {
    message: 'The service refused this change; nothing was changed by it.',
    next: 'See the details, set right what they name, and try the step again.',
  },
  'plan-exists-otherwise': {
    message: 'The service says that this exists already, but it is not what the plan wants.',
    next: 'Look at it in the portal; rename or remove what is in the way, then try the step again.',
  },
  'plan-not-readable': {
    message: 'The tenant could not be looked at, so it is not known how far this step is.',
    next: 'Check the connection and try again; nothing is sent a second time.',
  },
  'plan-output-missing': {
    message: 'This step needs something that an earlier step would have brought, and that step was skipped.',
    next: 'Do the earlier step, or skip this one too.',
  },
  'plan-not-skippable': {
    message: 'This step cannot be skipped: later steps rest on it.',
    next: 'Try it again, hand it to somebody else, or take the plan back.',
  },
  'plan-nothing-to-confirm': {
    message: 'This step does not wait for anybody.',
    next: 'Look at where the plan stands now.',
  },
  'plan-not-undoable': {
    message: 'What this step did cannot be taken back.',
    next: 'Read what the step says about it.',
  },
  'plan-journal-failed': {
    message: 'The journal of the plan could not be written, so it stopped before the next change.',
    next: 'Free some space and check the permissions of the data folder, then go on.',
  },
  'live-test-no-credential': {
    message: 'No credential of this app is kept under that name.',
    next: 'Choose another one, or paste the secret for this test.',
  },
  'app-credential-refused': {
    message: 'Entra does not take this credential of the app.',
    next: 'Check that it is the secret’s value and not its id, and that it belongs to this app; a new one takes some minutes to be known.',
  },
  'app-credential-expired': { message: 'This credential of the app has expired.', next: 'Rotate it, then try again.' },
  'app-credential-unreadable': {
    message: 'This is no private key with its certificate.',
    next: 'Paste both as PEM: an RSA key, not encrypted, and the certificate that belongs to it.',
  },
  'app-not-here': {
    message: 'The app is not known in this tenant.',
    next: 'Check the application (client) id; one that is new takes some minutes to be known.',
  },
  'app-disabled': { message: 'The app is disabled in this tenant.', next: 'Have it enabled to test it.' },
  'app-permission-missing': {
    message: 'The app may not use Microsoft Graph in this tenant.',
    next: 'See what it was granted, or assign it where the tenant asks for assignments.',
  },
  'link-refused': {
    message: 'Mailscope opens only links to the pages it names.',
    next: 'Copy the address and open it yourself if you trust it.',
  },
  'storage-newer': {
    message: 'This data was written by a newer version of Mailscope and is left as it is.',
    next: 'Install the newer version to use it.',
  },
  'storage-damaged': {
    message: 'A stored file was damaged. It was set aside, and Mailscope goes on without it.',
    next: 'Open the reading from its original file.',
  },
  'storage-not-writable': {
    message: 'The data folder of Mailscope cannot be written.',
    next: 'Free some space and check the permissions of the folder named below.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;

/** The code of an expected failure. */
export type ErrorCode = keyof typeof ERROR_TEXTS;

/** Every code. */
export const ERROR_CODES = Object.keys(ERROR_TEXTS) as readonly ErrorCode[];
