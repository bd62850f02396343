import { describe, expect, it } from 'vitest';
import {
  addressForms,
  groupsUsed,
  leafOf,
  propertiesUsed,
  unknownReasons,
  type FilterLeaf,
} from '../../../../../../src/shared/domain/reach/opath/filter-leaf';
import type { FilterNode } from '../../../../../../src/shared/domain/reach/opath/filter-node';
import { parseFilter } from '../../../../../../src/shared/domain/reach/opath/parse-filter';

function parsed(text: string): FilterNode {
  const filter = parseFilter(text);
  if (!filter.ok) throw new Error(filter.error.message);
  return filter.value;
}

const LEAVES: readonly (readonly [text: string, leaf: FilterLeaf])[] = [
  ["name -eq 'A'", { kind: 'text', property: 'Name', test: { kind: 'equals', text: 'a' }, negated: false }],
  ["customattribute15 -ne ''", { kind: 'text', property: 'CustomAttribute15', test: { kind: 'empty' }, negated: true }],
  ["City -like 'A*'", { kind: 'text', property: 'City', test: { kind: 'startsWith', text: 'a' }, negated: false }],
  ["City -like '*A'", { kind: 'text', property: 'City', test: { kind: 'endsWith', text: 'a' }, negated: false }],
  ["City -notlike '*A*'", { kind: 'text', property: 'City', test: { kind: 'contains', text: 'a' }, negated: true }],
  ["City -like '*'", { kind: 'text', property: 'City', test: { kind: 'present' }, negated: false }],
  ["EmailAddresses -eq 'A@B'", { kind: 'addresses', test: { kind: 'equals', text: 'a@b' }, negated: false }],
  ["MemberOfGroup -ne 'CN=A'", { kind: 'group', distinguishedName: 'CN=A', negated: true }],
];

describe('leafOf', () => {
  it.each(LEAVES)('understands %s', (text, leaf) => {
    const node = parsed(text);
    if (node.kind !== 'comparison') throw new Error('expected one comparison');
    expect(leafOf(node)).toEqual(leaf);
  });
});

describe('what a filter uses', () => {
  const node = parsed(
    "(department -eq 'a' -or Department -like 'b*') -and -not (MemberOfGroup -eq 'CN=X' -or MemberOfGroup -ne 'cn=x') -and Size -gt '5' -and City -gt 'x'",
  );

  it('names each listed property once', () => {
    expect([...propertiesUsed(node)]).toEqual(['Department', 'MemberOfGroup', 'City']);
  });

  it('names each group once', () => {
    expect(groupsUsed(node)).toEqual(['cn=x']);
  });

  it('says why comparisons cannot be evaluated', () => {
    expect(unknownReasons(node)).toEqual(['the property Size is not part of a reading', 'the operator -gt is not evaluated']);
  });
});

describe('addressForms', () => {
  it.each([
    ['SMTP:Pat@contoso.com', ['smtp:pat@contoso.com', 'pat@contoso.com']],
    ['pat@contoso.com', ['pat@contoso.com']],
    ['X500:/o=C:x', ['x500:/o=c:x', '/o=c:x']],
    ['sip:', ['sip:']],
    ['', ['']],
  ])('of %j are %j', (address, forms) => {
    expect(addressForms(address)).toEqual(forms);
  });
});
