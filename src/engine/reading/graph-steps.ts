import type { SourcePath } from '../../shared/domain/collection/sources';
import { err, ok, type Result } from '../../shared/domain/result';
import { readCollection, readPage } from './graph-pages';
import type { ReadFailure } from './read-failure';
import { partName, type ReadingContext } from './reading-context';
import { textIn, textsIn, valueIn, type Row } from './row-reader';
import { pathOf, RESOURCE_APP_IDS } from './sources-table';
import type { Step } from './steps';

/** Lists that are read page by page as they stand. */
const PLAIN: readonly SourcePath[] = [
  'graph.oauth2PermissionGrants',
  'graph.directoryRoleAssignments',
  'graph.directoryRoleEligibilities',
  'graph.signInActivities',
  'graph.credentialSignInActivities',
];

/** Lists whose owners come along. */
const OWNED: readonly SourcePath[] = ['graph.applications', 'graph.servicePrincipals', 'graph.groups'];

/** Lists that the directory counts as well. https://learn.microsoft.com/graph/aad-advanced-queries */
const COUNTED: readonly SourcePath[] = ['graph.users', 'graph.administrativeUnits'];

/** What is read from Microsoft Graph by pages. */
export const GRAPH_STEPS: readonly Step[] = [
  unlessDone('graph.resources', readResources),
  ...OWNED.map((source) => unlessDone(source, (context) => readOwned(context, source))),
  { sources: ['graph.owners'], run: () => Promise.resolve() },
  ...COUNTED.map((source) => unlessDone(source, (context) => readCounted(context, source))),
  ...PLAIN.map((source) => unlessDone(source, (context) => readPlain(context, source))),
  { sources: ['graph.appRoleAssignments'], run: readAssignments },
  unlessDone('graph.federatedIdentityCredentials', readFederatedCredentials),
  unlessDone('graph.appManagementPolicies', readManagementPolicies),
  unlessDone('graph.authorizationPolicy', readAuthorizationPolicy),
];

/** A step whose source an earlier run read in full has nothing to do. */
function unlessDone(source: SourcePath, run: Step['run']): Step {
  return { sources: [source], run: async (context) => (context.isDone(source) ? undefined : run(context)) };
}

async function readPlain(context: ReadingContext, source: SourcePath): Promise<void> {
  await context.end(source, await readList(context, source, pathOf(source)));
}

/** Compares what came with what the directory counts: a reader of a narrower scope gets fewer objects without any error. */
async function readCounted(context: ReadingContext, source: SourcePath): Promise<void> {
  const { graph, spool } = context.parts;
  const [counted, read] = await Promise.all([countOf(context, source), readList(context, source, pathOf(source))]);
  if (!read.ok || counted === null) return context.end(source, read);
  const { count } = spool.part(source);
  if (count >= counted) return context.end(source, read);
  // Objects that were removed meanwhile are no gap: a second look decides.
  const again = await graph.count(pathOf(source, 1));
  const missing = again.ok && count >= again.value ? 0 : counted - count;
  return context.end(source, read, missing > 0 ? `scope of the reader: ${count} of ${counted} came` : null);
}

async function countOf(context: ReadingContext, source: SourcePath): Promise<number | null> {
  const counted = await context.parts.graph.count(pathOf(source, 1));
  if (!counted.ok) return null;
  context.parts.spool.mark(source, { total: counted.value });
  return counted.value;
}

async function readOwned(context: ReadingContext, source: SourcePath): Promise<void> {
  const owners = partName('graph.owners', source);
  await readCounted(context, source);
  const { state, reason } = context.parts.spool.part(source);
  await context.end(owners, state === 'complete' ? ok(null) : err({ kind: 'refused', reason: `${source}: ${reason ?? 'not read'}` }));
}

/** Reads a list into its part; owners that came along go into theirs. */
async function readList(
  context: ReadingContext,
  source: SourcePath,
  path: string,
  part: string = source,
): Promise<Result<null, ReadFailure>> {
  const { graph, spool } = context.parts;
  const owners = OWNED.includes(source) ? partName('graph.owners', source) : null;
  return readCollection(graph, {
    path,
    cursor: spool.part(part).cursor,
    onPage: async (items, next) => {
      if (owners !== null) await context.add(owners, items.flatMap(ownersOf));
      await context.add(part, items, { cursor: next });
    },
    onRestart: async () => {
      if (owners !== null) await context.restart(owners);
      await context.restart(part);
    },
  });
}

function ownersOf(item: unknown): readonly Row[] {
  const owners = valueIn(item, 'owners');
  const ownerIds = Array.isArray(owners) ? owners.map((owner) => textIn(owner, 'id')).filter((id) => id !== '') : [];
  return ownerIds.length === 0 ? [] : [{ objectId: textIn(item, 'id'), ownerIds }];
}

