import { CLOUDS } from '../clouds/clouds';
import { SOURCE_PATHS } from '../collection/sources';
import { described, reasonOf, type DescribedFact } from './described-fact';
import { describeMachine } from './describe-machine';
import type { AccountFacts, ReadinessFacts } from './facts';
import { FEATURE_IDS, FEATURES } from './features';
import { isPremiumPlan } from './graph-verdicts';
import { describePolicies } from './describe-policies';
import { EXCHANGE_NEEDS, GRAPH_NEEDS, PROFILE_SCOPES, shownBy } from './source-needs';
import { listed } from './verdict';

/** The parts of the page, in its order. */
export type SectionId =
  'account' | 'directoryRoles' | 'scopes' | 'exchange' | 'licences' | 'powershell' | 'logging' | 'network' | 'policies';

/** A part of the page. */
export interface DescribedSection {
  readonly id: SectionId;
  readonly facts: readonly DescribedFact[];
}

/** Everything that was measured, in words and by sections; a section in which nothing was measured is left out. */
export function describeFacts(facts: ReadinessFacts): readonly DescribedSection[] {
  const { account } = facts;
  const sections: readonly DescribedSection[] = [
    { id: 'account', facts: [...(account ? describeAccount(facts, account) : []), ...describeMachine.vault(facts)] },
    ...(account
      ? ([
          { id: 'directoryRoles', facts: describeRoles(account) },
          { id: 'scopes', facts: describeScopes(account) },
          { id: 'exchange', facts: describeExchange(account) },
          { id: 'licences', facts: describeLicences(account) },
        ] as const)
      : []),
    { id: 'powershell', facts: describeMachine.powerShell(facts) },
    { id: 'logging', facts: describeMachine.logging(facts) },
    { id: 'network', facts: describeMachine.network(facts) },
    { id: 'policies', facts: account ? describePolicies(account) : [] },
  ];
  return sections.filter(({ facts: described }) => described.length > 0);
}

function describeAccount({ cloud }: ReadinessFacts, account: AccountFacts): readonly DescribedFact[] {
  const { profile, signInProblem } = account;
  const name = profile.known ? [profile.value.displayName, profile.value.userPrincipalName].filter(Boolean).join(', ') : account.username;
  return [
    {
      id: 'account',
      label: 'Signed in as',
      state: signInProblem ? 'missing' : profile.known ? 'good' : 'unknown',
      value: name,
      detail: signInProblem ? `${signInProblem.message} ${signInProblem.next}` : profile.known ? null : reasonOf(profile),
    },
    { id: 'cloud', label: 'Cloud', state: 'good', value: CLOUDS[cloud].name, detail: null },
    {
      id: 'client',
      label: 'Application',
      state: account.client === 'own' ? 'good' : 'attention',
      value: account.client === 'own' ? 'The organisation’s own registration' : 'Microsoft Graph Command Line Tools',
      detail: account.client === 'own' ? account.clientId : 'It gives no token for Exchange Online, and many organisations block it.',
    },
    ...(account.guest
      ? [
          {
            id: 'guest',
            label: 'Guest',
            state: 'attention' as const,
            value: 'The account belongs to another tenant',
            detail: 'Guests see little of a directory unless a role says otherwise.',
          },
        ]
      : []),
  ];
}

function describeRoles({ activeRoles, eligibleRoles }: AccountFacts): readonly DescribedFact[] {
  return [
    {
      id: 'activeRoles',
      label: 'Active roles',
      ...described(activeRoles, (roles) => ({ state: roles.length ? 'good' : 'attention', value: namesOf(roles) ?? 'None' })),
      detail: activeRoles.known
        ? 'Roles for the whole directory. Roles of the organisation’s own making, and roles within an administrative unit, are not among them.'
        : reasonOf(activeRoles),
    },
    {
      id: 'eligibleRoles',
      label: 'Eligible roles',
      ...described(eligibleRoles, (roles) => ({ state: roles.length ? 'attention' : 'good', value: namesOf(roles) ?? 'None' })),
      detail: eligibleRoles.known && eligibleRoles.value.length ? 'Not in force until they are activated.' : reasonOf(eligibleRoles),
    },
  ];
}

