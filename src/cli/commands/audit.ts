import { Option, type Command } from 'commander';
import type { AuditAnswer } from '../../shared/domain/answers/answer-shapes';
import type { Reading } from '../../shared/domain/collection/reading';
import { SEVERITIES, type Severity } from '../../shared/domain/findings/finding';
import { ok } from '../../shared/domain/result';
import { counted } from '../../shared/report/numbers';
import type { TextOptions } from '../../shared/report/render-text';
import type { CliContext } from '../cli-context';
import { findingsFrom } from '../exit-code';
import { runAnswer, type AnswerOptions } from '../run-answer';
import { answerCommand, examples, nowOption } from './shared-options';

interface AuditOptions extends AnswerOptions {
  readonly failOn?: Severity;
  readonly now?: string;
}

/** `mailscope audit FILE`: every app with reach, findings, and what could not be judged. */
export function auditCommand(context: CliContext, finish: (code: number) => void): Command {
  return answerCommand('audit', ['text', 'json', 'csv', 'html', 'md'])
    .summary('every app that reaches mail, and what is wrong')
    .description('Audits a reading of a tenant: which apps reach which mailboxes, and what is wrong with that.')
    .addOption(new Option('--fail-on <severity>', 'exit code 1 if there is a finding of this severity or worse').choices(SEVERITIES))
    .addOption(nowOption())
    .addHelpText(
      'after',
      examples(
        ['mailscope audit contoso.json.gz', 'the audit as text'],
        ['mailscope audit contoso.json.gz --format html --out audit.html', 'a report to read, print and pass on'],
        ['mailscope audit contoso.json.gz --format json --fail-on high --strict', 'for a pipeline: exit code 1 with findings, 3 with gaps'],
      ),
    )
    .action(async (file: string, options: AuditOptions) => {
      finish(await runAudit(context, file, options));
    });
}

function runAudit(context: CliContext, file: string, options: AuditOptions): Promise<number> {
  const { failOn } = options;
  return runAnswer<AuditAnswer>(
    context,
    {
      name: 'audit',
      build: async (reading, engine) => {
        const { buildAudit } = await import('../../shared/domain/answers/audit-answer');
        return ok(buildAudit(reading, engine, { now: options.now ?? context.now() }));
      },
      render: (answer, reading, terminal) => render(answer, reading, options.format, terminal),
      judge: (answer) => {
        if (failOn === undefined) return null;
        const count = findingsFrom(answer, failOn);
        return count === 0 ? null : { note: `${counted(count, 'finding')} at or above ${failOn}.`, failed: true };
      },
    },
    file,
    options,
  );
}

async function render(answer: AuditAnswer, reading: Reading, format: string, terminal: TextOptions): Promise<Iterable<string>> {
  switch (format) {
    case 'json':
      return (await import('../../shared/report/json')).jsonChunks(answer);
    case 'csv':
      return (await import('../../shared/report/audit-csv')).auditCsv(answer);
    default: {
      const { auditDocument } = await import('../../shared/report/audit-document');
      const { addressIn, renderDocument } = await import('../render-document');
      return renderDocument(auditDocument(answer, { addressOf: addressIn(reading) }), format, terminal);
    }
  }
}
