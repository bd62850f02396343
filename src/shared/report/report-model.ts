import type { Severity } from '../domain/findings/finding';

/** A piece of text by its meaning; each format draws it in its own way. A bare string is plain text. */
export type Inline =
  | string
  | { readonly kind: 'id'; readonly text: string }
  | { readonly kind: 'link'; readonly address: string }
  | { readonly kind: 'severity'; readonly severity: Severity };

/** One column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** A label with what belongs to it, one line each. */
export interface Fact {
  readonly label: string;
  readonly values: readonly Inline[];
}

/** One building block of a report. */
export type Block =
  | { readonly kind: 'section'; readonly title: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: 'lead' | 'warning' | 'normal' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  /** Lines to be copied as they are: a command, a request. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly Inline[])[] }
  | { readonly kind: 'card'; readonly severity: Severity; readonly title: string; readonly facts: readonly Fact[] };

/** A report apart from any format. Every text in it is raw: escaping is the work of the format's renderer. */
export interface ReportDocument {
  readonly title: string;
  readonly subtitle: string;
  readonly blocks: Iterable<Block>;
}

/** An id, address or other text to be copied as it is. */
export function id(text: string): Inline {
  return { kind: 'id', text };
}
