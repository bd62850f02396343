import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SOURCE_PLANS } from '../../../src/engine/reading/sources-table';
import { ITEM_SCHEMAS, OBJECT_SCHEMAS } from '../../../src/shared/domain/collection/collection.schema';
import { BRIDGE_FUNCTIONS } from '../../../src/main/ports/powershell';
import { BRIDGE_TEXT, bridgeList, refusalOf } from '../../support/bridge-list';
import { referenceFolder } from '../../support/reference';

const FOLDER = join(import.meta.dirname, '../../../resources/powershell');
const listed = bridgeList('Cmdlets');
const changing = bridgeList('Changes');

const commands = Object.entries(SOURCE_PLANS).flatMap(([source, plan]) =>
  plan.requests.flatMap((request) =>
    request.api === 'exchange' ? [{ source, cmdlet: request.cmdlet, parameters: request.parameters }] : [],
  ),
);

/** What a plan looks at, besides what a reading reads. */
const LOOKS = [
  'Get-Mailbox',
  'Get-Recipient',
  'Get-RecipientPermission',
  'Get-UnifiedGroupLinks',
  'Test-ApplicationAccessPolicy',
  'Test-ServicePrincipalAuthorization',
];

/** Properties of a collection that the reading makes itself. */
const OF_THE_READING = [
  'readAt',
  'RoleGroup',
  'GroupExternalDirectoryObjectId',
  'MemberExternalDirectoryObjectId',
  'MemberRecipientTypeDetails',
];

describe('the list of cmdlets in the bridge', () => {
  it('can be read', () => {
    expect(listed.length).toBeGreaterThan(15);
    for (const { name, properties } of listed) {
      expect(name).toMatch(/^[A-Z]/);
      expect(properties.every((property) => /^[A-Za-z0-9]+$/.test(property))).toBe(true);
      expect(new Set(properties).size).toBe(properties.length);
    }
  });

  it('has what a reading and the looks of a plan need, what tells of the connection, and nothing else', () => {
    const needed = new Set([...commands.map(({ cmdlet }) => cmdlet), ...LOOKS, 'Get-ConnectionInformation', 'Get-OrganizationConfig']);
    expect(listed.map(({ name }) => name).sort()).toEqual([...needed].sort());
  });

  it.each(listed)('has with $name a cmdlet that reads', ({ name }) => {
    expect(name).toMatch(/^(Get|Test)-/);
  });

  it.each(commands)('lets $cmdlet through as $source asks for it', ({ cmdlet, parameters }) => {
    expect(refusalOf(listed, cmdlet, parameters)).toBeNull();
  });

  const schemas: Readonly<Record<string, { readonly shape: object }>> = { ...ITEM_SCHEMAS.exchange, ...OBJECT_SCHEMAS.exchange };

  it.each(Object.entries(schemas).filter(([name]) => commands.some(({ source }) => source === `exchange.${name}`)))(
    'passes on what a collection has of %s',
    (name, schema) => {
      const cmdlets = commands.filter(({ source }) => source === `exchange.${name}`).map(({ cmdlet }) => cmdlet);
      // The reading joins what one cmdlet knows of a mailbox to what another does.
      const properties = listed.filter((entry) => cmdlets.includes(entry.name)).flatMap((entry) => entry.properties);
      const wanted = Object.keys(schema.shape).filter((property) => property !== 'Identity' && !OF_THE_READING.includes(property));
      expect(properties).toEqual(expect.arrayContaining(wanted));
    },
  );

  it('exports what the port calls', () => {
    const manifest = readFileSync(join(FOLDER, 'Mailscope.Bridge.psd1'), 'utf8');
    const exported = /FunctionsToExport = @\(([^)]*)\)/.exec(manifest)?.[1]?.match(/[A-Za-z]+-[A-Za-z]+/g);
    expect(exported).toEqual([...BRIDGE_FUNCTIONS]);
    expect(/Export-ModuleMember -Function (.*)/.exec(BRIDGE_TEXT)?.[1]?.match(/[A-Za-z]+-[A-Za-z]+/g)).toEqual([...BRIDGE_FUNCTIONS]);
  });
});

/** These stand in no page of the reference facts; their parameters are those of Microsoft's pages. */
const NOT_IN_REFERENCE = ['Add-UnifiedGroupLinks', 'Remove-UnifiedGroupLinks', 'Set-TransportConfig'];

describe('the list of changes in the bridge', () => {
  it('can be read, and shares no cmdlet with what a reading has', () => {
    expect(changing.length).toBeGreaterThan(20);
    const reading = new Set(listed.map(({ name }) => name));
    expect(changing.filter(({ name }) => reading.has(name))).toEqual([]);
  });

  it.each(changing)('has with $name a cmdlet that changes, and no parameter that skips a question', ({ name, parameters }) => {
    expect(name).toMatch(/^(New|Set|Add|Remove|Update)-[A-Za-z]+$/);
    const questions = ['Confirm', 'WhatIf', 'Force', 'ErrorAction', 'DomainController', 'Exclusive', 'Credential'];
    expect([...parameters.keys()].filter((parameter) => questions.includes(parameter))).toEqual([]);
    for (const type of parameters.values()) expect(['text', 'texts', 'switch', 'boolean']).toContain(type);
  });

  it.skipIf(referenceFolder === null).each(changing.filter(({ name }) => !NOT_IN_REFERENCE.includes(name)))(
    'gives $name parameters that Microsoft documents, of their types',
    ({ name, parameters }) => {
      const facts = referenceCmdlets().get(name) ?? new Map<string, string>();
      const kinds = Object.fromEntries(
        [...parameters].map(([parameter, type]) => [parameter, kindOf(facts.get(parameter.toLowerCase()), type)]),
      );
      expect(kinds).toEqual(Object.fromEntries(parameters));
    },
  );
});

/** Types of parameters by cmdlet and by name in lower case. */
function referenceCmdlets(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const { cmdlets } = JSON.parse(readFileSync(join(referenceFolder ?? '', 'exo-cmdlets.json'), 'utf8')) as {
    readonly cmdlets: readonly {
      readonly cmdlet: string;
      readonly parameterSets: readonly { readonly parameters: readonly { readonly name: string; readonly type: string }[] }[];
    }[];
  };
  return new Map(
    cmdlets.map(({ cmdlet, parameterSets }) => [
      cmdlet,
      new Map(parameterSets.flatMap((set) => set.parameters.map(({ name, type }) => [name.toLowerCase(), type] as const))),
    ]),
  );
}

/** The bridge's type of a documented one; `listed` where both are possible. */
function kindOf(documented: string | undefined, listedAs: string): string {
  if (documented === undefined) return 'not documented';
  if (documented === 'SwitchParameter') return 'switch';
  if (documented.endsWith('Boolean')) return 'boolean';
  if (documented.endsWith('[]') || documented.startsWith('MultiValue')) return 'texts';
  return listedAs === 'text' ? 'text' : `not ${documented}`;
}
