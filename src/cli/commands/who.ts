import { Option, type Command } from 'commander';
import type { WhoAnswer } from '../../shared/domain/answers/answer-shapes';
import type { Reading } from '../../shared/domain/collection/reading';
import type { TextOptions } from '../../shared/report/render-text';
import { tenantSubtitle } from '../../shared/report/tenant-words';
import type { CliContext } from '../cli-context';
import { parseNotEmpty } from '../option-values';
import { runAnswer, type AnswerOptions } from '../run-answer';
import { answerCommand, examples, unusedNowOption } from './shared-options';

interface WhoOptions extends AnswerOptions {
  readonly mailbox: string;
}

/** `mailscope who FILE --mailbox ADDRESS`: every app and person that reaches one mailbox, and why. */
export function whoCommand(context: CliContext, finish: (code: number) => void): Command {
  return answerCommand('who', ['text', 'json', 'csv', 'html', 'md'])
    .summary('every app and person that reaches one mailbox, and why')
    .description('Lists every app and person that reaches one mailbox, with what they can do there and by which path.')
    .addOption(
      new Option('--mailbox <address>', 'any address of the mailbox, its user principal name, or its id')
        .argParser(parseNotEmpty)
        .makeOptionMandatory(),
    )
    .addOption(unusedNowOption())
    .addHelpText(
      'after',
      examples(
        ['mailscope who contoso.json.gz --mailbox support@contoso.com', 'who can do what in this mailbox'],
        ['mailscope who contoso.json.gz --mailbox support@contoso.com --format md --out support.md', 'the same for a ticket or a wiki'],
      ),
    )
    .action(async (file: string, options: WhoOptions) => {
      finish(
        await runAnswer<WhoAnswer>(
          context,
          {
            name: 'who',
            build: async (reading, engine) => {
              const { buildWho } = await import('../../shared/domain/answers/who-answer');
              return buildWho(reading, engine, options.mailbox);
            },
            render: (answer, reading, terminal) => render(answer, reading, options.format, terminal),
          },
          file,
          options,
        ),
      );
    });
}

async function render(answer: WhoAnswer, reading: Reading, format: string, terminal: TextOptions): Promise<Iterable<string>> {
  switch (format) {
    case 'json':
      return (await import('../../shared/report/json')).jsonChunks(answer);
    case 'csv':
      return (await import('../../shared/report/path-csv')).whoCsv(answer);
    default: {
      const { whoDocument } = await import('../../shared/report/who-document');
      const { renderDocument } = await import('../render-document');
      const { tenant, collectedAt } = reading.collection;
      return renderDocument(whoDocument(answer, tenantSubtitle(tenant, collectedAt)), format, terminal);
    }
  }
}
