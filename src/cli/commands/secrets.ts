import { Option, type Command } from 'commander';
import type { SecretsAnswer } from '../../shared/domain/answers/answer-shapes';
import type { Reading } from '../../shared/domain/collection/reading';
import { ok } from '../../shared/domain/result';
import type { TextOptions } from '../../shared/report/render-text';
import { tenantSubtitle } from '../../shared/report/tenant-words';
import type { CliContext } from '../cli-context';
import { parseDays } from '../option-values';
import { runAnswer, type AnswerOptions } from '../run-answer';
import { answerCommand, examples, nowOption } from './shared-options';

interface SecretsOptions extends AnswerOptions {
  readonly within?: number;
  readonly now?: string;
}

/** `mailscope secrets FILE [--within DAYS]`: credentials by expiry. */
export function secretsCommand(context: CliContext, finish: (code: number) => void): Command {
  return answerCommand('secrets', ['text', 'json', 'csv', 'md'])
    .summary('secrets and certificates by expiry')
    .description('Lists the secrets, certificates and federated credentials of every app by expiry.')
    .addOption(new Option('--within <days>', 'only those that have expired or expire within so many days').argParser(parseDays))
    .addOption(nowOption())
    .addHelpText(
      'after',
      examples(
        ['mailscope secrets contoso.json.gz --within 30', 'what has expired, and what will within a month'],
        ['mailscope secrets contoso.json.gz --format csv --out credentials.csv', 'every credential, for a spreadsheet'],
      ),
    )
    .action(async (file: string, options: SecretsOptions) => {
      finish(
        await runAnswer<SecretsAnswer>(
          context,
          {
            name: 'secrets',
            build: async (reading, engine) => {
              const { buildSecrets } = await import('../../shared/domain/credentials/secrets-answer');
              const within = options.within === undefined ? {} : { within: options.within };
              return ok(buildSecrets(reading, engine, { now: options.now ?? context.now(), ...within }));
            },
            render: (answer, reading, terminal) => render(answer, reading, options.format, terminal),
          },
          file,
          options,
        ),
      );
    });
}

async function render(answer: SecretsAnswer, reading: Reading, format: string, terminal: TextOptions): Promise<Iterable<string>> {
  switch (format) {
    case 'json':
      return (await import('../../shared/report/json')).jsonChunks(answer);
    case 'csv':
      return (await import('../../shared/report/secrets-csv')).secretsCsv(answer);
    default: {
      const { secretsDocument } = await import('../../shared/report/secrets-document');
      const { renderDocument } = await import('../render-document');
      const { tenant, collectedAt } = reading.collection;
      return renderDocument(
        secretsDocument(answer, { subtitle: tenantSubtitle(tenant, collectedAt), coverage: reading.coverage }),
        format,
        terminal,
      );
    }
  }
}
