import fc from 'fast-check';
import { LISTED_PROPERTIES, type TextProperty } from '../../../../../../src/shared/domain/reach/opath/filter-leaf';
import type { FilterComparison, FilterNode } from '../../../../../../src/shared/domain/reach/opath/filter-node';

/** Texts that are hard to quote or to compare. */
const awkwardText = fc.oneof(
  fc.string(),
  fc.constantFrom('', "'", "''", '"', '*', '**', '*a*', 'a*b', "O'Neil", '\u2018\u2019', '$null', '-and', '(', 'SMTP:a@b.c', '\u0130'),
);

/** Few texts, so that comparisons often match. */
const commonText = fc.constantFrom('', 'a', 'A', 'b', 'ab', 'smtp:a', 'SMTP:B', 'x500:ab', '*', 'a*', '*b', '*a*', 'a*b');

/** Any comparison that can be written. */
const anyComparison: fc.Arbitrary<FilterComparison> = fc.record({
  kind: fc.constant('comparison' as const),
  property: fc.oneof(fc.constantFrom(...LISTED_PROPERTIES), fc.stringMatching(/^[A-Za-z_]\w{0,12}$/)),
  operator: fc.oneof(
    fc.constantFrom('eq', 'ne', 'like', 'notlike'),
    fc.stringMatching(/^[a-z]{1,8}$/).filter((operator) => !['and', 'or', 'not'].includes(operator)),
  ),
  value: fc.oneof(awkwardText, fc.boolean(), fc.constant(null)),
});

/** Comparisons of which most can be evaluated, on few properties and values. */
export const commonComparison: fc.Arbitrary<FilterComparison> = fc.record({
  kind: fc.constant('comparison' as const),
  property: fc.constantFrom('Name', 'department', 'City', 'EmailAddresses', 'MemberOfGroup', 'Unlisted'),
  operator: fc.constantFrom('eq', 'ne', 'like', 'notlike', 'EQ', 'gt').map((operator) => operator.toLowerCase()),
  value: fc.oneof({ weight: 6, arbitrary: commonText }, fc.boolean(), fc.constant(null)),
});

/** Trees over the given comparisons, with chains of two operands and more. */
export function filtersOf(comparison: fc.Arbitrary<FilterComparison>): fc.Arbitrary<FilterNode> {
  return fc.letrec<{ node: FilterNode }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      comparison,
      fc.record({ kind: fc.constant('not' as const), operand: tie('node') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('node'), { minLength: 2, maxLength: 4 }),
      }),
    ),
  })).node;
}

/** Any filter that can be written. */
export const anyFilter = filtersOf(anyComparison);

/** Filters of which most comparisons can be evaluated. */
export const commonFilter = filtersOf(commonComparison);

/** A recipient as data, for tests. */
export interface RecipientFacts {
  readonly texts: Readonly<Partial<Record<TextProperty, string | null>>>;
  readonly addresses: readonly string[] | undefined;
  readonly group: 'yes' | 'no' | 'unknown';
}

const factText = fc.option(fc.constantFrom('', 'a', 'A', 'b', 'Ab', 'abc'), { nil: null });

/** Recipients with few values: a property that is absent is one that no mailbox has. */
export const recipient: fc.Arbitrary<RecipientFacts> = fc.record({
  texts: fc.record({ Name: factText, Department: factText, City: factText }, { requiredKeys: [] }),
  addresses: fc.option(fc.array(fc.constantFrom('', 'SMTP:a', 'smtp:Ab', 'X500:ab', 'b', 'sip:'), { maxLength: 3 }), { nil: undefined }),
  group: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
});
