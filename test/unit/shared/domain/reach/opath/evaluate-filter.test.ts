import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFilter, type FilterSubject } from '../../../../../../src/shared/domain/reach/opath/evaluate-filter';
import type { TextProperty } from '../../../../../../src/shared/domain/reach/opath/filter-leaf';
import type { FilterNode } from '../../../../../../src/shared/domain/reach/opath/filter-node';
import { parseFilter } from '../../../../../../src/shared/domain/reach/opath/parse-filter';
import type { Verdict } from '../../../../../../src/shared/domain/reach/verdict';
import { commonComparison, commonFilter, recipient, type RecipientFacts } from './filter-arbitraries';

const SALES_GROUP = 'CN=Sales,OU=contoso,DC=example,DC=com';

const VALUES: Readonly<Partial<Record<TextProperty, string | null | undefined>>> = {
  Name: "Pat O'Neil",
  DisplayName: 'Pat',
  Department: 'Sales',
  Company: '',
  Office: null,
  City: undefined,
  RecipientTypeDetails: 'SharedMailbox',
  CustomAttribute1: 'crm*',
  CustomAttribute15: 'True',
};

const pat: FilterSubject = {
  text: (property) => VALUES[property],
  emailAddresses: () => ['SMTP:pat@contoso.com', 'smtp:sales@contoso.com', 'X500:/o=Contoso/cn=pat'],
  memberOfGroup: (name) => (name === SALES_GROUP ? 'yes' : name === 'CN=Legal' ? 'no' : 'unknown'),
};

function verdict(text: string, subject: FilterSubject = pat): Verdict {
  const filter = parseFilter(text);
  if (!filter.ok) throw new Error(`${text}: ${filter.error.message}`);
  return evaluateFilter(filter.value, subject);
}

const CASES: readonly (readonly [filter: string, verdict: Verdict])[] = [
  ["Department -eq 'sales'", 'yes'],
  ["DEPARTMENT -EQ 'Sales'", 'yes'],
  ["Department -eq 'Sale'", 'no'],
  ["Department -ne 'SALES'", 'no'],
  ["Department -ne 'Legal'", 'yes'],
  ["Name -eq 'pat o''neil'", 'yes'],
  ["Department -like 'Sa*'", 'yes'],
  ["Department -like '*LES'", 'yes'],
  ["Department -like '*al*'", 'yes'],
  ["Department -like 'al*'", 'no'],
  ["Department -like 'Sales'", 'yes'],
  ["Department -like 'Sales*'", 'yes'],
  ["Department -like '*Sales*'", 'yes'],
  ["Department -notlike 'L*'", 'yes'],
  ["Department -notlike 'S*'", 'no'],
  ["Department -like '*'", 'yes'],
  ["Company -like '*'", 'no'],
  ["Company -like '**'", 'no'],
  ["Department -like 'S*s'", 'unknown'],
  ["Department -like '*a*e*'", 'unknown'],
  ["Department -notlike 'S*s'", 'unknown'],
  ["CustomAttribute1 -eq 'CRM*'", 'yes'],
  ["CustomAttribute1 -eq 'crm'", 'no'],
  ["Department -eq 'S*'", 'no'],
  ['Company -eq $null', 'yes'],
  ['Office -eq $null', 'yes'],
  ["Office -eq ''", 'yes'],
  ["Company -ne 'x'", 'yes'],
  ["Office -notlike 'x*'", 'yes'],
  ["Office -like 'x*'", 'no'],
  ['Department -ne $null', 'yes'],
  ['Department -eq $null', 'no'],
  ['CustomAttribute15 -eq $true', 'yes'],
  ['CustomAttribute15 -eq $false', 'no'],
  ["City -eq 'Oslo'", 'unknown'],
  ["City -ne 'Oslo'", 'unknown'],
  ['City -eq $null', 'unknown'],
  ['HiddenFromAddressListsEnabled -eq $true', 'unknown'],
  ["RecipientType -eq 'UserMailbox'", 'unknown'],
  ["Department -gt 'A'", 'unknown'],
  ["Department -contains 'Sales'", 'unknown'],
  ["-not Department -match 'Sales'", 'unknown'],
  ["EmailAddresses -eq 'pat@contoso.com'", 'yes'],
  ["EmailAddresses -eq 'smtp:PAT@contoso.com'", 'yes'],
  ["EmailAddresses -eq 'sales@contoso.com'", 'yes'],
  ["EmailAddresses -eq 'sip:pat@contoso.com'", 'no'],
  ["EmailAddresses -eq '/o=contoso/cn=pat'", 'yes'],
  ["EmailAddresses -like '*@contoso.com'", 'yes'],
  ["EmailAddresses -like 'sales@*'", 'yes'],
  ["EmailAddresses -like 'smtp:sales@*'", 'yes'],
  ["EmailAddresses -like '*@fabrikam.com'", 'no'],
  ["EmailAddresses -ne 'pat@contoso.com'", 'no'],
  ["EmailAddresses -ne 'nobody@contoso.com'", 'yes'],
  ["EmailAddresses -notlike '*@contoso.com'", 'no'],
  ['EmailAddresses -eq $null', 'no'],
  ["EmailAddresses -like '*'", 'yes'],
  [`MemberOfGroup -eq '${SALES_GROUP}'`, 'yes'],
  [`MemberOfGroup -ne '${SALES_GROUP}'`, 'no'],
  ["MemberOfGroup -eq 'CN=Legal'", 'no'],
  ["MemberOfGroup -ne 'CN=Legal'", 'yes'],
  ["MemberOfGroup -eq 'CN=Gone'", 'unknown'],
  ["MemberOfGroup -ne 'CN=Gone'", 'unknown'],
  ["MemberOfGroup -like 'CN=S*'", 'unknown'],
  ['MemberOfGroup -eq $null', 'unknown'],
  ["Department -eq 'Sales' -or City -eq 'Oslo'", 'yes'],
  ["Department -eq 'Legal' -or City -eq 'Oslo'", 'unknown'],
  ["Department -eq 'Legal' -and City -eq 'Oslo'", 'no'],
  ["City -eq 'Oslo' -and Department -eq 'Legal'", 'no'],
  ["Department -eq 'Sales' -and City -eq 'Oslo'", 'unknown'],
  ["-not (City -eq 'Oslo')", 'unknown'],
  ["-not Department -eq 'Legal' -and DisplayName -eq 'Pat'", 'yes'],
  ["Department -eq 'Sales' -or Department -eq 'Legal' -and Department -eq 'Nowhere'", 'yes'],
];

