import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, Json, Look, Plan, PlanStep, Read } from '../../src/shared/domain/plan/plan.schema';
import { referencesIn } from '../../src/shared/domain/plan/template';
import { referenceFolder } from './reference';

interface CmdletFacts {
  readonly cmdlet: string;
  readonly inExchangeOnline: boolean;
  readonly parameterSets: readonly {
    readonly name: string;
    readonly parameters: readonly { readonly name: string; readonly type: string; readonly required: boolean }[];
  }[];
  readonly parameters: readonly {
    readonly name: string;
    readonly inExchangeOnline?: boolean;
    readonly documentedValues?: readonly string[];
  }[];
}

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in?: string }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly 'x-beta-paths': OpenApi['paths'];
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

type PathPermissions = Readonly<
  Record<
    string,
    Readonly<Record<string, Readonly<Record<string, { readonly least: readonly string[]; readonly higher: readonly string[] }>>>>
  >
>;

interface Reference {
  readonly cmdlets: ReadonlyMap<string, CmdletFacts>;
  readonly api: OpenApi;
  readonly permissions: PathPermissions;
}

let loaded: Reference | null = null;

function reference(): Reference {
  if (loaded) return loaded;
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(referenceFolder ?? '', name), 'utf8')) as T;
  const { cmdlets } = read<{ readonly cmdlets: readonly CmdletFacts[] }>('exo-cmdlets.json');
  loaded = {
    cmdlets: new Map(cmdlets.map((item) => [item.cmdlet, item])),
    api: read<OpenApi>('graph-openapi-subset.json'),
    permissions: read<{ readonly paths: PathPermissions }>('graph-path-permissions.json').paths,
  };
  return loaded;
}

/** Everything in a plan that Microsoft's reference does not know, or does not accept: one sentence each. Empty: all is as documented. */
export function referenceProblems(plan: Plan): readonly string[] {
  const found = new Set<string>();
  const say = (where: string) => (problem: string) => found.add(`${where}: ${problem}`);
  const allScopes = plan.steps.flatMap((step) => step.requires.scopes);
  for (const look of plan.basis) checkLook(look, allScopes, say('basis'));
  for (const step of plan.steps) checkStep(step, say(step.id));
  return [...found];
}

