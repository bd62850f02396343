import { Option, type Command } from 'commander';
import type { ReachAnswer } from '../../shared/domain/answers/answer-shapes';
import type { Reading } from '../../shared/domain/collection/reading';
import type { TextOptions } from '../../shared/report/render-text';
import { tenantSubtitle } from '../../shared/report/tenant-words';
import type { CliContext } from '../cli-context';
import { parseNotEmpty } from '../option-values';
import { runAnswer, type AnswerOptions } from '../run-answer';
import { answerCommand, examples, unusedNowOption } from './shared-options';

interface ReachOptions extends AnswerOptions {
  readonly app: string;
}

/** `mailscope reach FILE --app APPID`: every mailbox that one app reaches, and why. */
export function reachCommand(context: CliContext, finish: (code: number) => void): Command {
  return answerCommand('reach', ['text', 'json', 'csv', 'html', 'md'])
    .summary('every mailbox that one app reaches, and why')
    .description('Lists every mailbox that one app reaches, with what it can do there and by which path.')
    .addOption(new Option('--app <appid>', 'the application (client) id').argParser(parseNotEmpty).makeOptionMandatory())
    .addOption(unusedNowOption())
    .addHelpText(
      'after',
      examples(
        ['mailscope reach contoso.json.gz --app 6f1c2a50-3c1e-4d2b-9a77-0d8c3b1f2e4a', 'what this app can do, and where'],
        [
          'mailscope reach contoso.json.gz --app 6f1c2a50-3c1e-4d2b-9a77-0d8c3b1f2e4a --format csv --out reach.csv',
          'one row per mailbox, capability and path',
        ],
      ),
    )
    .action(async (file: string, options: ReachOptions) => {
      finish(
        await runAnswer<ReachAnswer>(
          context,
          {
            name: 'reach',
            build: async (reading, engine) => {
              const { buildReach } = await import('../../shared/domain/answers/reach-answer');
              return buildReach(reading, engine, options.app.toLowerCase());
            },
            render: (answer, reading, terminal) => render(answer, reading, options.format, terminal),
          },
          file,
          options,
        ),
      );
    });
}

async function render(answer: ReachAnswer, reading: Reading, format: string, terminal: TextOptions): Promise<Iterable<string>> {
  switch (format) {
    case 'json':
      return (await import('../../shared/report/json')).jsonChunks(answer);
    case 'csv':
      return (await import('../../shared/report/path-csv')).reachCsv(answer);
    default: {
      const { reachDocument } = await import('../../shared/report/reach-document');
      const { renderDocument } = await import('../render-document');
      const { tenant, collectedAt } = reading.collection;
      const origin = { subtitle: tenantSubtitle(tenant, collectedAt), mailboxes: reading.mailboxes.size };
      return renderDocument(reachDocument(answer, origin), format, terminal);
    }
  }
}
