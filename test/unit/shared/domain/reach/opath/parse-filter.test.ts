import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printFilter, type FilterComparison, type FilterNode } from '../../../../../../src/shared/domain/reach/opath/filter-node';
import { NESTING_LIMIT, parseFilter } from '../../../../../../src/shared/domain/reach/opath/parse-filter';
import { anyFilter } from './filter-arbitraries';

const eq = (property: string, value: string | boolean | null, operator = 'eq'): FilterComparison => ({
  kind: 'comparison',
  property,
  operator,
  value,
});
const negation = (operand: FilterNode): FilterNode => ({ kind: 'not', operand });
const both = (...operands: FilterNode[]): FilterNode => ({ kind: 'and', operands });
const either = (...operands: FilterNode[]): FilterNode => ({ kind: 'or', operands });

function parsed(text: string): FilterNode {
  const result = parseFilter(text);
  if (!result.ok) throw new Error(`${text}: ${result.error.message}`);
  return result.value;
}

const [a, b, c] = [eq('Name', 'a'), eq('Name', 'b'), eq('Name', 'c')];

const READS: readonly (readonly [text: string, node: FilterNode])[] = [
  ["Department -eq 'Sales'", eq('Department', 'Sales')],
  ['Department -eq "Sales"', eq('Department', 'Sales')],
  ["Department -EQ'Sales'", eq('Department', 'Sales')],
  ["department -NotLike '*x'", eq('department', '*x', 'notlike')],
  ["Name -eq 'O''Neil'", eq('Name', "O'Neil")],
  ['Name -eq "a ""b"" c"', eq('Name', 'a "b" c')],
  ["Name -eq ''", eq('Name', '')],
  ["Name -eq ''''", eq('Name', "'")],
  ['Name -eq "it\'s"', eq('Name', "it's")],
  ['Name -eq \'say "hi"\'', eq('Name', 'say "hi"')],
  ["Name -eq '(-and)'", eq('Name', '(-and)')],
  ['Name -eq $null', eq('Name', null)],
  ['Name -ne$NULL', eq('Name', null, 'ne')],
  ['Flag -eq $True', eq('Flag', true)],
  ['(Flag -eq $false)', eq('Flag', false)],
  ['Name -eq \u2018Sales\u2019', eq('Name', 'Sales')],
  ['Name -eq \u201cSales\u201d', eq('Name', 'Sales')],
  ["Name -eq 'Sales\u2019", eq('Name', 'Sales')],
  ['Name -eq \u201aBob\u2019\u2019s\u201b', eq('Name', 'Bob\u2019s')],
  ["Size -gt '5'", eq('Size', '5', 'gt')],
  ["-not Name -eq 'a'", negation(a)],
  ["!Name -eq 'a'", negation(a)],
  ["!(Name -eq 'a')", negation(a)],
  ["-not(Name -eq 'a')", negation(a)],
  ["-NOT -not !Name -eq 'a'", negation(negation(negation(a)))],
  ["Name -eq 'a' -and Name -eq 'b' -and Name -eq 'c'", both(a, b, c)],
  ["Name -eq 'a' -or Name -eq 'b' -and Name -eq 'c'", either(a, both(b, c))],
  ["Name -eq 'a' -and Name -eq 'b' -or Name -eq 'c'", either(both(a, b), c)],
  ["(Name -eq 'a' -or Name -eq 'b') -and Name -eq 'c'", both(either(a, b), c)],
  ["(Name -eq 'a')-and(Name -eq 'b')", both(a, b)],
  ["Name -eq 'a'-or Name -eq 'b'", either(a, b)],
  ["-not Name -eq 'a' -and Name -eq 'b'", both(negation(a), b)],
  ["-not Name -eq 'a' -or Name -eq 'b'", either(negation(a), b)],
  ["((((Name -eq 'a') -or (Name -eq 'b'))) -or (Name -eq 'c'))", either(either(a, b), c)],
  ["\t( Name\r\n-eq\u00a0'a' ) ", a],
];

const BROKEN: readonly (readonly [text: string, position: number])[] = [
  ['', 0],
  ['   ', 3],
  ['Department -eq Sales', 15],
  ['Department', 10],
  ['Department -eq', 14],
  ["Department 'Sales'", 11],
  ["Department = 'Sales'", 11],
  ["-eq 'Sales'", 0],
  ["'Sales' -eq Department", 0],
  ["Department -eq 'Sales", 15],
  ["Department -eq 'Sal'es'", 22],
  ['Department -eq \'Sales"', 15],
  ["(Department -eq 'Sales'", 23],
  ["Department -eq 'Sales')", 22],
  ['()', 1],
  [')(', 0],
  ["Name -eq 'a' Name -eq 'b'", 13],
  ["Name -eq 'a' -and", 17],
  ["-and Name -eq 'a'", 0],
  ["Name -and 'a'", 5],
  ["Name -not 'a'", 5],
  ["Name -eq 'a' -xor Name -eq 'b'", 13],
  ['-not', 4],
  ["Name-eq 'a'", 0],
  ["Name -eq('a')", 8],
  ['Name -eq $wrong', 9],
  ['Name -eq $nullx', 9],
  ['Name -eq 5', 9],
  ["Name -in 'a','b'", 12],
  ["Name -eq 'a' # note", 13],
  ["{Name -eq 'a'}", 0],
];

describe('parseFilter', () => {
  it.each(READS)('reads %s', (text, node) => {
    expect(parsed(text)).toEqual(node);
  });

  it.each(BROKEN)('refuses %s and names the place', (text, position) => {
    const result = parseFilter(text);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.position).toBe(position);
  });

  it('reads back the tree it prints', () => {
    fc.assert(
      fc.property(anyFilter, (node) => {
        expect(parsed(printFilter(node))).toEqual(node);
      }),
    );
  });

  it('answers every text with a tree or an error, never with an exception', () => {
    const fragment = fc.constantFrom(
      '(',
      ')',
      '!',
      '-not ',
      '-and ',
      '-or',
      ' -eq ',
      "'",
      "'x'",
      '"',
      '$null',
      '$',
      'Name ',
      '-',
      '*',
      ' ',
      '\u2019',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fragment).map((parts) => parts.join('')),
        ),
        (text) => {
          const result = parseFilter(text);
          if (!result.ok) {
            expect(result.error.position).toBeGreaterThanOrEqual(0);
            expect(result.error.position).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });

  it.each(['(', '!', '-not '])('takes %s nested up to the limit and refuses it beyond', (opening) => {
    const nest = (levels: number): string => `${opening.repeat(levels)}Name -eq 'a'${opening === '(' ? ')'.repeat(levels) : ''}`;
    expect(parseFilter(nest(NESTING_LIMIT)).ok).toBe(true);
    const beyond = parseFilter(nest(NESTING_LIMIT + 1));
    expect(beyond.ok).toBe(false);
    if (!beyond.ok) expect(beyond.error.message).toContain('nested deeper');
    expect(parseFilter(nest(200_000)).ok).toBe(false);
  });

  it('reads a filter of thousands of alternatives as one wide node', () => {
    const names = Array.from({ length: 5_000 }, (_, index) => eq('Name', `mailbox ${index}`));
    const text = names.map((node) => `(${printFilter(node)})`).join(' -or ');
    expect(text.length).toBeGreaterThan(100_000);
    expect(parsed(text)).toEqual(either(...names));
  });
});
