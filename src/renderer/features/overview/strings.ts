/** Texts of the overview. */
export const overviewStrings = {
  title: 'Overview',
  reachTitle: 'Reach by capability',
  reachNote: 'How many apps hold each capability by an application permission, and over how many mailboxes.',
  reachEmpty: 'No app holds an application permission on mailboxes in this reading.',
  reachUnknown: 'The sources that tell which apps hold permissions on mailboxes were not read in full, so none can be shown.',
  legendAll: 'every mailbox',
  legendSome: 'some mailboxes',
  legendUnknown: 'not known',
  findingsTitle: 'Findings',
  deadlinesTitle: 'Next deadlines',
  deadlinesNone: 'No credential of this reading expires, and no deadline of the platform concerns it.',
  deadlinesUnknown: 'Where credentials end was not read in full, so no deadline can be shown.',
  leftOutTitle: 'What this answer leaves out',
  leftOut:
    'eDiscovery and content search, journal and transport rules, forwarding and inbox rules, on-premises and inactive mailboxes, and backup operators of Microsoft itself.',
  coverageLink: 'What follows from it',
  partialTitle: (count: string): string => `${count} could not be read in full.`,
  partialText: 'What depends on them is shown as not known, never as clean.',
  unresolvedLink: 'Which ones',
  unresolved: (count: string): string => `${count} could not be attributed to an app or a person.`,
} as const;
