import { describe, expect, it } from 'vitest';
import { northwind } from '../../../../../scripts/sample/northwind';
import { contosoPartial, emptyTenant } from '../../../../../scripts/sample/small';
import { buildMatrix } from '../../../../../src/shared/domain/answers/matrix-answer';
import type { MailboxList, MatrixAnswer, MatrixCapabilities } from '../../../../../src/shared/domain/answers/answer-shapes';
import type { Collection } from '../../../../../src/shared/domain/collection/collection.schema';
import { parseCollection } from '../../../../../src/shared/domain/collection/parse-collection';
import { openReading } from '../../../../../src/shared/domain/collection/reading';
import { createReachEngine } from '../../../../../src/shared/domain/reach/reach-engine';
import { randomTenant } from '../../../../support/random-tenant';
import { askOracle } from '../../../../support/reach-oracle';
import { firstOfEach, mailboxId } from '../../../../support/reach-oracle/directory';

/** How many random tenants to compare; more by hand before a release. */
const TENANTS = Number(process.env['MAILSCOPE_ORACLE_TENANTS'] ?? 200);
const BATCH = 25;

interface Difference {
  readonly cell: string;
  readonly engine: string;
  readonly oracle: string;
}

function matrixOf(collection: Collection): MatrixAnswer {
  // Through text and the parser, as every reading comes in.
  const parsed = parseCollection(JSON.parse(JSON.stringify(collection)));
  if (!parsed.ok) throw new Error(`${parsed.error.place}: ${parsed.error.message}`);
  const reading = openReading(parsed.value.collection, parsed.value.warnings);
  return buildMatrix(reading, createReachEngine(reading));
}

function cells(kind: string, id: string, capabilities: MatrixCapabilities, everyMailbox: readonly string[]): [string, string][] {
  const spread = (list: MailboxList): readonly string[] => (list === 'all' ? everyMailbox : list);
  return Object.entries(capabilities).flatMap(([capability, { yes, unknown }]) => [
    ...spread(yes).map((mailbox): [string, string] => [`${kind} ${id} ${mailbox} ${capability}`, 'yes']),
    ...spread(unknown).map((mailbox): [string, string] => [`${kind} ${id} ${mailbox} ${capability}`, 'unknown']),
  ]);
}

/** Engine and oracle in one form: every cell that is not *no*, and every place where the answer is incomplete. */
function engineView(collection: Collection): Map<string, string> {
  const matrix = matrixOf(collection);
  const everyMailbox = firstOfEach(collection.exchange.mailboxes ?? [], mailboxId).map(mailboxId);
  const view = new Map<string, string>();
  for (const app of matrix.apps)
    for (const [cell, verdict] of cells('app', app.appId, app.capabilities, everyMailbox)) view.set(cell, verdict);
  // "all" leaves out a person's own mailbox, which the contract never lists.
  for (const person of matrix.people) {
    const others = everyMailbox.filter((id) => id !== person.id);
    for (const [cell, verdict] of cells('person', person.id, person.capabilities, others)) view.set(cell, verdict);
  }
  for (const { principals, right, mailboxes } of matrix.unresolved) {
    if (principals === 'apps') view.set(`unresolved apps ${right}`, 'yes');
    else for (const mailbox of mailboxes === 'all' ? everyMailbox : mailboxes) view.set(`unresolved people ${right} ${mailbox}`, 'yes');
  }
  return view;
}

function oracleView(collection: Collection): Map<string, string> {
  const answer = askOracle(collection);
  const spaced = (text: string): string => text.split('|').join(' ');
  return new Map<string, string>([
    ...[...answer.apps].map(([cell, verdict]): [string, string] => [`app ${spaced(cell)}`, verdict]),
    ...[...answer.people].map(([cell, verdict]): [string, string] => [`person ${spaced(cell)}`, verdict]),
    ...[...answer.unresolved].map((place): [string, string] => [`unresolved ${spaced(place)}`, 'yes']),
  ]);
}

function differences(collection: Collection): Difference[] {
  const engine = engineView(collection);
  const oracle = oracleView(collection);
  return [...new Set([...engine.keys(), ...oracle.keys()])]
    .map((cell) => ({ cell, engine: engine.get(cell) ?? 'no', oracle: oracle.get(cell) ?? 'no' }))
    .filter((difference) => difference.engine !== difference.oracle);
}

describe('the reach engine agrees with the oracle', () => {
  it.each([
    ['the demo tenant', northwind],
    ['a partial reading', contosoPartial],
    ['an empty tenant', emptyTenant],
  ])('in every cell of %s', (_, make) => {
    expect(differences(make())).toEqual([]);
  });

  const batches = Array.from({ length: Math.ceil(TENANTS / BATCH) }, (_, index) => index * BATCH + 1);
  it.each(batches)('in every cell of random tenants from seed %i on', (first) => {
    for (let seed = first; seed < Math.min(first + BATCH, TENANTS + 1); seed += 1) {
      expect({ seed, differences: differences(randomTenant(seed)).slice(0, 5) }).toEqual({ seed, differences: [] });
    }
  });
});