function namesOf(roles: readonly { readonly name: string }[]): string | null {
  return roles.length ? listed([...new Set(roles.map(({ name }) => name))].sort()) : null;
}

/** The permissions of Graph by which the features are read, each once, with every permission that stands in for it. */
function neededScopes(): ReadonlyMap<string, readonly string[]> {
  const needed = new Map<string, readonly string[]>([['User.Read', PROFILE_SCOPES]]);
  for (const id of FEATURE_IDS) {
    for (const scope of FEATURES[id].graphScopes) {
      const covering = SOURCE_PATHS.flatMap((path) => GRAPH_NEEDS[path] ?? []).find(({ scopes }) => scopes[0] === scope)?.scopes;
      if (!needed.has(scope)) needed.set(scope, covering ?? [scope]);
    }
  }
  return needed;
}

function describeScopes({ graphScopes, exchangeScopes }: AccountFacts): readonly DescribedFact[] {
  const facts = [...neededScopes()].map(([scope, covering]): DescribedFact => {
    const held = graphScopes.known ? covering.find((candidate) => graphScopes.value.includes(candidate)) : undefined;
    return {
      id: `scope:${scope}`,
      label: scope,
      state: !graphScopes.known ? 'unknown' : held ? 'good' : 'missing',
      value: !graphScopes.known ? 'Not measured' : held ? 'Granted' : 'Not granted',
      detail: graphScopes.known ? (held && held !== scope ? `By ${held}` : null) : reasonOf(graphScopes),
    };
  });
  return [
    ...facts,
    {
      id: 'scope:Exchange.Manage',
      label: 'Exchange.Manage',
      ...described(exchangeScopes, (scopes) =>
        scopes.includes('Exchange.Manage') ? { state: 'good', value: 'Granted' } : { state: 'attention', value: 'Not granted' },
      ),
      detail: reasonOf(exchangeScopes),
    },
  ];
}

function describeExchange({ exchange }: AccountFacts): readonly DescribedFact[] {
  const connection: DescribedFact = {
    id: 'exchangeConnection',
    label: 'Connection',
    ...described(exchange, (access) =>
      access.connected ? { state: 'good', value: 'Connected' } : { state: 'missing', value: 'Not connected' },
    ),
    detail: exchange.known
      ? exchange.value.connected
        ? null
        : `${exchange.value.problem.message} ${exchange.value.problem.next}`
      : reasonOf(exchange),
  };
  if (!exchange.known || !exchange.value.connected) return [connection];
  const needed = [...new Set(SOURCE_PATHS.flatMap((path) => EXCHANGE_NEEDS[path]?.cmdlets.map(shownBy) ?? []))];
  const held = new Set(exchange.value.commands.map((name) => name.toLowerCase()));
  const absent = needed.filter((name) => !held.has(name.toLowerCase()));
  return [
    connection,
    {
      id: 'cmdlets',
      label: 'Cmdlets that read',
      state: absent.length === 0 ? 'good' : 'missing',
      value: `${needed.length - absent.length} of ${needed.length}`,
      detail: absent.length === 0 ? null : `Not shown by any role: ${listed(absent)}`,
    },
  ];
}

function describeLicences({ servicePlans }: AccountFacts): readonly DescribedFact[] {
  return [
    {
      id: 'premium',
      label: 'Microsoft Entra ID P1',
      ...described(servicePlans, (plans) =>
        plans.some(isPremiumPlan) ? { state: 'good', value: 'In the tenant' } : { state: 'missing', value: 'Not in the tenant' },
      ),
      detail: servicePlans.known ? 'Last sign-ins of apps need it.' : reasonOf(servicePlans),
    },
    {
      id: 'exchangePlan',
      label: 'Exchange Online',
      ...described(servicePlans, (plans) =>
        plans.some((plan) => plan.toUpperCase().startsWith('EXCHANGE_S_'))
          ? { state: 'good', value: 'In the tenant' }
          : { state: 'attention', value: 'Not in the tenant' },
      ),
      detail: reasonOf(servicePlans),
    },
  ];
}
