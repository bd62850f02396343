const SLICE = 2_000;

/**
 * A value as JSON in pieces, so that no single string has to hold an answer of hundreds of megabytes. Laid out for people and for
 * line tools alike: one line per property, and one line per item of a list that is a property of the answer.
 */
export function* jsonChunks(answer: object): Generator<string> {
  let first = true;
  yield '{';
  for (const [name, value] of Object.entries(answer) as [string, unknown][]) {
    if (value === undefined) continue;
    yield `${first ? '' : ','}\n  ${JSON.stringify(name)}: `;
    first = false;
    if (isList(value)) yield* listChunks(value);
    else yield* valueChunks(value);
  }
  yield first ? '}\n' : '\n}\n';
}

function* listChunks(items: Iterable<unknown>): Generator<string> {
  let first = true;
  yield '[';
  for (const item of items) {
    yield first ? '\n    ' : ',\n    ';
    first = false;
    yield* valueChunks(item);
  }
  yield first ? ']' : '\n  ]';
}

function* valueChunks(value: unknown): Generator<string> {
  if (isLarge(value)) yield* largeChunks(value);
  else yield JSON.stringify(value);
}

/** Objects and arrays that hold long arrays are written piece by piece; everything else at once. */
function* largeChunks(value: object): Generator<string> {
  if (Array.isArray(value)) {
    yield '[';
    for (let start = 0; start < value.length; start += SLICE) {
      const slice = JSON.stringify(value.slice(start, start + SLICE)).slice(1, -1);
      yield start === 0 ? slice : `,${slice}`;
    }
    yield ']';
    return;
  }
  let first = true;
  yield '{';
  for (const [name, property] of Object.entries(value) as [string, unknown][]) {
    if (property === undefined) continue;
    yield `${first ? '' : ','}${JSON.stringify(name)}:`;
    first = false;
    yield* valueChunks(property);
  }
  yield '}';
}

function isLarge(value: unknown, depth = 0): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > SLICE;
  return depth < 4 && Object.values(value).some((property) => isLarge(property, depth + 1));
}

function isList(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
