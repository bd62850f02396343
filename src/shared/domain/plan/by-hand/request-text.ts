import { scriptLiteral, scriptText } from '../script/script-text';
import type { Change, Json, Match, Read } from '../plan.schema';

/** A request as an administrator types or sends it. `show`: puts words in the place of what only an earlier step will bring. */
export function requestText(request: Read | Exclude<Change, { api: 'person' }>, graph: string, show: (text: string) => string): string {
  if (request.api === 'exchange') return cmdletText(request.cmdlet, request.parameters, show);
  if (!('method' in request)) return `GET ${graph}${show(request.path)}`;
  const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${show(value)}`);
  const body = request.body === null ? [] : ['', show(JSON.stringify(request.body, null, 2))];
  return [`${request.method} ${graph}${show(request.path)}`, ...headers, ...body].join('\n');
}

/** How a list that is written back whole is edited, one sentence each. */
export function editSentences(
  edit: NonNullable<Extract<Change, { api: 'graph' }>['edit']>,
  show: (text: string) => string,
): readonly string[] {
  const { property, add, remove } = edit;
  return [
    `Read "${property}" of the object first (GET with $select=${property.split('.')[0] ?? property}), edit the list, and send it whole as "${property}".`,
    ...remove.map((where) => `Leave out every item where ${whereSentence(where, show)}.`),
    ...add.map((item) => `Add ${show(JSON.stringify(item))}.`),
  ];
}

/** What is looked for among the objects that a request answers, as part of a sentence; empty where anything will do. */
export function whereSentence(where: Readonly<Record<string, Match>>, show: (text: string) => string): string {
  return Object.entries(where)
    .map(([name, match]) => `${name === '' ? 'it' : name} ${matchWords(match, show)}`)
    .join(' and ');
}

function cmdletText(cmdlet: string, parameters: Extract<Read, { api: 'exchange' }>['parameters'], show: (text: string) => string): string {
  const words = Object.entries(parameters).map(([name, value]) => {
    if (typeof value === 'boolean') return `-${name}:${scriptLiteral(value)}`;
    if (typeof value === 'number') return `-${name} ${scriptLiteral(value)}`;
    return `-${name} ${(typeof value === 'string' ? [value] : value).map((text) => scriptText(show(text))).join(', ')}`;
  });
  return [cmdlet, ...words].join(' ');
}

function matchWords(match: Match, show: (text: string) => string): string {
  const word = (value: Json): string => (typeof value === 'string' ? `"${show(value)}"` : value === null ? 'empty' : String(value));
  if (match === null || typeof match !== 'object') return `is ${word(match)}`;
  if ('oneOf' in match) return `is ${match.oneOf.map(word).join(' or ')}`;
  if ('noneOf' in match) return `is none of ${match.noneOf.map(word).join(', ')}`;
  if ('contains' in match) return `contains ${word(match.contains)}`;
  if ('lacks' in match) return `does not contain ${word(match.lacks)}`;
  return `is not ${word(match.not)}`;
}
