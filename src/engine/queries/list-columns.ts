import type { CsvCell } from '../../shared/report/csv-cell';
import { CAPABILITIES, type Capability } from '../../shared/domain/reach/capability';
import type { ListName, ListRow } from '../../shared/ipc/list-shapes';

type Columns = { readonly [Name in ListName]: readonly (readonly [string, (row: ListRow<Name>) => CsvCell])[] };

function verdict(capabilities: Readonly<Partial<Record<Capability, string>>>, wanted: string): string {
  return CAPABILITIES.filter((capability) => capabilities[capability] === wanted).join(' ');
}

/** The columns of every list in an export: raw ids and ISO dates, as a spreadsheet wants them. */
export const LIST_COLUMNS: Columns = {
  apps: [
    ['appId', (row) => row.id],
    ['name', (row) => row.name],
    ['publisher', (row) => row.publisher],
    ['verified', (row) => row.verified],
    ['enabled', (row) => row.enabled],
    ['extent', (row) => row.extent],
    ['mailboxes', (row) => row.mailboxes],
    ['unknownMailboxes', (row) => row.unknownMailboxes],
    ['totalMailboxes', (row) => row.totalMailboxes],
    ['strongest', (row) => row.strongest],
    ['by', (row) => row.by.join(' ')],
    ['nextExpiry', (row) => row.nextExpiry],
    ['expiredCredentials', (row) => row.expiredCredentials],
    ['lastSignIn', (row) => row.lastSignIn],
    ['findings', (row) => row.findings],
    ['worst', (row) => row.worst],
  ],
  findings: [
    ['severity', (row) => row.severity],
    ['finding', (row) => row.id],
    ['subjectKind', (row) => row.subject.kind],
    ['subjectId', (row) => row.subject.id],
    ['subjectName', (row) => row.subject.name],
    ['title', (row) => row.title],
    ['evidence', (row) => row.firstEvidence],
    ['evidenceTotal', (row) => row.evidenceTotal],
    ['since', (row) => row.since],
    ['risk', (row) => row.risk],
    ['remedy', (row) => row.remedy],
    ['source', (row) => row.source],
  ],
  mailboxes: [
    ['id', (row) => row.id],
    ['address', (row) => row.address],
    ['name', (row) => row.name],
    ['kind', (row) => row.kind],
    ['apps', (row) => row.apps],
    ['unknownApps', (row) => row.unknownApps],
    ['people', (row) => row.people],
    ['unknownPeople', (row) => row.unknownPeople],
    ['signIn', (row) => row.signIn],
  ],
  appMailboxes: [
    ['id', (row) => row.id],
    ['address', (row) => row.address],
    ['name', (row) => row.name],
    ['kind', (row) => row.kind],
    ['yes', (row) => verdict(row.capabilities, 'yes')],
    ['unknown', (row) => verdict(row.capabilities, 'unknown')],
    ['by', (row) => row.by.join(' ')],
  ],
  personMailboxes: [
    ['id', (row) => row.id],
    ['address', (row) => row.address],
    ['name', (row) => row.name],
    ['kind', (row) => row.kind],
    ['yes', (row) => verdict(row.capabilities, 'yes')],
    ['unknown', (row) => verdict(row.capabilities, 'unknown')],
    ['by', (row) => row.by.join(' ')],
  ],
  principals: [
    ['kind', (row) => row.kind],
    ['id', (row) => row.id],
    ['name', (row) => row.name],
    ['enabled', (row) => row.enabled],
    ['deleted', (row) => row.deleted],
    ['yes', (row) => verdict(row.capabilities, 'yes')],
    ['unknown', (row) => verdict(row.capabilities, 'unknown')],
    ['by', (row) => row.by.join(' ')],
    ['why', (row) => row.why],
  ],
  credentials: [
    ['appId', (row) => row.appId],
    ['name', (row) => row.name],
    ['objectKind', (row) => row.objectKind],
    ['kind', (row) => row.kind],
    ['keyId', (row) => row.keyId],
    ['displayName', (row) => row.displayName],
    ['start', (row) => row.start],
    ['end', (row) => row.end],
    ['daysLeft', (row) => row.daysLeft],
    ['state', (row) => row.state],
    ['reach', (row) => row.reach],
  ],
  coverage: [
    ['source', (row) => row.source],
    ['label', (row) => row.label],
    ['state', (row) => row.state],
    ['count', (row) => row.count],
    ['reason', (row) => row.reason],
    ['consequence', (row) => row.consequence],
  ],
  unresolved: [
    ['principals', (row) => row.principals],
    ['right', (row) => row.right],
    ['trustee', (row) => row.trustee],
    ['mailboxes', (row) => row.mailboxes],
    ['reason', (row) => row.reason],
  ],
};
