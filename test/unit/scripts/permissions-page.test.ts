import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { OTHER_CALLS, permissionsPage } from '../../../scripts/docs/permissions-page';
import { SOURCE_PLANS } from '../../../src/engine/reading/sources-table';
import { SOURCE_PATHS } from '../../../src/shared/domain/collection/sources';
import { CHANGE_CALLS } from '../../../src/shared/domain/readiness/change-calls';
import { CHANGE_FEATURES } from '../../../src/shared/domain/readiness/change-features';
import { FEATURE_IDS, FEATURES } from '../../../src/shared/domain/readiness/features';
import { GRAPH_NEEDS } from '../../../src/shared/domain/readiness/source-needs';
import { referenceFolder } from '../../support/reference';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/permissions.md'), 'utf8').replaceAll('\r\n', '\n');

interface Accepted {
  readonly least?: readonly string[];
  readonly leastFlagged?: readonly string[];
  readonly higher?: readonly string[];
}

type PathPermissions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The least permission of each call of Graph. */
const calls = [
  ...SOURCE_PATHS.flatMap((source) =>
    SOURCE_PLANS[source].requests.flatMap((request) =>
      request.api === 'graph' ? [{ path: request.path, permission: SOURCE_PLANS[source].permission }] : [],
    ),
  ),
  ...OTHER_CALLS,
];

/** Calls that the reference has no line for; the pages of Microsoft's API reference say what they need. */
const UNLISTED = [
  '/applications/$count',
  '/directory/administrativeunits',
  '/directory/administrativeunits/$count',
  '/directory/administrativeunits/{id}/members',
  '/groups/$count',
  '/me/transitivememberof/microsoft.graph.directoryrole',
  '/reports/appcredentialsigninactivities',
  '/reports/serviceprincipalsigninactivities',
  '/rolemanagement/directory/roleeligibilityscheduleinstances/filterbycurrentuser(on={value})',
  '/rolemanagement/directory/roleeligibilityschedules',
  '/serviceprincipals/$count',
  '/subscribedskus',
  '/users/$count',
];

const UNLISTED_CHANGES = [
  'POST /groups/{id}/members',
  'POST /directory/administrativeunits/{id}/members',
  'DELETE /directory/administrativeunits/{id}/members/{id}',
];

function keyOf(path: string): string {
  const [plain = ''] = path.replace(/^\/(?:v1\.0|beta)/, '').split('?');
  return plain.toLowerCase().replace(/\((\w+)='[^']*'\)/g, '($1={value})');
}

function reference(): PathPermissions {
  const { paths } = JSON.parse(readFileSync(join(referenceFolder ?? '', 'graph-path-permissions.json'), 'utf8')) as {
    readonly paths: PathPermissions;
  };
  return Object.fromEntries(Object.entries(paths).map(([path, methods]) => [path.toLowerCase(), methods]));
}

function acceptedFor(scheme: Accepted | undefined): readonly string[] {
  return [...(scheme?.least ?? []), ...(scheme?.leastFlagged ?? []), ...(scheme?.higher ?? [])];
}

describe('the page on permissions', () => {
  it('is the one that the code makes (otherwise: node scripts/make-permissions.mjs)', async () => {
    const made = await format(permissionsPage(), { ...(await resolveConfig(join(root, 'docs/permissions.md'))), parser: 'markdown' });
    expect(page).toBe(made);
  });

  it('has every path of Graph that stands anywhere in the app', () => {
    const files = ['src/main', 'src/engine', 'src/shared'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(root, folder, name), 'utf8').replace(/^\s*(?:\/?\*|\/\/).*$/gm, '')),
    );
    const known = new Set([
      ...calls.map(({ path }) => keyOf(path)),
      ...Object.values(GRAPH_NEEDS).map(({ probe }) => keyOf(probe)),
      '/$batch',
      '/',
      // A script tries mailboxes with the app's own credential, as a live test does.
      '/users/',
    ]);
    const used = files.flatMap((text) => [...text.matchAll(/(["'`])(\/(?:v1\.0|beta)\/.*?)\1/g)].map(([, , path = '']) => keyOf(path)));
    expect(used.length).toBeGreaterThan(20);
    expect([...new Set(used)].filter((path) => !known.has(path) && !path.includes('${'))).toEqual([]);
  });

  it('names for each source a permission that a feature asks for', () => {
    const asked = new Set(FEATURE_IDS.flatMap((id) => FEATURES[id].graphScopes));
    expect(calls.filter(({ permission }) => !asked.has(permission))).toEqual([]);
  });

  it('names for each change a permission that some feature asks for, and every such permission', () => {
    const asked = Object.values(CHANGE_FEATURES).flatMap(({ graphScopes }) => graphScopes);
    expect([...new Set(CHANGE_CALLS.map(({ permission }) => permission))].sort()).toEqual([...asked].sort());
  });

  it('names for each source the permission that readiness takes for the least', () => {
    for (const [source, need] of Object.entries(GRAPH_NEEDS)) {
      expect([source, SOURCE_PLANS[source as keyof typeof SOURCE_PLANS].permission]).toEqual([source, need.scopes[0]]);
    }
  });
});

describe.skipIf(referenceFolder === null)('the least permissions, held against the reference', () => {
  it.each(calls)('$path is served with $permission', ({ path, permission }) => {
    const methods = reference()[keyOf(path)];
    if (methods === undefined) {
      expect(UNLISTED).toContain(keyOf(path));
      return;
    }
    const schemes = methods['GET'] as Readonly<Record<string, Accepted>>;
    expect(acceptedFor(schemes['DelegatedWork'])).toContain(permission);
  });

  it.each(CHANGE_CALLS)('$method $path is served with $permission', ({ method, path, permission }) => {
    const key = keyOf(path).replace(/\/\$ref$/, '');
    const methods = reference()[key];
    const schemes = methods?.[method] as Readonly<Record<string, Accepted>> | undefined;
    if (schemes === undefined) {
      expect(UNLISTED_CHANGES).toContain(`${method} ${key}`);
      return;
    }
    expect(acceptedFor(schemes['DelegatedWork'])).toContain(permission);
  });

  it('have the same names as application permissions', () => {
    const { permissions } = JSON.parse(readFileSync(join(referenceFolder ?? '', 'graph-permissions.json'), 'utf8')) as {
      readonly permissions: readonly { readonly value: string; readonly type: string }[];
    };
    const application = new Set(permissions.filter(({ type }) => type === 'Application').map(({ value }) => value));
    const named = SOURCE_PATHS.filter((source) => source.startsWith('graph.')).map((source) => SOURCE_PLANS[source].permission);
    expect(named.filter((permission) => !application.has(permission))).toEqual([]);
  });
});
