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
  'app-unknown': { message: 'The reading does not hold this app.', next: 'Go back to the list of apps.' },
  'mailbox-unknown': { message: 'The reading does not hold this mailbox.', next: 'Go back to the list of mailboxes.' },
  'person-unknown': { message: 'The reading does not hold this person.', next: 'Search for another name or address.' },
  'finding-unknown': { message: 'The reading does not raise this finding.', next: 'Go back to the list of findings.' },
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
