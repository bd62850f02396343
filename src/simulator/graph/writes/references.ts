import type { Links } from '../../state/links';
import type { TenantState } from '../../state/tenant-state';
import { done, failed, GRAPH_ERRORS, type GraphError, type Outcome } from '../graph-errors';
import { findDirectoryObject, type DirectoryObject } from '../routes/directory-objects';
import { isRecord } from './body-shapes';
import { WRITE_ERRORS } from './write-errors';
import { DONE, failure, type WriteAnswer, type WriteContext } from './write-route';

/** The sets of the directory that a reference may name, with the type that it then has to be. */
const SETS: Readonly<Record<string, string | null>> = {
  directoryobjects: null,
  users: 'user',
  groups: 'group',
  serviceprincipals: 'servicePrincipal',
  applications: 'application',
  contacts: 'orgContact',
};
const HOSTS: readonly string[] = ['graph.microsoft.com', 'graph.microsoft.us', 'dod-graph.microsoft.us', 'microsoftgraph.chinacloudapi.cn'];

/** Which objects a relationship takes. */
export interface LinkRule {
  readonly links: Links;
  /** The name of the relationship: `members`, `owners`. */
  readonly property: string;
  readonly types: readonly string[];
}

/** `POST …/members/$ref`: links an object by its address. https://learn.microsoft.com/graph/api/group-post-members */
export function addReference(context: WriteContext, holderId: string, rule: LinkRule): WriteAnswer {
  const target = readReference(context);
  if (!target.ok) return failure(target.error);
  const problem = linkProblem(holderId, target.value, rule);
  if (problem !== null) return failure(problem);
  rule.links.add(holderId, target.value.id);
  return DONE;
}

/** `DELETE …/members/{id}/$ref`. */
export function removeReference(holderId: string, memberId: string, rule: LinkRule): WriteAnswer {
  return rule.links.remove(holderId, memberId) ? DONE : failure(GRAPH_ERRORS.notFound(memberId));
}

/** Why an object cannot be linked; null where it can. */
export function linkProblem(holderId: string, target: DirectoryObject, rule: LinkRule): GraphError | null {
  if (!rule.types.includes(target.type.name)) return WRITE_ERRORS.wrongMember(rule.property);
  if (rule.links.has(holderId, target.id)) return WRITE_ERRORS.alreadyLinked(rule.property);
  return target.id.toLowerCase() === holderId.toLowerCase() ? WRITE_ERRORS.wrongMember(rule.property) : null;
}

/** The object that the body of a reference names. */
function readReference({ state, body, origin }: WriteContext): Outcome<DirectoryObject> {
  if (!isRecord(body)) return failed(body === null || body === undefined ? WRITE_ERRORS.noBody() : WRITE_ERRORS.notAnObject());
  const { '@odata.id': address, ...rest } = body;
  const [other] = Object.keys(rest);
  if (other !== undefined) return failed(WRITE_ERRORS.unknownProperty(other, 'ReferenceCreate'));
  return typeof address === 'string' ? objectAt(state, address, origin) : failed(WRITE_ERRORS.badReference());
}

/** The object at an address of Graph, `https://graph.microsoft.com/v1.0/directoryObjects/{id}`. */
export function objectAt(state: TenantState, address: string, origin: string): Outcome<DirectoryObject> {
  const path = pathIn(address, origin);
  const [, set = '', id = ''] = /^\/(?:v1\.0|beta)\/([A-Za-z]+)\/([^/]+)$/.exec(path ?? '') ?? [];
  const wanted = SETS[set.toLowerCase()];
  if (wanted === undefined) return failed(WRITE_ERRORS.badReference());
  const found = state.replication.isVisible(id, 'objects') ? findDirectoryObject(state, id) : undefined;
  if (!found || (wanted !== null && found.type.name !== wanted)) return failed(GRAPH_ERRORS.notFound(id));
  return done(found);
}

function pathIn(address: string, origin: string): string | null {
  try {
    const url = new URL(address);
    const ours = url.origin === new URL(origin).origin || (url.protocol === 'https:' && HOSTS.includes(url.host));
    return ours && url.search === '' && url.hash === '' ? decodeURIComponent(url.pathname) : null;
  } catch {
    return null;
  }
}