/** The two resources, each by its app id. A tenant without Exchange Online has one of them. */
async function readResources(context: ReadingContext): Promise<void> {
  const part = 'graph.resources';
  await context.restart(part);
  for (const appId of RESOURCE_APP_IDS) {
    const outcome = await context.parts.graph.get(pathOf(part, 0, appId));
    if (!outcome.ok && outcome.error.kind !== 'notFound') return context.end(part, outcome);
    if (outcome.ok) await context.add(part, [outcome.value]);
  }
  return context.end(part, ok(null));
}

async function readAssignments(context: ReadingContext): Promise<void> {
  const { spool } = context.parts;
  const source = 'graph.appRoleAssignments';
  const resources = spool.part('graph.resources');
  if (resources.state !== 'complete') {
    return context.end(source, err({ kind: 'refused', reason: `the resources were not read: ${resources.reason ?? 'unknown'}` }));
  }
  for await (const row of spool.rows('graph.resources')) {
    const part = partName(source, textIn(row, 'appId'));
    if (!context.isDone(part)) await context.end(part, await readList(context, source, pathOf(source, 0, textIn(row, 'id')), part));
  }
}

async function readFederatedCredentials(context: ReadingContext): Promise<void> {
  const part = 'graph.federatedIdentityCredentials';
  const outcome = await readCollection(context.parts.graph, {
    path: pathOf(part),
    cursor: context.parts.spool.part(part).cursor,
    onPage: (items, next) => context.add(part, items.flatMap(credentialsOf), { cursor: next }),
    onRestart: () => context.restart(part),
  });
  await context.end(part, outcome);
}

function credentialsOf(application: unknown): readonly Row[] {
  const credentials = valueIn(application, 'federatedIdentityCredentials');
  const rows = Array.isArray(credentials) ? (credentials as readonly Row[]) : [];
  return rows.map((row) => ({ applicationId: textIn(application, 'id'), ...row }));
}

/** The tenant's own policy, then those of some apps with what they apply to. */
async function readManagementPolicies(context: ReadingContext): Promise<void> {
  const part = 'graph.appManagementPolicies';
  const { graph } = context.parts;
  await context.restart(part);
  const usual = await graph.get(pathOf(part));
  if (!usual.ok) return context.end(part, usual);
  await context.add(part, [{ ...(usual.value as Row), isDefault: true }]);
  const policies: Row[] = [];
  const listed = await readCollection(graph, {
    path: pathOf(part, 1),
    cursor: null,
    onPage: (items) => {
      policies.push(...(items as readonly Row[]));
      return Promise.resolve();
    },
    onRestart: () => {
      policies.length = 0;
      return Promise.resolve();
    },
  });
  if (!listed.ok) return context.end(part, listed);
  for (const policy of policies) {
    const appliesTo: string[] = [];
    const path = pathOf(part, 2, textIn(policy, 'id'));
    const read = await readCollection(graph, {
      path,
      cursor: null,
      onPage: (items) => {
        appliesTo.push(...items.map((item) => textIn(item, 'id')).filter((id) => id !== ''));
        return Promise.resolve();
      },
      onRestart: () => {
        appliesTo.length = 0;
        return Promise.resolve();
      },
    });
    if (!read.ok && read.error.kind !== 'notFound') return context.end(part, read);
    if (read.ok) await context.add(part, [{ ...policy, isDefault: false, appliesTo }]);
  }
  return context.end(part, ok(null));
}

/** One object; where a tenant answers a list of it, the first one counts. */
async function readAuthorizationPolicy(context: ReadingContext): Promise<void> {
  const part = 'graph.authorizationPolicy';
  await context.restart(part);
  const outcome = await context.parts.graph.get(pathOf(part));
  if (outcome.ok) {
    const page = Array.isArray(valueIn(outcome.value, 'value')) ? readPage(outcome.value) : null;
    await context.add(part, page?.ok ? page.value.items.slice(0, 1) : [outcome.value]);
  }
  await context.end(part, outcome);
}

/** The name and the first domain of the tenant. */
export function readOrganization(body: unknown): { readonly displayName: string | null; readonly defaultDomain: string | null } {
  const page = readPage(body);
  const organization = page.ok ? page.value.items[0] : undefined;
  const domains = valueIn(organization, 'verifiedDomains');
  const first = Array.isArray(domains) ? domains.find((domain) => valueIn(domain, 'isDefault') === true) : undefined;
  return { displayName: textsIn(organization, 'displayName')[0] ?? null, defaultDomain: textsIn(first, 'name')[0] ?? null };
}
