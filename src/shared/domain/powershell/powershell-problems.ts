/** A PowerShell on this machine. */
export interface PowerShellHost {
  readonly path: string;
  readonly edition: 'Core' | 'Desktop';
  readonly version: string;
  /** Versions of ExchangeOnlineManagement, newest first. */
  readonly moduleVersions: readonly string[];
  /** The effective execution policy, where there is one. */
  readonly executionPolicy: string | null;
  readonly languageMode: string | null;
  /** Policies that would write what is run into a log; null where that could not be told. */
  readonly logging: {
    readonly moduleLogging: boolean | null;
    readonly scriptBlockLogging: boolean | null;
    readonly transcription: boolean | null;
  };
}

/** The codes that a problem of a PowerShell can have. They are codes of failures too, except `recommended` and `logging`, which never block. */
export type HostProblemCode =
  'powershell-version' | 'powershell-module-missing' | 'powershell-module-version' | 'powershell-policy' | 'recommended' | 'logging';

/** What stands in the way of using a PowerShell, or will. */
export interface HostProblem {
  readonly code: HostProblemCode;
  readonly message: string;
  readonly next: string;
  readonly command: string | null;
  readonly blocking: boolean;
}

/** Versions below these are not used. https://learn.microsoft.com/powershell/scripting/install/powershell-support-lifecycle */
export const POWERSHELL_FLOOR = { Core: '7.4', Desktop: '5.1' } as const;

/** The long-term version that Microsoft supports; 7.4 and 7.5 are out of support since November 2026. */
export const POWERSHELL_RECOMMENDED = '7.6';

/**
 * The module takes an access token since 3.1, in a released version that works on PowerShell 7 since 3.2.
 * https://learn.microsoft.com/powershell/exchange/exchange-online-powershell-v2
 */
export const MODULE_FLOOR = '3.2.0';

const INSTALL_MODULE = 'Install-Module ExchangeOnlineManagement -Scope CurrentUser';
const UPDATE_MODULE = 'Update-Module ExchangeOnlineManagement';
const INSTALL_PAGE = 'https://aka.ms/powershell';
const ALLOW_LOCAL = 'Set-ExecutionPolicy -ExecutionPolicy RemoteSigned -Scope CurrentUser';

