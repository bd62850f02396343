import type { CredentialRow } from '../../shared/domain/answers/answer-shapes';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipName, clipNullable } from './clip';
import type { ListRules } from './prepared-list';
import { extentRank } from './rank';
import type { ReadingModel } from './reading-model';

type Row = ListRow<'credentials'>;

/** One credential as a row. */
export function credentialRow(credential: CredentialRow): Row {
  const { appId, name, objectKind, objectId, kind, keyId, displayName, start, end, daysLeft, state, reach } = credential;
  return {
    key: `${objectId}:${kind}:${keyId}`,
    appId,
    name: clipName(name),
    objectKind,
    kind,
    keyId: clipName(keyId),
    displayName: clipNullable(displayName),
    start,
    end,
    daysLeft,
    state,
    reach,
    group: null,
  };
}

/** The rows of the list of credentials. */
export function credentialRows(model: ReadingModel): readonly Row[] {
  return model.credentials.map(credentialRow);
}

const STATES = {
  expired: ['Expired', 0],
  expiring: ['Expires within 30 days', 1],
  valid: ['Valid', 2],
  notYetValid: ['Not valid yet', 3],
} as const;

/** How the list of credentials is queried. */
export const credentialRules: ListRules<'credentials'> = {
  list: 'credentials',
  text: (row) => `${row.name}\n${row.appId}\n${row.displayName ?? ''}\n${row.keyId}`,
  filters: {
    state: (row, wanted) => wanted.includes(row.state),
    kind: (row, wanted) => wanted.includes(row.kind),
    reach: (row, wanted) => wanted.includes(row.reach),
    appId: (row, wanted) => row.appId === wanted.toLowerCase(),
  },
  facets: { state: (row) => [row.state], kind: (row) => [row.kind], reach: (row) => [row.reach] },
  sorts: {
    end: (row) => row.end,
    name: (row) => row.name,
    kind: (row) => row.kind,
    state: (row) => STATES[row.state][1],
    reach: (row) => extentRank(row.reach),
  },
  groups: {
    state: (row) => ({ label: STATES[row.state][0], order: STATES[row.state][1] }),
    month: (row) => ({ label: row.end?.slice(0, 7) ?? 'No end', order: row.end?.slice(0, 7) ?? '\uffff' }),
    app: (row) => ({ label: row.name, order: `${row.name} ${row.appId}` }),
  },
  usual: [
    { by: 'end', direction: 'ascending' },
    { by: 'name', direction: 'ascending' },
  ],
};
