import { randomUUID } from 'node:crypto';
import type { AdministrativeUnit } from '../../state/directory-types';
import type { TenantState } from '../../state/tenant-state';
import { viewAdministrativeUnit } from '../../views/graph-views';
import { entityType } from '../entity-types';
import { UNIT_BODY } from './bodies';
import { withUnit } from './lookups';
import { readBody } from './read-body';
import { addReference, removeReference, type LinkRule } from './references';
import { WRITE_ERRORS } from './write-errors';
import { DONE, failure, write, type WriteAnswer, type WriteContext, type WriteRoute } from './write-route';

const UNITS = '/directory/administrativeUnits';

/** Administrative units. https://learn.microsoft.com/graph/api/resources/administrativeunit */
export const UNIT_WRITES: readonly WriteRoute[] = [
  write('POST', UNITS, create),
  write('PATCH', `${UNITS}/{id}`, (context) =>
    withUnit(context, (row) => {
      const read = readBody<AdministrativeUnit>(context.body, UNIT_BODY, 'change');
      if (!read.ok) return failure(read.error);
      const changed = { ...row, ...read.value };
      if (!isRuled(changed)) return failure(WRITE_ERRORS.invalidValue('membershipRule'));
      context.state.administrativeUnits.replace(changed);
      return DONE;
    }),
  ),
  write('DELETE', `${UNITS}/{id}`, (context) =>
    withUnit(context, (row) => {
      context.state.unitMembers.removeObject(row.id);
      context.state.administrativeUnits.remove(row.id);
      return DONE;
    }),
  ),
  write('POST', `${UNITS}/{id}/members/$ref`, (context) =>
    withAssigned(context, (row) => addReference(context, row.id, membersRule(context.state))),
  ),
  write('DELETE', `${UNITS}/{id}/members/{id}/$ref`, (context) =>
    withAssigned(context, (row) => removeReference(row.id, context.ids[1] ?? '', membersRule(context.state))),
  ),
];

function create({ state, body }: WriteContext): WriteAnswer {
  const read = readBody<AdministrativeUnit>(body, UNIT_BODY, 'create');
  if (!read.ok) return failure(read.error);
  const { displayName = '', description = null, membershipType = 'Assigned', membershipRule = null } = read.value;
  const row: AdministrativeUnit = { id: randomUUID(), displayName, description, membershipType, membershipRule };
  if (!isRuled(row)) return failure(WRITE_ERRORS.invalidValue('membershipRule'));
  state.administrativeUnits.add(row);
  return {
    kind: 'created',
    type: entityType('administrativeUnit'),
    view: viewAdministrativeUnit(row),
    contextName: 'directory/administrativeUnits',
  };
}

/** A rule belongs to a dynamic unit, and to no other. */
function isRuled({ membershipType, membershipRule }: AdministrativeUnit): boolean {
  return (membershipType === 'Dynamic') === (membershipRule !== null && membershipRule.trim() !== '');
}

function withAssigned(context: WriteContext, use: (row: AdministrativeUnit) => WriteAnswer): WriteAnswer {
  return withUnit(context, (row) => (row.membershipType === 'Dynamic' ? failure(WRITE_ERRORS.dynamicGroup()) : use(row)));
}

/** https://learn.microsoft.com/graph/api/administrativeunit-post-members — devices too, which no tenant here has. */
function membersRule({ unitMembers }: TenantState): LinkRule {
  return { links: unitMembers, property: 'members', types: ['user', 'group'] };
}
