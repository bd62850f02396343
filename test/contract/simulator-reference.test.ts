import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parameterSets } from '../../src/simulator/exchange/bind-parameters';
import { CMDLETS } from '../../src/simulator/exchange/cmdlet-facts';
import { PROPERTY_SETS } from '../../src/simulator/exchange/property-sets';
import { ENTITY_TYPES } from '../../src/simulator/graph/entity-types';
import { PATH_PERMISSIONS } from '../../src/simulator/graph/graph-permissions';
import { ROUTES } from '../../src/simulator/graph/routes';
import {
  BASE_COSTS,
  BATCH_SIZE,
  COST_CHANGES,
  GLOBAL_LIMIT,
  OUTLOOK_LIMIT,
  WRITE_LIMITS,
  directoryUnits,
} from '../../src/simulator/graph/throttle-limits';
import { referenceFolder } from '../support/reference';

/** What the simulator knows by itself is held against facts that were collected apart from it. */
const read = <T>(name: string): T => JSON.parse(readFileSync(join(referenceFolder ?? '', name), 'utf8')) as T;

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: readonly { readonly name: string }[] }>>>>;
  readonly 'x-beta-paths': OpenApi['paths'];
  readonly 'x-entities': Readonly<Record<string, { readonly properties: Readonly<Record<string, { readonly type: string }>> }>>;
}
type PathPermissionFacts = Readonly<
  Record<
    string,
    Readonly<Record<string, Readonly<Record<string, { readonly least?: readonly string[]; readonly higher?: readonly string[] }>>>>
  >
