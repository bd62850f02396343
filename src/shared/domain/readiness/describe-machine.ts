import { described, reasonOf, type DescribedFact } from './described-fact';
import type { PowerShellFacts, ReadinessFacts } from './facts';
import { listed } from './verdict';

function vault({ vault: fact }: ReadinessFacts): readonly DescribedFact[] {
  return [
    {
      id: 'vault',
      label: 'Sign-in kept',
      ...described(fact, ({ state }) => {
        if (state === 'ready') return { state: 'good', value: 'Yes, in the keychain' };
        return { state: state === 'demo' ? 'good' : 'attention', value: 'Only until Mailscope ends' };
      }),
      detail: fact.known ? [fact.value.message, fact.value.next].filter(Boolean).join(' ') || null : reasonOf(fact),
    },
  ];
}

function powerShell({ powerShell: fact }: ReadinessFacts): readonly DescribedFact[] {
  if (!fact.known || fact.value.used === null) {
    const problem = fact.known ? fact.value.problem : null;
    return [
      {
        id: 'powershell',
        label: 'PowerShell',
        ...described(fact, () => ({ state: 'missing', value: 'None that can be used' })),
        detail: problem ? `${problem.message} ${problem.next}` : reasonOf(fact),
      },
    ];
  }
  return ofUsed(fact.value.used);
}

function ofUsed(used: NonNullable<PowerShellFacts['used']>): readonly DescribedFact[] {
  const { moduleVersions } = used;
  return [
    {
      id: 'powershell',
      label: 'PowerShell',
      state: used.problems.some(({ blocking }) => blocking) ? 'missing' : 'good',
      value: `${used.edition === 'Core' ? 'PowerShell' : 'Windows PowerShell'} ${used.version}`,
      detail: used.path,
    },
    {
      id: 'module',
      label: 'ExchangeOnlineManagement',
      state: moduleVersions.length ? 'good' : 'missing',
      value: moduleVersions[0] ?? 'Not installed',
      detail: moduleVersions.length > 1 ? `Also installed: ${listed(moduleVersions.slice(1))}` : null,
    },
    {
      id: 'executionPolicy',
      label: 'Execution policy',
      state: 'good',
      value: used.executionPolicy ?? 'None on this system',
      detail: used.languageMode === null ? null : `Language mode ${used.languageMode}`,
    },
    ...used.problems.map((problem, index): DescribedFact => ({
      id: `powershellProblem:${index}`,
      label: 'In the way',
      state: problem.blocking ? 'missing' : 'attention',
      value: problem.message,
      detail: problem.command === null ? problem.next : `${problem.next} ${problem.command}`,
    })),
  ];
}

const LOGGING = [
  ['moduleLogging', 'Module logging'],
  ['scriptBlockLogging', 'Script block logging'],
  ['transcription', 'Transcription'],
] as const;

/** https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_logging_windows */
function logging({ logging: fact }: ReadinessFacts): readonly DescribedFact[] {
  return LOGGING.map(([id, label]) => {
    const on = fact.known ? fact.value[id] : null;
    return {
      id,
      label,
      state: on === null ? 'unknown' : on ? 'attention' : 'good',
      value: on === null ? 'Not measured' : on ? 'On' : 'Off',
      detail: on
        ? 'This machine writes down what PowerShell runs. In Settings, choose the sign-in of the PowerShell module, so that no token is among it.'
        : on === null
          ? (reasonOf(fact) ?? 'This system does not tell.')
          : null,
    };
  });
}

const ENDPOINT_LABELS = { signIn: 'Sign-in', graph: 'Microsoft Graph', exchange: 'Exchange Online' } as const;

function network({ endpoints }: ReadinessFacts): readonly DescribedFact[] {
  return endpoints.map(({ id, host, problem }) => ({
    id: `endpoint:${id}`,
    label: ENDPOINT_LABELS[id],
    ...described(problem, (value) =>
      value === null ? { state: 'good', value: `${host} answers` } : { state: 'missing', value: `${host} does not answer` },
    ),
    detail: problem.known ? (problem.value === null ? null : `${problem.value.message} ${problem.value.next}`) : reasonOf(problem),
  }));
}

/** What was measured of this machine, in words. */
export const describeMachine = { vault, powerShell, logging, network } as const;
