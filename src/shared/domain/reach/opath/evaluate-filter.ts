import { not, type Verdict } from '../verdict';
import { addressForms, leafOf, passesTest, type FilterLeaf, type TextProperty, type TextTest } from './filter-leaf';
import type { FilterNode } from './filter-node';

/** A recipient as a filter sees it. */
export interface FilterSubject {
  /** Null or the empty text: the property is empty. Undefined: the record lacks it and so does every mailbox of the reading. */
  text(property: TextProperty): string | null | undefined;
  /** Undefined: the record lacks its addresses and so does every mailbox of the reading. */
  emailAddresses(): readonly string[] | undefined;
  /** Direct membership only; unknown for a name that no group of the reading has. */
  memberOfGroup(distinguishedName: string): Verdict;
}

/** A filter ready to be evaluated on many recipients. */
export type CompiledFilter = (subject: FilterSubject) => Verdict;

const verdictOf = (yes: boolean): Verdict => (yes ? 'yes' : 'no');

/** "Any of them"; a recipient without addresses has the empty one. */
function testAddresses(test: TextTest, addresses: readonly string[]): boolean {
  const present = addresses.filter((address) => address !== '');
  if (present.length === 0) return passesTest(test, '');
  return present.some((address) => addressForms(address).some((form) => passesTest(test, form)));
}

function compilePositive(leaf: FilterLeaf): CompiledFilter {
  switch (leaf.kind) {
    case 'unknown':
      return () => 'unknown';
    case 'text':
      return (subject) => {
        const value = subject.text(leaf.property);
        return value === undefined ? 'unknown' : verdictOf(passesTest(leaf.test, (value ?? '').toLowerCase()));
      };
    case 'addresses':
      return (subject) => {
        const addresses = subject.emailAddresses();
        return addresses === undefined ? 'unknown' : verdictOf(testAddresses(leaf.test, addresses));
      };
    case 'group':
      return (subject) => subject.memberOfGroup(leaf.distinguishedName);
  }
}

/** Turns a filter into a function. Three-valued: what cannot be evaluated is unknown, and only what depends on it. */
export function compileFilter(node: FilterNode): CompiledFilter {
  if (node.kind === 'comparison') {
    const leaf = leafOf(node);
    const positive = compilePositive(leaf);
    return leaf.kind !== 'unknown' && leaf.negated ? (subject) => not(positive(subject)) : positive;
  }
  if (node.kind === 'not') {
    const operand = compileFilter(node.operand);
    return (subject) => not(operand(subject));
  }
  const operands = node.operands.map(compileFilter);
  // One verdict decides a chain at once: no decides an and, yes decides an or.
  const [deciding, neutral]: readonly [Verdict, Verdict] = node.kind === 'and' ? ['no', 'yes'] : ['yes', 'no'];
  return (subject) => {
    let verdict: Verdict = neutral;
    for (const operand of operands) {
      const next = operand(subject);
      if (next === deciding) return deciding;
      if (next === 'unknown') verdict = 'unknown';
    }
    return verdict;
  };
}

/** Whether one recipient is in a filter. */
export function evaluateFilter(node: FilterNode, subject: FilterSubject): Verdict {
  return compileFilter(node)(subject);
}
