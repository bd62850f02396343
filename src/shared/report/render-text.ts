import type { Severity } from '../domain/findings/finding';
import { assertNever } from '../domain/result';
import { displayWidth, padTo, wrapTo } from './display-width';
import type { Block, Column, Fact, Inline, ReportDocument } from './report-model';
import { visibleLines, visibleText } from './visible-text';

/** How to write for a terminal. Without a width nothing is wrapped, which is what a pipe to `grep` wants. */
export interface TextOptions {
  readonly width?: number | undefined;
  readonly color?: boolean | undefined;
}

const GAP = 2;
const CODE_INDENT = '    ';
const NARROWEST_COLUMN = 10;
const ESCAPE = '\u001b[';
const SEVERITY_STYLE: Readonly<Record<Severity, string>> = { critical: '1;31', high: '31', medium: '33', low: '36', info: '2' };

/** A report as plain text for people, piece by piece. */
export function* renderText(document: ReportDocument, options: TextOptions = {}): Generator<string> {
  const writer = new TextWriter(options);
  yield writer.paint(visibleText(document.title), '1') + '\n';
  yield writer.paragraph(document.subtitle);
  for (const block of document.blocks) yield writer.block(block);
}

class TextWriter {
  constructor(private readonly options: TextOptions) {}

  block(block: Block): string {
    switch (block.kind) {
      case 'section':
        return `\n${this.paint(visibleText(block.title).toUpperCase(), '1')}\n`;
      case 'paragraph':
        return `\n${this.paragraph(block.text)}`;
      case 'list':
        return block.items.map((item) => this.hanging('- ', item)).join('');
      case 'facts':
        return `\n${this.facts(block.facts, '')}`;
      case 'code':
        return `\n${visibleLines(block.text).replace(/^(?=.)/gm, CODE_INDENT)}\n`;
      case 'table':
        return `\n${this.table(block.columns, block.rows)}`;
      case 'card':
        return `\n${this.card(block)}`;
      default:
        return assertNever(block);
    }
  }

  paragraph(text: string): string {
    return `${this.wrap(visibleText(text), 0).join('\n')}\n`;
  }

  paint(text: string, style: string): string {
    return this.options.color === true ? `${ESCAPE}${style}m${text}${ESCAPE}0m` : text;
  }

  private card(card: Extract<Block, { kind: 'card' }>): string {
    const label = this.paint(card.severity.toUpperCase(), SEVERITY_STYLE[card.severity]);
    return `${label}  ${visibleText(card.title)}\n${this.facts(card.facts, '  ')}`;
  }

  private facts(facts: readonly Fact[], indent: string): string {
    const labelWidth = Math.max(0, ...facts.map((fact) => displayWidth(visibleText(fact.label)))) + GAP;
    return facts
      .flatMap((fact) =>
        fact.values.map((value, index) =>
          this.hanging(indent + padTo(index === 0 ? visibleText(fact.label) : '', labelWidth), plain(value)),
        ),
      )
      .join('');
  }

  private hanging(prefix: string, text: string): string {
    const lines = this.wrap(visibleText(text), displayWidth(prefix));
    return lines.map((line, index) => `${index === 0 ? prefix : ' '.repeat(displayWidth(prefix))}${line}\n`).join('');
  }

  private wrap(text: string, taken: number): string[] {
    const { width } = this.options;
    return width === undefined ? [text] : wrapTo(text, Math.max(20, width - taken));
  }

  private table(columns: readonly Column[], rows: readonly (readonly Inline[])[]): string {
    const cells = rows.map((row) => row.map((cell) => visibleText(plain(cell))));
    const widths = this.columnWidths(columns, rows, cells);
    const line = (texts: readonly string[]): string =>
      columns
        .map((column, index) => padTo(texts[index] ?? '', widths[index] ?? 0, column.align))
        .join(' '.repeat(GAP))
        .trimEnd();
    const heading = line(columns.map((column) => column.title));
    const rule = columns.map((_, index) => '-'.repeat(widths[index] ?? 0)).join(' '.repeat(GAP));
    const body = cells.flatMap((row) => {
      const wrapped = row.map((text, index) => wrapTo(text, Math.max(1, widths[index] ?? 1)));
      const height = Math.max(1, ...wrapped.map((lines) => lines.length));
      return Array.from({ length: height }, (_, at) => line(wrapped.map((lines) => lines[at] ?? '')));
    });
    return `${[this.paint(heading, '1'), rule, ...body].join('\n')}\n`;
  }

  /** Natural widths, then, where the terminal is too narrow, the widest column that holds no ids gives way, a step at a time. */
  private columnWidths(columns: readonly Column[], rows: readonly (readonly Inline[])[], cells: readonly (readonly string[])[]): number[] {
    const widths = columns.map((column) => displayWidth(column.title));
    const rigid = columns.map(() => false);
    cells.forEach((row, rowIndex) => {
      row.forEach((text, index) => {
        widths[index] = Math.max(widths[index] ?? 0, displayWidth(text));
        const source = rows[rowIndex]?.[index];
        if (typeof source === 'object' && source.kind === 'id') rigid[index] = true;
      });
    });
    const { width } = this.options;
    if (width === undefined) return widths;
    let excess = widths.reduce((sum, columnWidth) => sum + columnWidth + GAP, -GAP) - width;
    while (excess > 0) {
      const widest = widths.reduce(
        (best, size, index) => (rigid[index] !== true && size > (widths[best] ?? 0) ? index : best),
        rigid.indexOf(false),
      );
      const size = widths[widest] ?? 0;
      if (widest < 0 || size <= NARROWEST_COLUMN) break;
      widths[widest] = size - 1;
      excess -= 1;
    }
    return widths;
  }
}

function plain(inline: Inline): string {
  if (typeof inline === 'string') return inline;
  switch (inline.kind) {
    case 'id':
      return inline.text;
    case 'link':
      return inline.address;
    case 'severity':
      return inline.severity;
    default:
      return assertNever(inline);
  }
}