/** The references of a plan to outputs that no earlier step gives, and ids that two steps share: one sentence each. */
export function brokenReferences(plan: Plan): readonly string[] {
  const found: string[] = [];
  const known = new Map<string, ReadonlySet<string>>();
  const check = (where: string, value: unknown): void => {
    for (const { step, output } of textsIn(value).flatMap(referencesIn)) {
      if (!known.get(step)?.has(output)) found.push(`${where} refers to ${step}.${output}`);
    }
  };
  check('the basis', plan.basis);
  for (const step of plan.steps) {
    if (known.has(step.id)) found.push(`the id ${step.id} stands twice`);
    check(`${step.id} (before)`, [step.precondition, step.verification, step.liveTest, step.requires]);
    // What a certificate's change is made of is known before it; what the step gives out, only when it is done.
    known.set(step.id, new Set(step.credential?.kind === 'certificate' ? ['certificate', 'thumbprint', 'notBefore', 'notAfter'] : []));
    check(`${step.id} (change)`, step.change);
    known.set(step.id, new Set([...Object.keys(step.outputs), ...(step.credential ? ['keyId', 'certificate', 'thumbprint'] : [])]));
    check(`${step.id} (after)`, [step.undo, step.effects, step.credential?.orphan]);
  }
  return found;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

type Say = (problem: string) => unknown;

function checkStep(step: PlanStep, say: Say): void {
  const { scopes } = step.requires;
  for (const look of [...step.precondition, ...step.verification]) checkLook(look, scopes, say);
  if (step.change) checkChange(step.change, scopes, say);
  if (step.credential) checkChange(step.credential.orphan, scopes, say);
  if (step.undo.kind === 'change') {
    // Another right may be needed to give back than to take away: the sentence of the undo says so.
    checkChange(step.undo.change, null, say);
    for (const look of step.undo.verification) checkLook(look, scopes, say);
  }
  if (step.requires.exchangeRoles.length === 0 && usesExchange(step)) say('a cmdlet is used, and no role of Exchange Online is required');
}

function usesExchange(step: PlanStep): boolean {
  return step.change?.api === 'exchange' || [...step.precondition, ...step.verification].some((look) => look.read.api === 'exchange');
}

function checkLook(look: Look, scopes: readonly string[], say: Say): void {
  const { read } = look;
  if (read.api === 'graph') {
    checkPath('GET', read.path, scopes, say);
    return;
  }
  if (!/^(?:Get|Test)-/.test(read.cmdlet)) say(`${read.cmdlet} is no cmdlet that only reads`);
  checkCmdlet(read, say);
}

function checkChange(change: Change, scopes: readonly string[] | null, say: Say): void {
  switch (change.api) {
    case 'person':
      return;
    case 'exchange':
      if (/^(?:Get|Test)-/.test(change.cmdlet)) say(`${change.cmdlet} changes nothing`);
      checkCmdlet(change, say);
      return;
    case 'graph': {
      const operation = checkPath(change.method, change.path, scopes, say);
      const schema = operation?.requestBody?.content?.['application/json']?.schema;
      if (change.body !== null && operation && !schema) say(`${change.method} ${change.path} takes no body`);
      if (change.body !== null && schema) checkValue(change.body, schema, 'body', say);
      if (change.edit !== null && schema && !propertyAt(schema, change.edit.property)) say(`there is no property ${change.edit.property}`);
    }
  }
}

function checkCmdlet({ cmdlet, parameters }: Extract<Read, { api: 'exchange' }>, say: Say): void {
  const facts = reference().cmdlets.get(cmdlet);
  if (!facts || !facts.inExchangeOnline) {
    say(`there is no cmdlet ${cmdlet}`);
    return;
  }
  const given = Object.keys(parameters);
  for (const name of given) {
    const known = facts.parameters.find((item) => isSame(item.name, name));
    if (!known || known.inExchangeOnline === false) say(`${cmdlet} has no parameter ${name}`);
    const value = parameters[name];
    if (known?.documentedValues && typeof value === 'string' && !known.documentedValues.includes(value) && name !== 'ResultSize') {
      say(`${cmdlet} -${name} does not take ${value}`);
    }
  }
  const fitting = facts.parameterSets.find((set) => {
    const names = set.parameters.map((item) => item.name);
    const missing = set.parameters
      .filter((item) => item.required && !given.some((name) => isSame(name, item.name)))
      .map((item) => item.name);
    // `ServiceId` is the former name of `ObjectId`: one of the two is given.
    return (
      given.every((name) => names.some((known) => isSame(known, name))) &&
      missing.every((name) => name === 'ServiceId' && given.includes('ObjectId'))
    );
  });
  if (!fitting) say(`no parameter set of ${cmdlet} takes ${given.join(', ') || 'nothing'}`);
  for (const { name, type } of fitting?.parameters ?? []) {
    const value = parameters[name];
    if (value === undefined) continue;
    if (/^(?:SwitchParameter|Boolean)$/.test(type) && typeof value !== 'boolean') say(`${cmdlet} -${name} is a yes or no`);
    if (/^(?:String|.*IdParameter)$/.test(type) && typeof value !== 'string') say(`${cmdlet} -${name} is one text`);
    if (value === '' && /IdParameter$/.test(type)) say(`${cmdlet} -${name} is empty`);
  }
}

/** Names of parameters compare without case (`PolicyScopeGroupID`). */
function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function checkPath(method: string, address: string, scopes: readonly string[] | null, say: Say): Operation | null {
  const [, version = '', rest = ''] = /^\/(v1\.0|beta)(\/.*)$/.exec(address) ?? [];
  const [path = '', query = ''] = rest.split('?');
  const { api } = reference();
  const known = { ...api.paths, ...(version === 'beta' ? api['x-beta-paths'] : {}) };
  const template = remembered(
    `template ${version} ${method}`,
    path,
    () =>
      Object.keys(known)
        .filter((candidate) => known[candidate]?.[method.toLowerCase()] !== undefined && patternOf(candidate).test(path))
        .sort((left, right) => holes(left) - holes(right))[0],
  );
  const operation = template === undefined ? undefined : known[template]?.[method.toLowerCase()];
  if (version === '' || !operation) {
    say(`there is no ${method} ${address}`);
    return null;
  }
  for (const part of query === '' ? [] : query.split('&')) {
    const name = part.split('=')[0] ?? '';
    if (!operation.parameters?.some((item) => item.name === name)) say(`${method} ${path} does not take ${name}`);
  }
  if (scopes !== null) checkScopes(method, path, scopes, say);
  return operation;
}

/** The permissions that the step asks for have to be enough for the request, as far as Microsoft's table knows it. */
function checkScopes(method: string, path: string, scopes: readonly string[], say: Say): void {
  const { permissions } = reference();
  // The table leaves the `$ref` out of a path that links two objects.
  const wanted = path.replace(/\/\$ref$/, '');
  const entry = remembered(
    `permissions ${method}`,
    wanted,
    () =>
      Object.entries(permissions)
        .filter(([candidate]) => patternOf(candidate).test(wanted.toLowerCase()))
        .sort(([left], [right]) => holes(left) - holes(right))[0]?.[1][method]?.['DelegatedWork'],
  );
  if (!entry) {
    if (scopes.length === 0) say(`${method} ${path} is sent without any permission`);
    return;
  }
  const enough = [...entry.least, ...entry.higher];
  if (!scopes.some((scope) => enough.includes(scope))) say(`${method} ${path} needs one of ${enough.join(', ')}, not ${scopes.join(', ')}`);
}

const REMEMBERED = new Map<string, unknown>();

/** There are thousands of paths, and the same few are asked about again and again with other ids. */
function remembered<T>(kind: string, path: string, find: () => T): T {
  const shape = path.toLowerCase().replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{id}');
  const key = `${kind} ${shape}`;
  if (!REMEMBERED.has(key)) REMEMBERED.set(key, find());
  return REMEMBERED.get(key) as T;
}

const PATTERNS = new Map<string, RegExp>();

function patternOf(template: string): RegExp {
  const known = PATTERNS.get(template);
  if (known) return known;
  const pattern = makePattern(template);
  PATTERNS.set(template, pattern);
  return pattern;
}

function makePattern(template: string): RegExp {
  const escaped = template
    .split(/\{[^}]*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join("[^/()']+");
  return new RegExp(`^${escaped.replace(/\\\(\[\^\/\(\)'\]\+\\\)/g, '\\([^/]+\\)')}$`, 'i');
}

function holes(template: string): number {
  return template.split('{').length - 1;
}

function resolve(schema: Schema): Schema {
  const name = schema.$ref?.replace('#/components/schemas/', '');
  return name === undefined ? schema : (reference().api.components.schemas[name] ?? {});
}

function variantsOf(schema: Schema): readonly Schema[] {
  const own = resolve(schema);
  return [own, ...[...(own.allOf ?? []), ...(own.anyOf ?? []), ...(own.oneOf ?? [])].flatMap(variantsOf)];
}

function propertyOf(schema: Schema, name: string): Schema | undefined {
  for (const variant of variantsOf(schema)) {
    const property = variant.properties && Object.hasOwn(variant.properties, name) ? variant.properties[name] : undefined;
    if (property) return property;
  }
  return undefined;
}

/** The property that a dotted name leads to. */
function propertyAt(schema: Schema, name: string): Schema | undefined {
  return name.split('.').reduce<Schema | undefined>((holder, part) => holder && propertyOf(holder, part), schema);
}

function checkValue(value: Json, schema: Schema, place: string, say: Say): void {
  const variants = variantsOf(schema);
  if (Array.isArray(value)) {
    const items = variants.find((variant) => variant.items)?.items;
    if (!items) say(`${place} is no list`);
    else for (const item of value as readonly Json[]) checkValue(item, items, `${place}[]`, say);
    return;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      const property = propertyOf(schema, name);
      if (property) checkValue(item, property, `${place}.${name}`, say);
      else if (!name.startsWith('@odata.')) say(`${place} has no property ${name}`);
    }
    return;
  }
  if (value === null) return;
  const types = variants.map((variant) => variant.type).filter((type) => type !== undefined);
  const fits = types.some((type) => (type === 'integer' || type === 'number' ? typeof value === 'number' : type === typeof value));
  if (types.length > 0 && !fits) say(`${place} is ${types.join(' or ')}, not ${typeof value}`);
  const words = variants.find((variant) => variant.enum)?.enum;
  if (words && typeof value === 'string' && !words.includes(value)) say(`${place} is one of ${words.join(', ')}, not ${value}`);
}
