import type { SourcePath } from '../collection/sources';
import { networkVerdict, powerShellVerdict, signInVerdict } from './common-verdicts';
import type { AccountFacts, ReadinessFacts, ReportedProblem } from './facts';
import { activationMissing, scopeMissing } from './graph-verdicts';
import { portalLinks } from './portal-links';
import { EXCHANGE_NEEDS, shownBy, type ExchangeNeed } from './source-needs';
import { asSentence, closed, OPEN, remedy, shortList, unknown, type LackKind, type Verdict } from './verdict';

/** Directory roles that bring the cmdlets that read. https://learn.microsoft.com/exchange/permissions-exo/permissions-exo#microsoft-entra-roles-in-exchange-online */
const READING_ROLES: readonly string[] = ['Global Reader', 'Exchange Administrator', 'Global Administrator'];

/** Codes by which something is told apart that has a remedy of its own. */
const KINDS: Readonly<Record<string, LackKind>> = {
  'sign-in-needed': 'signIn',
  'mfa-needed': 'signIn',
  'claims-challenge': 'signIn',
  'password-expired': 'signIn',
  'conditional-access': 'policy',
  'powershell-policy': 'policy',
  'network-down': 'network',
  'proxy-certificate': 'network',
  'proxy-refused': 'network',
  'service-unavailable': 'network',
  'exchange-client-missing': 'scope',
  'powershell-missing': 'powershell',
  'powershell-version': 'powershell',
  'powershell-damaged': 'powershell',
  'powershell-failed': 'powershell',
  'powershell-silent': 'powershell',
  'powershell-module-missing': 'module',
  'powershell-module-version': 'module',
};

/** Codes that only more permissions help against. */
const CONSENT_CODES: readonly string[] = ['consent-needed', 'consent-refused', 'admin-approval-needed'];

/** Whether the cmdlets of a source are there. A role that is missing looks like a cmdlet that does not exist. */
export function exchangeVerdict(facts: ReadinessFacts, account: AccountFacts, source: SourcePath): Verdict {
  const need = EXCHANGE_NEEDS[source];
  if (!need) return unknown('this version does not know what the source needs');
  const { exchange } = account;
  if (exchange.known && exchange.value.connected) return cmdletVerdict(facts, account, need, exchange.value.commands);
  const inTheWay = signInVerdict(account) ?? powerShellVerdict(facts) ?? networkVerdict(facts, ['signIn', 'exchange']);
  if (inTheWay) return inTheWay;
  if (!exchange.known) return unknown(exchange.reason);
  return exchange.value.connected ? OPEN : connectionVerdict(facts, account, exchange.value.problem);
}

function cmdletVerdict(facts: ReadinessFacts, account: AccountFacts, need: ExchangeNeed, commands: readonly string[]): Verdict {
  const held = new Set(commands.map((name) => name.toLowerCase()));
  const absent = need.cmdlets.map(shownBy).filter((name) => !held.has(name.toLowerCase()));
  if (absent.length === 0) return OPEN;
  const { activeRoles, eligibleRoles } = account;
  const isReading = ({ name }: { readonly name: string }): boolean => READING_ROLES.includes(name);
  const isActive = activeRoles.known && activeRoles.value.some(isReading);
  const eligible = !isActive && eligibleRoles.known ? eligibleRoles.value.filter(isReading) : [];
  return closed(
    activationMissing(facts.cloud, eligible) ?? {
      kind: 'exchangeRole',
      key: `exchangeRole:${need.role}`,
      subjects: absent,
      say: (cmdlets) => `No role of the account in Exchange Online shows ${shortList(cmdlets)}: the role ${need.role} does.`,
      remedy: remedy(
        'A member of Organization Management can add the account to the role group View-Only Organization Management; the directory role Global Reader brings the same.',
        { link: portalLinks(facts.cloud).exchangeRoles },
      ),
    },
  );
}

function connectionVerdict(facts: ReadinessFacts, account: AccountFacts, problem: ReportedProblem): Verdict {
  if (CONSENT_CODES.includes(problem.code)) {
    return closed(scopeMissing(facts, account, 'exchange', 'Exchange.Manage', 'Office 365 Exchange Online'));
  }
  return closed({
    kind: KINDS[problem.code] ?? 'exchangeRole',
    key: `connection:${problem.code}`,
    subjects: [],
    say: () => asSentence(problem.message),
    remedy: remedy(problem.next),
  });
}
