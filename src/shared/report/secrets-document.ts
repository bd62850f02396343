import type { CoverageMap, CredentialRow, SecretsAnswer } from '../domain/answers/answer-shapes';
import { coverageBlocks } from './coverage-blocks';
import { dateTimeUtc, dateUtc } from './dates';
import { counted, grouped, sentenceList } from './numbers';
import { id, type Block, type ReportDocument } from './report-model';
import { extentWords } from './words';

const KIND_WORDS = { secret: 'secret', certificate: 'certificate', federated: 'federated' } as const;
const STATE_WORDS = { expired: 'expired', expiring: 'expiring', valid: 'valid', notYetValid: 'not yet valid' } as const;
const OBJECT_WORDS = { application: 'registration', servicePrincipal: 'enterprise app' } as const;

/** Where a list of credentials comes from, and what the reading lacked. */
export interface SecretsOrigin {
  readonly subtitle: string;
  readonly coverage: CoverageMap;
}

/** Credentials by expiry as a report. */
export function secretsDocument(answer: SecretsAnswer, origin: SecretsOrigin): ReportDocument {
  return { title: 'Secrets and certificates by expiry', subtitle: origin.subtitle, blocks: blocks(answer, origin) };
}

/** The credentials in one sentence. */
export function secretsSentence(answer: SecretsAnswer): string {
  const states = (['expired', 'expiring', 'valid', 'notYetValid'] as const)
    .map((state) => ({ state, count: answer.credentials.filter((credential) => credential.state === state).length }))
    .filter((entry) => entry.count > 0)
    .map((entry) => `${grouped(entry.count)} ${STATE_WORDS[entry.state]}`);
  const total = counted(answer.credentials.length, 'credential');
  return `${total} on ${dateTimeUtc(answer.now)}${states.length > 0 ? `: ${sentenceList(states)}` : ''}.`;
}

function* blocks(answer: SecretsAnswer, origin: SecretsOrigin): Generator<Block> {
  yield { kind: 'paragraph', text: secretsSentence(answer), tone: 'lead' };
  if (answer.credentials.length > 0) {
    yield {
      kind: 'table',
      columns: [
        { title: 'Ends' },
        { title: 'Days left', align: 'right' },
        { title: 'State' },
        { title: 'App' },
        { title: 'App id' },
        { title: 'Kind' },
        { title: 'On' },
        { title: 'Name' },
        { title: 'Key id' },
        { title: 'App reaches' },
      ],
      rows: answer.credentials.map(rowOf),
    };
  }
  yield* coverageBlocks(origin.coverage);
}

function rowOf(credential: CredentialRow) {
  return [
    dateUtc(credential.end),
    credential.daysLeft === null ? '–' : String(credential.daysLeft),
    STATE_WORDS[credential.state],
    credential.name || '(no name)',
    id(credential.appId),
    KIND_WORDS[credential.kind],
    OBJECT_WORDS[credential.objectKind],
    credential.displayName || '–',
    id(credential.keyId),
    extentWords(credential.reach),
  ];
}
