import { describe, expect, it } from 'vitest';
import { measured, type AccountFacts, type ReadinessFacts } from '../../../../../src/shared/domain/readiness/facts';
import { FEATURE_IDS, type FeatureId } from '../../../../../src/shared/domain/readiness/features';
import { judgeReadiness, type FeatureJudgement } from '../../../../../src/shared/domain/readiness/judge-readiness';
import { sourceLabel, whatFollows } from '../../../../../src/shared/report/source-facts';
import { ALL_CMDLETS, everyProbe, NOBODY_KNOWS, readyFacts, REFUSED, roles, SERVED } from '../../../../support/readiness/facts';

const WORDS = { label: sourceLabel, without: whatFollows };

function judge(facts: ReadinessFacts, id: FeatureId): FeatureJudgement {
  return judgeReadiness(facts, WORDS).find((feature) => feature.id === id)!;
}

interface Case {
  readonly title: string;
  readonly feature: FeatureId;
  readonly account?: Partial<AccountFacts>;
  readonly machine?: Partial<ReadinessFacts>;
  readonly state: FeatureJudgement['state'];
  /** kind, a part of what is missing, a part of the remedy (text, link, command or consent) */
  readonly lacks: readonly (readonly [kind: string, what: string, remedy: string])[];
}

const GRANTS_REFUSED = { ...everyProbe(SERVED), 'graph.oauth2PermissionGrants': REFUSED };
const NO_SIGN_INS = { ...everyProbe(SERVED), 'graph.signInActivities': REFUSED, 'graph.credentialSignInActivities': REFUSED };

