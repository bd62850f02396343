import type { SecretsAnswer } from '../domain/answers/answer-shapes';
import { csvRow } from './csv-cell';

/** Credentials by expiry as CSV, one row each; the columns are the properties of the JSON answer. */
export function* secretsCsv(answer: SecretsAnswer): Generator<string> {
  yield csvRow(['appId', 'name', 'objectKind', 'objectId', 'kind', 'keyId', 'displayName', 'start', 'end', 'daysLeft', 'state', 'reach']);
  for (const row of answer.credentials) {
    yield csvRow([
      row.appId,
      row.name,
      row.objectKind,
      row.objectId,
      row.kind,
      row.keyId,
      row.displayName,
      row.start,
      row.end,
      row.daysLeft,
      row.state,
      row.reach,
    ]);
  }
}
