import { SEVERITIES } from '../../../shared/domain/findings/finding';
import { CAPABILITIES } from '../../../shared/domain/reach/capability';
import type { ListSelection } from '../../../shared/ipc/list-shapes';
import { readChoice, readChoices, readSorting } from '../../routing/list-query';

/** How far an app can reach, widest first. */
export const EXTENTS = ['all', 'some', 'unknown', 'none'] as const;

/** How an app comes to its reach. */
export const APP_WAYS = ['entra', 'restricted', 'rbac', 'protocol', 'delegated'] as const;

/** The filters of the list of apps, as the address calls them. */
export const APP_FILTERS = ['extent', 'capability', 'by', 'severity'] as const;

const SORTABLE = ['name', 'publisher', 'extent', 'mailboxes', 'strongest', 'nextExpiry', 'lastSignIn', 'findings'] as const;
const GROUPS = ['extent', 'publisher'] as const;
const WIDEST_FIRST = { by: 'extent', direction: 'descending' } as const;

/** The apps that an address asks for. */
export function appsSelection(readingId: string, query: Readonly<Record<string, string>>): ListSelection<'apps'> {
  return {
    list: 'apps',
    readingId,
    filter: {
      text: query['q'] || undefined,
      extent: readChoices(query['extent'], EXTENTS),
      capability: readChoices(query['capability'], CAPABILITIES),
      by: readChoices(query['by'], APP_WAYS),
      severity: readChoices(query['severity'], SEVERITIES),
    },
    sort: readSorting(query['sort'], SORTABLE) ?? WIDEST_FIRST,
    group: readChoice(query['group'], GROUPS),
  };
}
