import type { Command } from 'commander';
import type { MatrixAnswer } from '../../shared/domain/answers/answer-shapes';
import type { Reading } from '../../shared/domain/collection/reading';
import { ok } from '../../shared/domain/result';
import type { TextOptions } from '../../shared/report/render-text';
import { tenantSubtitle } from '../../shared/report/tenant-words';
import type { CliContext } from '../cli-context';
import { runAnswer, type AnswerOptions } from '../run-answer';
import { answerCommand, examples, unusedNowOption } from './shared-options';

/** `mailscope matrix FILE`: every app and person with every mailbox they reach. */
export function matrixCommand(context: CliContext, finish: (code: number) => void): Command {
  return answerCommand('matrix', ['text', 'json', 'csv'])
    .summary('everything at once: every principal, mailbox and capability')
    .description('Writes everything at once: each app and person with the mailboxes they reach, per capability.')
    .addOption(unusedNowOption())
    .addHelpText(
      'after',
      examples(
        ['mailscope matrix contoso.json.gz', 'each app and person with the number of mailboxes they reach'],
        [
          'mailscope matrix contoso.json.gz --format csv --out matrix.csv',
          'one row per principal, mailbox and capability, for a spreadsheet',
        ],
        ['mailscope matrix contoso.json.gz --format json --out matrix.json', 'the same as data'],
      ),
    )
    .action(async (file: string, options: AnswerOptions) => {
      finish(
        await runAnswer<MatrixAnswer>(
          context,
          {
            name: 'matrix',
            build: async (reading, engine) => {
              const { buildMatrix } = await import('../../shared/domain/answers/matrix-answer');
              return ok(buildMatrix(reading, engine));
            },
            render: (answer, reading, terminal) => render(answer, reading, options.format, terminal),
            judge: (answer) => {
              const count = answer.unresolved.length;
              if (options.format !== 'csv' || count === 0) return null;
              return {
                note: `warning: the table has no rows for ${count} rights that could not be attributed to anyone; --format json lists them.`,
                failed: false,
              };
            },
          },
          file,
          options,
        ),
      );
    });
}

async function render(answer: MatrixAnswer, reading: Reading, format: string, terminal: TextOptions): Promise<Iterable<string>> {
  switch (format) {
    case 'json':
      return (await import('../../shared/report/json')).jsonChunks(answer);
    case 'csv':
      return (await import('../../shared/report/matrix-csv')).matrixCsv(answer, reading.mailboxes.all);
    default: {
      const { matrixDocument } = await import('../../shared/report/matrix-document');
      const { addressIn, renderDocument } = await import('../render-document');
      const { tenant, collectedAt } = reading.collection;
      return renderDocument(matrixDocument(answer, tenantSubtitle(tenant, collectedAt), addressIn(reading)), format, terminal);
    }
  }
}