/** Compares two versions by their numbers; what follows a dash (`-preview.1`) makes one older than the same without. */
export function compareVersions(left: string, right: string): number {
  const [leftNumbers, leftLabel] = partsOf(left);
  const [rightNumbers, rightLabel] = partsOf(right);
  for (let index = 0; index < Math.max(leftNumbers.length, rightNumbers.length); index += 1) {
    const difference = (leftNumbers[index] ?? 0) - (rightNumbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (leftLabel === rightLabel) return 0;
  return leftLabel === '' ? 1 : rightLabel === '' ? -1 : leftLabel < rightLabel ? -1 : 1;
}

function partsOf(version: string): readonly [readonly number[], string] {
  const [numbers = '', ...label] = version.split('-');
  return [numbers.split('.').map((part) => Number.parseInt(part, 10) || 0), label.join('-')];
}

/** Everything that stands in the way of a PowerShell, what blocks first. */
export function problemsOf(host: PowerShellHost): readonly HostProblem[] {
  return [...versionProblems(host), ...policyProblems(host), ...moduleProblems(host), ...loggingProblems(host)].sort(
    (left, right) => Number(right.blocking) - Number(left.blocking),
  );
}

/** What keeps a PowerShell from being used at all; null where nothing does. */
export function blockingProblem(host: PowerShellHost): HostProblem | null {
  return problemsOf(host).find(({ blocking }) => blocking) ?? null;
}

/** Whether policies of the machine would write an access token into a log. The module signs in by itself there. */
export function recordsTokens({ logging }: Pick<PowerShellHost, 'logging'>): boolean {
  return logging.moduleLogging === true || logging.scriptBlockLogging === true || logging.transcription === true;
}

/** How Exchange Online is signed in to. A token needs the organisation's own registration; where logs would keep it, the module signs in by itself. */
export function exchangeSignInOf(
  wish: 'auto' | 'token' | 'module',
  hasOwnClient: boolean,
  host: Pick<PowerShellHost, 'logging'>,
): 'token' | 'module' {
  if (wish !== 'auto') return wish;
  return hasOwnClient && !recordsTokens(host) ? 'token' : 'module';
}

/** The hosts, the best first: usable before not usable, PowerShell 7 before Windows PowerShell, newer before older. */
export function bestFirst<Host extends PowerShellHost>(hosts: readonly Host[]): readonly Host[] {
  const rank = (host: Host): number => (blockingProblem(host) === null ? 0 : 2) + (host.edition === 'Core' ? 0 : 1);
  return [...hosts].sort((left, right) => rank(left) - rank(right) || compareVersions(right.version, left.version));
}

function versionProblems({ edition, version }: PowerShellHost): readonly HostProblem[] {
  const floor = POWERSHELL_FLOOR[edition];
  const name = edition === 'Core' ? 'PowerShell' : 'Windows PowerShell';
  if (compareVersions(version, floor) < 0) {
    return [
      {
        code: 'powershell-version',
        message: `${name} ${version} is too old: ${floor} is the oldest that Mailscope uses.`,
        next: `Install PowerShell ${POWERSHELL_RECOMMENDED} from ${INSTALL_PAGE}, or choose another PowerShell in Settings.`,
        command: null,
        blocking: true,
      },
    ];
  }
  if (edition === 'Core' && compareVersions(version, POWERSHELL_RECOMMENDED) >= 0) return [];
  return [
    {
      code: 'recommended',
      message:
        edition === 'Core'
          ? `Microsoft no longer supports PowerShell ${version}; it works for now.`
          : `Windows PowerShell ${version} works, but cannot sign in with a code on another device.`,
      next: `Install PowerShell ${POWERSHELL_RECOMMENDED} from ${INSTALL_PAGE} when it suits you.`,
      command: null,
      blocking: false,
    },
  ];
}

function policyProblems({ executionPolicy, languageMode }: PowerShellHost): readonly HostProblem[] {
  const problems: HostProblem[] = [];
  if (executionPolicy === 'Restricted' || executionPolicy === 'AllSigned') {
    problems.push({
      code: 'powershell-policy',
      message: `The execution policy ${executionPolicy} keeps PowerShell from loading the module and the scripts of Mailscope.`,
      next: 'Run this command in that PowerShell; where Group Policy sets the execution policy, ask whoever manages it for RemoteSigned.',
      command: ALLOW_LOCAL,
      blocking: true,
    });
  }
  if (languageMode !== null && languageMode !== 'FullLanguage') {
    problems.push({
      code: 'powershell-policy',
      message: `PowerShell runs in ${languageMode} mode here, in which neither the bridge nor ExchangeOnlineManagement works.`,
      next: 'Ask whoever manages App Control for Business or AppLocker to allow this PowerShell in full language mode.',
      command: null,
      blocking: true,
    });
  }
  return problems;
}

function moduleProblems({ moduleVersions }: PowerShellHost): readonly HostProblem[] {
  const newest = moduleVersions[0];
  if (newest === undefined) {
    return [
      {
        code: 'powershell-module-missing',
        message: 'The module ExchangeOnlineManagement is not installed in this PowerShell.',
        next: 'Run this command in that PowerShell, then try again.',
        command: INSTALL_MODULE,
        blocking: true,
      },
    ];
  }
  if (compareVersions(newest, MODULE_FLOOR) >= 0) return [];
  return [
    {
      code: 'powershell-module-version',
      message: `ExchangeOnlineManagement ${newest} is too old: ${MODULE_FLOOR} is the oldest that takes an access token.`,
      next: 'Run this command in that PowerShell, then try again.',
      command: UPDATE_MODULE,
      blocking: true,
    },
  ];
}

function loggingProblems(host: PowerShellHost): readonly HostProblem[] {
  if (!recordsTokens(host)) return [];
  const { moduleLogging, scriptBlockLogging, transcription } = host.logging;
  const names = [
    moduleLogging === true ? 'module logging' : null,
    scriptBlockLogging === true ? 'script block logging' : null,
    transcription === true ? 'transcription' : null,
  ].filter((name) => name !== null);
  return [
    {
      code: 'logging',
      message: `Policies of this machine switch on ${names.join(' and ')}, which can write access tokens into a log.`,
      next: 'Let the module sign in by itself: in Settings, choose the sign-in of the module for Exchange Online.',
      command: null,
      blocking: false,
    },
  ];
}
