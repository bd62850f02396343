/** Reads CSV exactly as RFC 4180 has it: CRLF after every record, quotes only around whole fields, doubled inside. Anything else throws. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    row.push(field.value);
    at = field.end;
    if (text[at] === ',') {
      at += 1;
    } else if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else {
      throw new Error(`CSV: expected a comma or CRLF at ${at}, found ${JSON.stringify(text.slice(at, at + 10))}`);
    }
  }
  if (row.length > 0) throw new Error('CSV: the last record has no line end');
  return rows;
}

/** The same, as one object per row with the names of the first row. */
export function parseCsvRecords(text: string): Record<string, string>[] {
  const [header, ...rows] = parseCsv(text);
  if (!header) throw new Error('CSV: no header');
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error(`CSV: ${row.length} fields under ${header.length} names`);
    return Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
  });
}

function quotedField(text: string, start: number): { value: string; end: number } {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new Error(`CSV: the quote at ${start} is never closed`);
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

function plainField(text: string, start: number): { value: string; end: number } {
  let end = start;
  while (end < text.length && !',\r\n'.includes(text[end]!)) {
    if (text[end] === '"') throw new Error(`CSV: a quote inside the plain field at ${start}`);
    end += 1;
  }
  return { value: text.slice(start, end), end };
}
