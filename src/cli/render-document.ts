import type { Reading } from '../shared/domain/collection/reading';
import type { ReportDocument } from '../shared/report/report-model';
import type { TextOptions } from '../shared/report/render-text';

/** A report in one of the formats that people read. Only the renderer that is asked for is loaded. */
export async function renderDocument(document: ReportDocument, format: string, terminal: TextOptions): Promise<Iterable<string>> {
  switch (format) {
    case 'html':
      return (await import('../shared/report/render-html')).renderHtml(document);
    case 'md':
      return (await import('../shared/report/render-markdown')).renderMarkdown(document);
    default:
      return (await import('../shared/report/render-text')).renderText(document, terminal);
  }
}

/** Names mailboxes by their address; an id that the reading does not hold stays an id. */
export function addressIn(reading: Reading): (mailboxId: string) => string {
  return (mailboxId) => reading.mailboxes.byId(mailboxId)?.address ?? mailboxId;
}