const CASES: readonly Case[] = [
  {
    title: 'a permission that was not granted is asked for',
    feature: 'sign-in-activity',
    account: { graphScopes: measured(['User.Read']), probes: NO_SIGN_INS },
    state: 'blocked',
    lacks: [['scope', 'The permission AuditLog.Read.All of Microsoft Graph has not been granted.', 'sign-in-activity']],
  },
  {
    title: 'several permissions are one question',
    feature: 'apps',
    account: { graphScopes: measured(['User.Read']), probes: everyProbe(REFUSED) },
    state: 'blocked',
    lacks: [['scope', 'The permissions Application.Read.All and Directory.Read.All of Microsoft Graph', 'apps']],
  },
  {
    title: 'a permission that an administrator refused leads to who can grant it, in the own registration',
    feature: 'policies',
    account: { graphScopes: measured([]), probes: everyProbe(REFUSED), consentRefused: ['policies'] },
    state: 'blocked',
    lacks: [['scope', 'Policy.Read.All', '/~/CallAnAPI/appId/aaaaaaaa-0000-4000-8000-000000000001']],
  },
  {
    title: 'the same with the public client leads to the enterprise applications',
    feature: 'policies',
    account: { graphScopes: measured([]), probes: everyProbe(REFUSED), consentRefused: ['policies'], client: 'quick' },
    state: 'blocked',
    lacks: [
      ['scope', 'Policy.Read.All', 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview'],
    ],
  },
  {
    title: 'a permission that covers another one is enough',
    feature: 'people',
    account: { graphScopes: measured(['Directory.Read.All']) },
    state: 'ready',
    lacks: [],
  },
  {
    title: 'part of a feature that is refused for want of a role leaves the rest',
    feature: 'apps',
    account: { activeRoles: measured([]), probes: GRANTS_REFUSED },
    state: 'limited',
    lacks: [
      [
        'directoryRole',
        'The least one is Directory Readers',
        'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/RolesManagementMenuBlade/~/AllRoles',
      ],
    ],
  },
  {
    title: 'a role that is eligible leads to its activation',
    feature: 'sign-in-activity',
    account: {
      activeRoles: measured(roles('Exchange Administrator')),
      eligibleRoles: measured(roles('Global Reader')),
      probes: NO_SIGN_INS,
    },
    state: 'blocked',
    lacks: [
      [
        'directoryRole',
        'The role Global Reader is eligible, but not active.',
        'https://portal.azure.com/#view/Microsoft_Azure_PIMCommon/ActivationMenuBlade/~/aadmigratedroles',
      ],
    ],
  },
  {
    title: 'an eligible role that would not help is not proposed',
    feature: 'policies',
    account: {
      activeRoles: measured([]),
      eligibleRoles: measured(roles('Exchange Administrator')),
      probes: { ...everyProbe(SERVED), 'graph.appManagementPolicies': REFUSED, 'graph.authorizationPolicy': REFUSED },
    },
    state: 'blocked',
    lacks: [
      ['directoryRole', 'The least one is Global Reader', 'AllRoles'],
      ['directoryRole', 'The least one is Security Reader', 'AllRoles'],
    ],
  },
  {
    title: 'a role of the organisation’s own making counts, because Graph answers',
    feature: 'role-holders',
    account: { activeRoles: measured([]) },
    state: 'ready',
    lacks: [],
  },
  {
    title: 'a tenant without Entra ID P1 has no sign-in activity',
    feature: 'sign-in-activity',
    account: { servicePlans: measured(['EXCHANGE_S_STANDARD']), probes: NO_SIGN_INS },
    state: 'blocked',
    lacks: [['licence', 'no licence of Microsoft Entra ID P1 or P2', 'https://learn.microsoft.com/entra/fundamentals/licensing']],
  },
  {
    title: 'P2 is enough, so the reason is another one',
    feature: 'sign-in-activity',
    account: { servicePlans: measured(['AAD_PREMIUM_P2']), activeRoles: measured([]), probes: NO_SIGN_INS },
    state: 'blocked',
    lacks: [['directoryRole', 'The least one is Reports Reader', 'AllRoles']],
  },
  {
    title: 'a refusal that nothing explains is shown as it came',
    feature: 'role-holders',
    account: { probes: { ...everyProbe(SERVED), 'graph.directoryRoleEligibilities': REFUSED } },
    state: 'limited',
    lacks: [['directoryRole', 'Insufficient privileges to complete the operation.', 'AllRoles']],
  },
  {
    title: 'what was not measured is not counted as there',
    feature: 'people',
    account: { probes: { ...everyProbe(SERVED), 'graph.users': NOBODY_KNOWS } },
    state: 'limited',
    lacks: [['notMeasured', 'nobody could tell', 'Measure again.']],
  },
  {
    title: 'nothing measured at all is limited, not blocked',
    feature: 'people',
    account: { probes: {}, graphScopes: NOBODY_KNOWS },
    state: 'limited',
    lacks: [['notMeasured', 'nothing was asked', 'Measure again.']],
  },
  {
    title: 'an account that has to sign in again comes before everything else',
    feature: 'apps',
    account: {
      signInProblem: { code: 'sign-in-needed', message: 'The account has to sign in again.', next: 'Sign in again.' },
      probes: everyProbe(NOBODY_KNOWS),
      graphScopes: NOBODY_KNOWS,
    },
    state: 'blocked',
    lacks: [['signIn', 'The account has to sign in again.', 'sign-in']],
  },
  {
    title: 'an address that does not answer is named',
    feature: 'people',
    account: { probes: everyProbe(NOBODY_KNOWS) },
    machine: {
      endpoints: [
        {
          id: 'graph',
          host: 'graph.microsoft.com',
          problem: measured({ code: 'proxy-refused', message: 'The proxy does not let the connection through.', next: 'Ask the proxy.' }),
        },
      ],
    },
    state: 'blocked',
    lacks: [['network', 'graph.microsoft.com cannot be reached', 'Ask the proxy.']],
  },
  {
    title: 'cmdlets that no role shows limit Exchange Online',
    feature: 'exchange',
    account: { exchange: measured({ connected: true, commands: ALL_CMDLETS.filter((name) => name !== 'Get-ManagementScope') }) },
    state: 'limited',
    lacks: [
      [
        'exchangeRole',
        'shows Get-ManagementScope: the role View-Only Configuration does',
        'https://admin.exchange.microsoft.com/#/adminRoles',
      ],
    ],
  },
  {
    title: 'no cmdlet at all blocks it, by both roles',
    feature: 'exchange',
    account: { activeRoles: measured([]), exchange: measured({ connected: true, commands: ['Get-Help'] }) },
    state: 'blocked',
    lacks: [
      ['exchangeRole', 'View-Only Configuration', 'View-Only Organization Management'],
      ['exchangeRole', 'View-Only Recipients', 'View-Only Organization Management'],
    ],
  },
  {
    title: 'cmdlets that are part of the module prove no role',
    feature: 'exchange',
    account: { exchange: measured({ connected: true, commands: ALL_CMDLETS.filter((name) => name !== 'Get-Mailbox') }) },
    state: 'limited',
    lacks: [['exchangeRole', 'shows Get-Mailbox: the role View-Only Recipients does', 'View-Only Organization Management']],
  },
  {
    title: 'names of cmdlets compare without case',
    feature: 'exchange',
    account: { exchange: measured({ connected: true, commands: ALL_CMDLETS.map((name) => name.toUpperCase()) }) },
    state: 'ready',
    lacks: [],
  },
  {
    title: 'a machine without PowerShell reads no Exchange Online',
    feature: 'exchange',
    account: { exchange: measured({ connected: false, problem: { code: 'powershell-missing', message: 'None.', next: 'Install.' } }) },
    machine: {
      powerShell: measured({
        used: null,
        others: 0,
        problem: {
          message: 'There is no PowerShell.',
          next: 'Install PowerShell 7.6.',
          command: 'winget install Microsoft.PowerShell',
          blocking: true,
        },
      }),
    },
    state: 'blocked',
    lacks: [['powershell', 'There is no PowerShell.', 'winget install Microsoft.PowerShell']],
  },
  {
    title: 'a machine without the module neither',
    feature: 'exchange',
    account: { exchange: NOBODY_KNOWS },
    machine: {
      powerShell: measured({
        used: {
          path: 'pwsh',
          edition: 'Core',
          version: '7.6.5',
          moduleVersions: [],
          executionPolicy: null,
          languageMode: null,
          problems: [],
        },
        others: 0,
        problem: null,
      }),
    },
    state: 'blocked',
    lacks: [['module', 'ExchangeOnlineManagement is not installed', 'Install-Module ExchangeOnlineManagement -Scope CurrentUser']],
  },
  {
    title: 'Exchange Online without consent asks for it',
    feature: 'exchange',
    account: { exchange: measured({ connected: false, problem: { code: 'consent-needed', message: 'Not granted.', next: 'Ask.' } }) },
    state: 'blocked',
    lacks: [['scope', 'The permission Exchange.Manage of Office 365 Exchange Online', 'exchange']],
  },
  {
    title: 'a connection that was refused is shown with its own sentence',
    feature: 'exchange',
    account: {
      exchange: measured({ connected: false, problem: { code: 'exchange-connect-failed', message: 'It was refused.', next: 'See.' } }),
    },
    state: 'blocked',
    lacks: [['exchangeRole', 'It was refused.', 'See.']],
  },
  {
    title: 'an account that nobody could look up is limited',
    feature: 'sign-in',
    account: { profile: NOBODY_KNOWS },
    state: 'limited',
    lacks: [['notMeasured', 'nobody could tell', 'Measure again.']],
  },
];

describe('readiness of a feature', () => {
  it.each(CASES)('$title', ({ feature, account, machine, state, lacks }) => {
    const judged = judge(readyFacts(account, machine), feature);
    expect(judged.state).toBe(state);
    expect(judged.lacks.map(({ kind }) => kind)).toEqual(lacks.map(([kind]) => kind));
    for (const [index, [, what, help]] of lacks.entries()) {
      const { what: said, remedy } = judged.lacks[index]!;
      expect(said).toContain(what);
      expect([remedy.text, remedy.link, remedy.command, remedy.consent].join('\n')).toContain(help);
    }
  });

  it('is ready for everything where everything was seen to work', () => {
    const judged = judgeReadiness(readyFacts(), WORDS);
    expect(judged.map(({ id }) => id)).toEqual(FEATURE_IDS);
    expect(judged.filter(({ state, lacks }) => state !== 'ready' || lacks.length > 0)).toEqual([]);
  });

  it('says what is not known then in the words of a reading', () => {
    const [lack] = judge(readyFacts({ probes: GRANTS_REFUSED, activeRoles: measured([]) }), 'apps').lacks;
    expect(lack!.consequence.toLowerCase()).toContain(whatFollows('graph.oauth2PermissionGrants'));
  });

  it('names the portal of the account’s own cloud', () => {
    const judged = judge(readyFacts({ activeRoles: measured([]), probes: GRANTS_REFUSED }, { cloud: 'china' }), 'apps');
    expect(judged.lacks[0]!.remedy.link).toMatch(/^https:\/\/entra\.microsoftonline\.cn\/#view\//);
  });

  it('without an account says what the machine lacks as well', () => {
    const facts = readyFacts(null, { powerShell: measured({ used: null, others: 0, problem: null }) });
    const judged = judgeReadiness(facts, WORDS);
    expect(judged.every(({ state }) => state === 'blocked')).toBe(true);
    expect(judged.find(({ id }) => id === 'exchange')!.lacks.map(({ kind }) => kind)).toEqual(['signIn', 'powershell']);
  });

  it('sets at most one of link, command and consent', () => {
    for (const { account, machine } of CASES) {
      for (const { lacks } of judgeReadiness(readyFacts(account, machine), WORDS)) {
        for (const { remedy } of lacks) expect([remedy.link, remedy.command, remedy.consent].filter(Boolean).length).toBeLessThan(2);
      }
    }
  });
});
