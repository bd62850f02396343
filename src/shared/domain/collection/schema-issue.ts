/** What is wrong with a collection, and where: `$.exchange.mailboxes[12].PrimarySmtpAddress`, `expected string`. */
export interface CollectionProblem {
  readonly place: string;
  readonly message: string;
}

/** The part of a schema issue that a message is made of. */
export interface SchemaIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: string | undefined;
  readonly values?: readonly unknown[] | undefined;
  readonly errors?: readonly (readonly SchemaIssue[])[] | undefined;
}

/** Turns a schema issue into a place and a short message: what was expected there. */
export function describeIssue(issue: SchemaIssue, place: string): CollectionProblem {
  const here = place + issue.path.map(step).join('');
  if (issue.code === 'invalid_union' && issue.errors) return describeUnion(issue.errors, here);
  return { place: here, message: messageOf(issue) };
}

function step(key: PropertyKey): string {
  if (typeof key === 'number') return `[${key}]`;
  const name = String(key);
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** A branch that went deeper than the others is the one that was meant; otherwise every form is named. */
function describeUnion(branches: readonly (readonly SchemaIssue[])[], place: string): CollectionProblem {
  const deeper = branches.map((branch) => branch[0]).find((issue) => issue !== undefined && issue.path.length > 0);
  if (deeper) return describeIssue(deeper, place);
  const forms = branches.flatMap((branch) => branch.slice(0, 1)).map((issue) => messageOf(issue).replace(/^expected /, ''));
  return { place, message: `expected ${[...new Set(forms)].join(' or ')}` };
}

function messageOf(issue: SchemaIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected === 'record' ? 'object' : (issue.expected ?? 'another type')}`;
    case 'invalid_value':
      return `expected ${(issue.values ?? []).map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'too_small':
      return 'expected text that is not empty';
    case 'invalid_format':
      return 'expected a date and time such as 2026-11-21T07:00:00Z';
    default:
      return issue.message;
  }
}
