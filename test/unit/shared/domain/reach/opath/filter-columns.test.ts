import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitSetOf, hasBit, intersects, membersOf } from '../../../../../../src/shared/domain/reach/bit-set';
import { compileFilter } from '../../../../../../src/shared/domain/reach/opath/evaluate-filter';
import { createFilterColumns, evaluateFilterOverColumns } from '../../../../../../src/shared/domain/reach/opath/filter-columns';
import { parseFilter } from '../../../../../../src/shared/domain/reach/opath/parse-filter';
import { commonFilter, recipient, type RecipientFacts } from './filter-arbitraries';

function columnsOf(recipients: readonly RecipientFacts[]): ReturnType<typeof createFilterColumns> {
  const size = recipients.length;
  const rowsWith = (group: RecipientFacts['group']): number[] => [...recipients.keys()].filter((row) => recipients[row]?.group === group);
  return createFilterColumns({
    size,
    text: (property, row) => recipients[row]?.texts[property],
    emailAddresses: (row) => recipients[row]?.addresses,
    memberOfGroup: () => ({ yes: bitSetOf(size, rowsWith('yes')), unknown: bitSetOf(size, rowsWith('unknown')) }),
  });
}

describe('evaluateFilterOverColumns', () => {
  it('answers as the evaluation of each recipient does', () => {
    fc.assert(
      fc.property(commonFilter, fc.array(recipient, { maxLength: 80 }), (node, recipients) => {
        const { yes, unknown } = evaluateFilterOverColumns(node, columnsOf(recipients));
        const evaluate = compileFilter(node);
        expect(intersects(yes, unknown)).toBe(false);
        const verdicts = recipients.map((_, row) => (hasBit(yes, row) ? 'yes' : hasBit(unknown, row) ? 'unknown' : 'no'));
        expect(verdicts).toEqual(
          recipients.map((facts) =>
            evaluate({
              text: (property) => facts.texts[property],
              emailAddresses: () => facts.addresses,
              memberOfGroup: () => facts.group,
            }),
          ),
        );
      }),
    );
  });

  it('finds values that share a beginning, and no others', () => {
    const names = ['sal', 'sales', 'Sales North', 'SALT', 'sam', 'sa', '', 'other'];
    const recipients = names.map((Name): RecipientFacts => ({ texts: { Name }, addresses: [], group: 'no' }));
    const filter = parseFilter("Name -like 'Sal*'");
    if (!filter.ok) throw new Error(filter.error.message);
    expect(membersOf(evaluateFilterOverColumns(filter.value, columnsOf(recipients)).yes)).toEqual([0, 1, 2, 3]);
  });

  it('reads each property once, however many filters use it', () => {
    const asked = new Map<string, number>();
    const columns = createFilterColumns({
      size: 3,
      text: (property) => {
        asked.set(property, (asked.get(property) ?? 0) + 1);
        return 'a';
      },
      emailAddresses: () => [],
      memberOfGroup: () => ({ yes: bitSetOf(3, []), unknown: bitSetOf(3, []) }),
    });
    for (const text of ["Name -eq 'a'", "Name -like 'a*' -or Name -like '*a'", 'City -eq $null']) {
      const filter = parseFilter(text);
      if (filter.ok) evaluateFilterOverColumns(filter.value, columns);
    }
    expect(Object.fromEntries(asked)).toEqual({ Name: 3, City: 3 });
  });

  it('has nobody where there is nobody', () => {
    const filter = parseFilter("-not Name -eq 'a'");
    if (!filter.ok) throw new Error(filter.error.message);
    expect(membersOf(evaluateFilterOverColumns(filter.value, columnsOf([])).yes)).toEqual([]);
  });
});