function subjectOf(facts: RecipientFacts): FilterSubject {
  return {
    text: (property) => facts.texts[property],
    emailAddresses: () => facts.addresses,
    memberOfGroup: () => facts.group,
  };
}

const negation = (operand: FilterNode): FilterNode => ({ kind: 'not', operand });
const chain = (kind: 'and' | 'or', ...operands: FilterNode[]): FilterNode => ({ kind, operands });
const opposite: Readonly<Record<string, string>> = { eq: 'ne', ne: 'eq', like: 'notlike', notlike: 'like' };

/** Replaces each unknown comparison by one that is yes or no, as the choices say. */
function settle(node: FilterNode, subject: FilterSubject, choices: readonly boolean[]): FilterNode {
  let next = 0;
  const settleNode = (current: FilterNode): FilterNode => {
    if (current.kind === 'not') return negation(settleNode(current.operand));
    if (current.kind !== 'comparison') return { kind: current.kind, operands: current.operands.map(settleNode) };
    if (evaluateFilter(current, subject) !== 'unknown') return current;
    next += 1;
    return { kind: 'comparison', property: 'DisplayName', operator: choices[next % choices.length] ? 'eq' : 'ne', value: null };
  };
  return settleNode(node);
}

describe('evaluateFilter', () => {
  it.each(CASES)('%s is %s', (filter, expected) => {
    expect(verdict(filter)).toBe(expected);
  });

  it('finds an empty list of addresses empty and an unread one unknown', () => {
    const without = { ...pat, emailAddresses: () => [] };
    const unread = { ...pat, emailAddresses: () => undefined };
    expect(verdict('EmailAddresses -eq $null', without)).toBe('yes');
    expect(verdict("EmailAddresses -like '*'", without)).toBe('no');
    expect(verdict("EmailAddresses -ne 'x'", without)).toBe('yes');
    expect(verdict("EmailAddresses -eq 'x'", unread)).toBe('unknown');
    expect(verdict("EmailAddresses -ne 'x'", unread)).toBe('unknown');
  });

  it('gives a double negation the verdict of its operand', () => {
    fc.assert(
      fc.property(commonFilter, recipient, (node, facts) => {
        const subject = subjectOf(facts);
        expect(evaluateFilter(negation(negation(node)), subject)).toBe(evaluateFilter(node, subject));
      }),
    );
  });

  it('obeys the laws of De Morgan', () => {
    fc.assert(
      fc.property(commonFilter, commonFilter, recipient, (left, right, facts) => {
        const subject = subjectOf(facts);
        expect(evaluateFilter(negation(chain('and', left, right)), subject)).toBe(
          evaluateFilter(chain('or', negation(left), negation(right)), subject),
        );
        expect(evaluateFilter(negation(chain('or', left, right)), subject)).toBe(
          evaluateFilter(chain('and', negation(left), negation(right)), subject),
        );
      }),
    );
  });

  it('takes -ne and -notlike as the negation of -eq and -like', () => {
    fc.assert(
      fc.property(commonComparison, recipient, (comparison, facts) => {
        const operator = opposite[comparison.operator];
        fc.pre(operator !== undefined);
        const subject = subjectOf(facts);
        expect(evaluateFilter({ ...comparison, operator }, subject)).toBe(evaluateFilter(negation(comparison), subject));
      }),
    );
  });

  it('never contradicts itself when something unknown becomes known', () => {
    fc.assert(
      fc.property(commonFilter, recipient, fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), (node, facts, choices) => {
        const subject: FilterSubject = {
          ...subjectOf(facts),
          text: (property) => (property === 'DisplayName' ? null : facts.texts[property]),
        };
        const before = evaluateFilter(node, subject);
        const after = evaluateFilter(settle(node, subject, choices), subject);
        expect(after).not.toBe('unknown');
        if (before !== 'unknown') expect(after).toBe(before);
      }),
    );
  });
});
