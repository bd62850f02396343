/** Texts of the start page. */
export const startStrings = {
  title: 'Who can read your mail?',
  lead: 'Mailscope shows which apps and people can reach which Exchange Online mailboxes, by which path, and until when. Nothing leaves this computer.',
  demoTitle: 'Explore the demo tenant',
  demoText: 'A made-up company with every kind of access there is. Look around without signing in anywhere.',
  demoAction: 'Open the demo',
  fileTitle: 'Open a collection file',
  fileText: 'A reading of a tenant in one JSON file, packed with gzip or not. You can also drop it anywhere on this window.',
  fileAction: 'Choose a file…',
  recent: 'Recent readings',
  recentEmpty: 'Readings you open are listed here, so that the next start begins where you stopped.',
  collected: (when: string): string => `read ${when}`,
  missing: (count: number): string => (count === 1 ? '1 source missing' : `${count} sources missing`),
  forget: (name: string): string => `Remove ${name} from this list`,
  demo: 'demo tenant',
} as const;
