import { assertNever } from '../../shared/domain/result';
import { auditCsv } from '../../shared/report/audit-csv';
import { auditDocument } from '../../shared/report/audit-document';
import { jsonChunks } from '../../shared/report/json';
import { renderHtml } from '../../shared/report/render-html';
import { renderMarkdown } from '../../shared/report/render-markdown';
import type { EngineInput } from '../../shared/ipc/engine-protocol';
import type { ReadingModel } from './reading-model';

/** The report of the audit in one of its formats, in pieces; the same that the command line writes. */
export function reportChunks(model: ReadingModel, format: EngineInput<'exportReport'>['format']): Iterable<string> {
  switch (format) {
    case 'html':
      return renderHtml(auditDocument(model.audit));
    case 'md':
      return renderMarkdown(auditDocument(model.audit));
    case 'csv':
      return auditCsv(model.audit);
    case 'json':
      return jsonChunks(model.audit);
    default:
      return assertNever(format);
  }
}
