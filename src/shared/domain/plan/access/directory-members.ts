import { CLOUDS } from '../../clouds/clouds';
import type { Reading } from '../../collection/reading';
import { pathPart, shown } from '../display-text';
import { added, memberAdded, memberRemoved, removed } from '../effects';
import { directoryMemberExists, unitMemberExists } from '../looks';
import { opposite } from '../look';
import type { Effect, Look, PlanStep } from '../plan.schema';
import { RIGHTS, type Requirement } from '../required-rights';
import { graphChange, stepId, stepOf, undoBy } from '../steps';
import { literal } from '../template';

/** What Graph keeps members of: a group, or an administrative unit. */
export interface DirectoryHolder {
  readonly kind: 'group' | 'unit';
  readonly id: string;
  readonly name: string;
}

/** An object of the directory that joins or leaves. */
export interface DirectoryMember {
  readonly id: string;
  readonly name: string;
}

/** The address of an object of the directory in the cloud of a reading, as the body of a reference has it. https://learn.microsoft.com/graph/api/group-post-members */
export function directoryObjectAddress(reading: Reading, id: string): string {
  const { cloud } = reading.collection.tenant;
  const known = Object.values(CLOUDS).find((item) => item.id !== 'demo' && item.collectionName === cloud) ?? CLOUDS.global;
  return `${known.graph}/v1.0/directoryObjects/${pathPart(id)}`;
}

interface Wording {
  readonly path: string;
  readonly rights: Requirement;
  readonly label: string;
  readonly exists: Look;
  readonly joins: readonly Effect[];
  readonly leaves: readonly Effect[];
}

function wordingOf(holder: DirectoryHolder, member: DirectoryMember): Wording {
  const [id, memberId] = [literal(holder.id), literal(member.id)];
  if (holder.kind === 'group') {
    return {
      path: `/v1.0/groups/${pathPart(holder.id)}/members`,
      rights: RIGHTS.directoryGroups,
      label: `"${shown(holder.name)}"`,
      exists: directoryMemberExists(holder, member),
      joins: [memberAdded('graph', id, memberId)],
      leaves: memberRemoved(id, memberId),
    };
  }
  const row = { administrativeUnitId: id, memberId };
  return {
    path: `/v1.0/directory/administrativeUnits/${pathPart(holder.id)}/members`,
    rights: RIGHTS.administrativeUnits,
    label: `the administrative unit "${shown(holder.name)}"`,
    exists: unitMemberExists(holder, member),
    joins: [added('graph.administrativeUnitMembers', row)],
    leaves: [removed('graph.administrativeUnitMembers', row)],
  };
}

/** Puts an object of the directory into a group or an administrative unit. */
export function joinStep(reading: Reading, holder: DirectoryHolder, member: DirectoryMember, why: string, group: string): PlanStep {
  const { path, rights, label, exists, joins } = wordingOf(holder, member);
  const name = shown(member.name);
  return stepOf({
    id: stepId('add-member', member.id),
    title: `Add ${name} to ${label}`,
    why,
    group,
    requires: rights,
    change: graphChange('POST', `${path}/$ref`, { '@odata.id': literal(directoryObjectAddress(reading, member.id)) }),
    verification: [exists],
    undo: undoBy(
      graphChange('DELETE', `${path}/${pathPart(member.id)}/$ref`),
      [opposite(exists, `${name} is not in ${label}.`)],
      `Takes ${name} out of ${label} again.`,
    ),
    settles: 'new-object',
    effects: [...joins],
  });
}

/** Takes an object of the directory out of a group or an administrative unit. */
export function leaveStep(
  reading: Reading,
  holder: DirectoryHolder,
  member: DirectoryMember,
  parts: { readonly why: string; readonly confirm: string; readonly group: string },
): PlanStep {
  const { path, rights, label, exists, leaves } = wordingOf(holder, member);
  const name = shown(member.name);
  return stepOf({
    id: stepId('remove-member', member.id),
    title: `Remove ${name} from ${label}`,
    why: parts.why,
    group: parts.group,
    requires: rights,
    change: graphChange('DELETE', `${path}/${pathPart(member.id)}/$ref`),
    verification: [opposite(exists, `${name} is not in ${label}.`)],
    undo: undoBy(
      graphChange('POST', `${path}/$ref`, { '@odata.id': literal(directoryObjectAddress(reading, member.id)) }),
      [exists],
      `Puts ${name} into ${label} again.`,
    ),
    settles: 'new-object',
    destructive: true,
    confirm: parts.confirm,
    effects: [...leaves],
  });
}
