import { CAPABILITIES } from '../domain/reach/capability';
import { coverageBlocks, leftOutBlocks, unresolvedBlocks } from './coverage-blocks';
import { counted, grouped } from './numbers';
import { id, type Block, type Inline, type ReportDocument } from './report-model';
import type { MatrixSource } from './matrix-source';
import { enabledWords, withoutImplied } from './words';

/** The matrix as a report for people: one row per app and person with the number of mailboxes per capability. */
export function matrixDocument(matrix: MatrixSource, subtitle: string, addressOf?: (mailboxId: string) => string): ReportDocument {
  return { title: 'Who and what reaches how many mailboxes', subtitle, blocks: blocks(matrix, addressOf) };
}

function* blocks(matrix: MatrixSource, addressOf?: (mailboxId: string) => string): Generator<Block> {
  const apps = rowsOf(matrix.apps, (app) => app.appId, matrix.mailboxes);
  const people = rowsOf(matrix.people, (person) => person.id, matrix.mailboxes);
  yield {
    kind: 'paragraph',
    text: `${counted(apps.length, 'app')} and ${counted(people.length, 'person', 'people')} reach mailboxes, or may; the reading holds ${counted(matrix.mailboxes, 'mailbox', 'mailboxes')}.`,
    tone: 'lead',
  };
  yield* principalBlocks('Apps (application permissions)', apps);
  yield* principalBlocks('People', people);
  yield* unresolvedBlocks(matrix.unresolved, addressOf);
  yield* coverageBlocks(matrix.coverage);
  yield* leftOutBlocks();
}

function* principalBlocks(title: string, rows: readonly (readonly Inline[])[]): Generator<Block> {
  yield { kind: 'section', title: `${title}: ${grouped(rows.length)}` };
  if (rows.length === 0) {
    yield { kind: 'paragraph', text: 'None that this reading shows.' };
    return;
  }
  yield { kind: 'table', columns: [{ title: 'Name' }, { title: 'Id' }, { title: 'Enabled' }, { title: 'Reaches' }], rows };
}

type Principal = MatrixSource['people'] extends Iterable<infer Item> ? Omit<Item, 'id'> : never;

function rowsOf<P extends Principal>(principals: Iterable<P>, idOf: (principal: P) => string, total: number): Inline[][] {
  const rows: Inline[][] = [];
  for (const principal of principals) {
    rows.push([principal.name || '(no name)', id(idOf(principal)), enabledWords(principal.enabled), reachWords(principal, total)]);
  }
  return rows;
}

/** Capabilities by how far they go. One that a stronger one implies is named only where it goes further than the stronger one. */
function reachWords(principal: Principal, total: number): string {
  const held = CAPABILITIES.filter((capability) => principal.capabilities[capability] !== undefined);
  const figures = new Map(held.map((capability) => [capability, figureOf(principal, capability, total)]));
  const strongest = withoutImplied(held);
  const shown = held.filter((capability) => {
    if (strongest.includes(capability)) return true;
    return !held.some(
      (other) =>
        other !== capability && !withoutImplied([capability, other]).includes(capability) && figures.get(other) === figures.get(capability),
    );
  });
  const byFigure = new Map<string, string[]>();
  for (const capability of shown) {
    const figure = figures.get(capability) ?? '';
    byFigure.set(figure, [...(byFigure.get(figure) ?? []), capability]);
  }
  return [...byFigure].map(([figure, capabilities]) => `${capabilities.join(', ')}: ${figure}`).join('; ');
}

function figureOf(principal: Principal, capability: (typeof CAPABILITIES)[number], total: number): string {
  const lists = principal.capabilities[capability];
  if (!lists) return '';
  const certain = lists.yes === 'all' ? total : lists.yes.length;
  const uncertain = lists.unknown === 'all' ? total : lists.unknown.length;
  const figure = certain === total && total > 0 ? `all ${grouped(total)}` : grouped(certain);
  if (uncertain === 0) return figure;
  const doubt = `${uncertain === total ? 'all ' : ''}${grouped(uncertain)} not certain`;
  return certain === 0 ? doubt : `${figure} (+ ${doubt})`;
}