>;
interface Throttling {
  readonly global: { readonly limit: number; readonly perSeconds: number };
  readonly outlook: { readonly limits: readonly { readonly kind: string; readonly limit: number; readonly perSeconds?: number }[] };
  readonly batch: { readonly maxRequestsPerBatch: number };
  readonly identityAndAccess: {
    readonly limits: readonly {
      readonly scope: string;
      readonly resourceUnits?: Readonly<Record<string, number>> | number;
      readonly writes?: number;
      readonly perSeconds: number;
    }[];
    readonly baseCosts: readonly { readonly method: string; readonly path: string; readonly resourceUnits: number }[];
    readonly modifiers: readonly { readonly when: string; readonly delta?: number }[];
    readonly minimumCost: number;
  };
}
interface Cmdlets {
  readonly cmdlets: readonly {
    readonly cmdlet: string;
    readonly parameterSets: readonly {
      readonly name: string;
      readonly default: boolean;
      readonly parameters: readonly { readonly name: string; readonly required: boolean; readonly type: string }[];
    }[];
    readonly parameters: readonly { readonly name: string; readonly inExchangeOnline?: boolean }[];
  }[];
  readonly propertySets: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const plain = (path: string): string =>
  path
    .toLowerCase()
    .replace(/filterbycurrentuser\(on=\{[^}]*\}\)/, 'filterbycurrentuser/{on}')
    .replace(/\{[^}]*\}/g, '{}')
    .replace(/^\/me\//, '/users/{}/');

describe.skipIf(referenceFolder === null)('the simulated tenant and the reference', () => {
  describe('Microsoft Graph', () => {
    const api = (): OpenApi => read<OpenApi>('graph-openapi-subset.json');

    // Instances of schedules, events and contacts are not in the reference: their pages stand beside them.
    const described = ENTITY_TYPES.filter(({ name }) => !/^(?:orgContact|event|contact)$|ScheduleInstance$/.test(name));
    it.each(described.map((type) => [type.name, type] as const))(
      'knows no property of %s that there is not, and tells collections apart',
      (name, type) => {
        const entities = api()['x-entities'];
        const facts = entities[name] ?? entities[`beta.${name}`];
        expect(facts, name).toBeDefined();
        for (const property of type.properties) {
          const fact = facts!.properties[property];
          expect(fact, `${name}.${property}`).toBeDefined();
          expect(fact!.type.startsWith('Collection('), `${name}.${property}`).toBe(type.collections.has(property));
        }
        for (const property of [...type.filters.keys(), ...(type.defaults ?? [])]) expect(type.properties).toContain(property);
      },
    );

    const listed = ROUTES.filter((route) => !/ScheduleInstances|filterByCurrentUser|calendar\/events|\/contacts/.test(route.template));
    it.each(listed.map((route) => [route.template, route] as const))('serves %s, which there is', (template, route) => {
      const { paths, 'x-beta-paths': beta } = api();
      const known = [...Object.keys(paths), ...(route.versions.includes('v1.0') ? [] : Object.keys(beta))].map(plain);
      expect(known).toContain(plain(template));
    });

    it.each(Object.entries(PATH_PERMISSIONS))('opens %s to nobody whom the documents do not name', (template, permissions) => {
      const facts = read<{ readonly paths: PathPermissionFacts }>('graph-path-permissions.json').paths;
      const found = Object.entries(facts).find(([path]) => plain(path) === plain(template))?.[1]['GET'];
      // Units, eligibilities, sign-in reports and products are not in the reference: their pages stand beside the table.
      if (found === undefined) {
        expect(template).toMatch(/administrativeUnits|roleEligibilitySchedules|SignInActivities|subscribedSkus/);
        return;
      }
      for (const [kind, scheme] of [
        ['application', 'Application'],
        ['delegated', 'DelegatedWork'],
      ] as const) {
        const named = [...(found[scheme]?.least ?? []), ...(found[scheme]?.higher ?? [])];
        // An app has no account of its own, whatever the table says.
        const ofPerson = kind === 'application' && /^\/me\/|filterByCurrentUser/.test(template);
        expect(ofPerson || named.length === 0 || permissions[kind].length > 0, `${template} ${kind}`).toBe(true);
        expect(permissions[kind].filter((permission) => !named.includes(permission))).toEqual([]);
      }
    });

    it('has a table of permissions for every path outside mailboxes', () => {
      const without = ROUTES.filter((route) => route.limits !== 'mailbox' && PATH_PERMISSIONS[route.template] === undefined);
      expect(without.map((route) => route.template)).toEqual([]);
    });

    it('throttles by the published figures', () => {
      const facts = read<Throttling>('throttling.json');
      const [units] = facts.identityAndAccess.limits;
      expect(units?.resourceUnits).toEqual({ S: directoryUnits(49), M: directoryUnits(500), L: directoryUnits(501) });
      const writes = (scope: string) => facts.identityAndAccess.limits.find((limit) => limit.scope === scope && limit.writes !== undefined);
      const wanted = (scope: string) => ({ requests: writes(scope)?.writes, window: (writes(scope)?.perSeconds ?? 0) * 1000 });
      expect(WRITE_LIMITS).toEqual({ app: wanted('application+tenant'), tenant: wanted('tenant') });
      expect(directoryUnits(50)).toBe(directoryUnits(500));
      expect(GLOBAL_LIMIT).toEqual({ requests: facts.global.limit, window: facts.global.perSeconds * 1000 });
      const outlook = (kind: string) => facts.outlook.limits.find((limit) => limit.kind === kind);
      expect(OUTLOOK_LIMIT.requests).toBe(outlook('requests')?.limit);
      expect(OUTLOOK_LIMIT.window).toBe((outlook('requests')?.perSeconds ?? 0) * 1000);
      expect(OUTLOOK_LIMIT.concurrent).toBe(outlook('concurrentRequests')?.limit);
      expect(BATCH_SIZE).toBe(facts.batch.maxRequestsPerBatch);
      const delta = (when: string) => facts.identityAndAccess.modifiers.find((modifier) => modifier.when === when)?.delta;
      expect([COST_CHANGES.select, COST_CHANGES.expand, COST_CHANGES.smallTop, COST_CHANGES.least]).toEqual([
        delta('$select'),
        delta('$expand'),
        delta('$top below 20'),
        facts.identityAndAccess.minimumCost,
      ]);
      for (const { template } of ROUTES.filter((route) => route.limits === 'directory')) {
        const listed = facts.identityAndAccess.baseCosts.find(
          (cost) => cost.method === 'GET' && plain(`/${cost.path}`) === plain(template),
        );
        expect(BASE_COSTS[template] ?? 1, template).toBe(listed?.resourceUnits ?? 1);
      }
    });
  });

  describe('Exchange Online', () => {
    const facts = (): Cmdlets => read<Cmdlets>('exo-cmdlets.json');

    // These are not in the reference: their pages stand beside the table.
    const collected = CMDLETS.filter(({ name }) => !/UnifiedGroupLinks$|^Set-TransportConfig$/.test(name) || name.startsWith('Get-'));
    it.each(collected.map((cmdlet) => [cmdlet.name, cmdlet] as const))('%s has the documented parameter sets', (name, cmdlet) => {
      const documented = facts().cmdlets.find((candidate) => candidate.cmdlet === name);
      expect(documented).toBeDefined();
      const online = new Set(
        // The page of New-ApplicationAccessPolicy writes one of them in two ways.
        documented!.parameters.filter((parameter) => parameter.inExchangeOnline !== false).map((parameter) => parameter.name.toLowerCase()),
      );
      const shape = (parameters: readonly { readonly name: string; readonly mandatory: boolean }[]): readonly string[] =>
        parameters.map((parameter) => `${parameter.name}${parameter.mandatory ? '!' : ''}`).sort();
      const wanted = documented!.parameterSets.map((set) => [
        set.name,
        shape(
          set.parameters
            .filter((parameter) => online.has(parameter.name.toLowerCase()))
            .map((parameter) => ({ name: parameter.name, mandatory: parameter.required })),
        ),
      ]);
      expect(parameterSets(cmdlet).map((set) => [set.name, shape(set.parameters)])).toEqual(wanted);
      const marked = documented!.parameterSets.find((set) => set.default);
      if (marked) expect(cmdlet.defaultSet).toBe(marked.name);
    });

    it.each(collected.map((cmdlet) => [cmdlet.name, cmdlet] as const))(
      '%s takes switches, truths and numbers where they are documented',
      (name, cmdlet) => {
        const documented = facts().cmdlets.find((candidate) => candidate.cmdlet === name)!;
        const types = new Map<string, string>(
          documented.parameterSets.flatMap((set) => set.parameters.map(({ name: own, type }) => [`${set.name} ${own}`, type] as const)),
        );
        const kindOf = (type: string): string => {
          const plainType = type.replace(/^System\./, '');
          if (plainType === 'SwitchParameter') return 'switch';
          if (plainType === 'Boolean') return 'truth';
          return /^U?Int\d+$/.test(plainType) ? 'number' : 'other';
        };
        const taken = parameterSets(cmdlet).flatMap((set) =>
          set.parameters.map(({ name: own, kind }) => ({ own: `${set.name} ${own}`, kind })),
        );
        for (const { own, kind } of taken) {
          const known = kind === 'boolean' || kind === 'flag' ? 'truth' : kind === 'switch' || kind === 'number' ? kind : 'other';
          expect([own, known]).toEqual([own, kindOf(types.get(own) ?? '')]);
        }
      },
    );

    it('has the documented property sets', () => {
      for (const [name, sets] of Object.entries(PROPERTY_SETS)) {
        const { All: _all, ...documented } = facts().propertySets[name] ?? {};
        expect(Object.fromEntries(Object.entries(sets).map(([set, text]) => [set, text.split(' ').sort()]))).toEqual(
          Object.fromEntries(Object.entries(documented).map(([set, properties]) => [set, [...properties].sort()])),
        );
      }
    });
  });
});
