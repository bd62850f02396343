import { err, ok, type Result } from '../../result';
import { printFilter } from '../../reach/opath/filter-node';
import { parseFilter } from '../../reach/opath/parse-filter';
import { plainName, shown } from '../display-text';
import { exchangeLook } from '../look';
import type { Look } from '../plan.schema';
import type { Answers, PlanProblem } from '../questions.schema';
import { textAnswer, type PlanGroup, type Sight } from '../subjects';
import { literal } from '../template';
import { newGroupDefaults, type ScopeOwner } from './scope-questions';
import { SCOPE_NAME_LIMIT, type NewGroup } from './scope-steps';

/** The group that the answers say to make, or what is wrong with its name and address. */
export function readNewGroup(sight: Sight, owner: ScopeOwner, answers: Answers): Result<NewGroup, readonly PlanProblem[]> {
  const { reading, engine } = sight;
  const problems: PlanProblem[] = [];
  const defaults = newGroupDefaults(sight, owner);
  const name = textAnswer(answers, 'groupName') || defaults.name;
  const address = textAnswer(answers, 'groupAddress') || defaults.address;
  const isTaken = (text: string): boolean => engine.groups.byText(text) !== undefined || reading.principals.match(text).kind !== 'none';
  // Its distinguished name becomes part of a filter: no quotation mark may be in it.
  if (name === '' || name !== plainName(name, SCOPE_NAME_LIMIT)) {
    problems.push({
      question: 'groupName',
      message: `The name of the group has letters, digits, spaces, dots, hyphens and underscores, up to ${SCOPE_NAME_LIMIT} characters.`,
    });
  } else if (isTaken(name)) {
    problems.push({
      question: 'groupName',
      message: `The name "${shown(name)}" is in use. Choose another one, or use the group that has it.`,
    });
  }
  if (!/^[a-z0-9][a-z0-9._-]{0,62}@[a-z0-9][a-z0-9.-]*\.[a-z]{2,}$/i.test(address)) {
    problems.push({ question: 'groupAddress', message: 'The address of the group is a mail address of a domain of this organization.' });
  } else if (isTaken(address)) {
    problems.push({
      question: 'groupAddress',
      message: `The address ${shown(address)} is in use. Choose another one, or use the group that has it.`,
    });
  }
  return problems.length > 0 ? err(problems) : ok({ id: 'group', name, address });
}

/** A filter as it is sent: parsed and written anew, so that what is evaluated here and what is sent are the same. */
export function readFilter(text: string): Result<string, PlanProblem> {
  if (text === '') return err({ question: 'filter', message: 'Say which mailboxes, as a filter.' });
  const parsed = parseFilter(text);
  if (parsed.ok) return ok(printFilter(parsed.value));
  return err({
    question: 'filter',
    message: `The filter cannot be read: ${parsed.error.message} (character ${parsed.error.position + 1}).`,
  });
}

/** A group that a scope rests on is the one that was read. */
export function groupIsThere(group: PlanGroup): Look {
  return exchangeLook(
    group.facts.kind === 'microsoft365' ? 'Get-UnifiedGroup' : 'Get-DistributionGroup',
    { Identity: literal(group.id) },
    {
      where: { DistinguishedName: literal(group.exchange?.DistinguishedName ?? '') },
      says: `The group "${shown(group.name)}" is the one that was read.`,
    },
  );
}
