import type { MatrixAnswer } from '../domain/answers/answer-shapes';

/** A matrix whose principals may be made one at a time while they are written: at full size all of them at once are gigabytes. */
export type MatrixSource = Omit<MatrixAnswer, 'apps' | 'people'> & {
  readonly apps: Iterable<MatrixAnswer['apps'][number]>;
  readonly people: Iterable<MatrixAnswer['people'][number]>;
};

/** A mailbox as far as a table names it. */
export interface MailboxName {
  readonly id: string;
  readonly address: string;
}
