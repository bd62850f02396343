import type { AccountFacts, EndpointFact, PowerShellFacts, ReadinessFacts, ReportedProblem } from './facts';
import { asSentence, closed, remedy, type Verdict } from './verdict';

/** Nobody is signed in. */
export const NOBODY: Verdict = closed({
  kind: 'signIn',
  key: 'nobody',
  subjects: [],
  say: () => 'Nobody is signed in.',
  remedy: remedy('Sign in on the start page, then measure again.'),
});

/** The verdict where the account has to sign in first; null where it need not. */
export function signInVerdict(account: AccountFacts, consent = true): Verdict | null {
  const { signInProblem } = account;
  if (signInProblem === null) return null;
  return closed({
    kind: 'signIn',
    key: 'signIn',
    subjects: [],
    say: () => asSentence(signInProblem.message),
    remedy: remedy(signInProblem.next, { consent: consent ? 'sign-in' : null }),
  });
}

/** The verdict where an address that is needed does not answer; null where none is known to be silent. */
export function networkVerdict({ endpoints }: ReadinessFacts, ids: readonly EndpointFact['id'][]): Verdict | null {
  for (const { id, host, problem } of endpoints) {
    if (!ids.includes(id) || !problem.known || problem.value === null) continue;
    const { message, next } = problem.value;
    return closed({
      kind: 'network',
      key: `network:${id}`,
      subjects: [],
      say: () => `${host} cannot be reached: ${asSentence(message)}`,
      remedy: remedy(next),
    });
  }
  return null;
}

/** The verdict where no PowerShell of this machine can be used, or it lacks the module; null where one can. */
export function powerShellVerdict({ powerShell }: ReadinessFacts): Verdict | null {
  if (!powerShell.known) return null;
  const { used } = powerShell.value;
  const problem = machineProblem(powerShell.value);
  if (problem === null) return null;
  const kind = used === null && !/ExchangeOnlineManagement/.test(problem.message) ? 'powershell' : 'module';
  return closed({
    kind,
    key: kind,
    subjects: [],
    say: () => asSentence(problem.message),
    remedy: remedy(problem.next, { command: problem.command }),
  });
}

function machineProblem({ used, problem }: PowerShellFacts): (ReportedProblem & { readonly command: string | null }) | null {
  if (used === null) {
    return {
      code: 'powershell',
      message: problem?.message ?? 'There is no PowerShell on this machine that Mailscope can use.',
      next: problem?.next ?? 'Install PowerShell 7.6, then measure again.',
      command: problem?.command ?? null,
    };
  }
  const blocking = used.problems.find((candidate) => candidate.blocking);
  if (blocking) return { code: 'powershell', message: blocking.message, next: blocking.next, command: blocking.command };
  if (used.moduleVersions.length > 0) return null;
  return {
    code: 'module',
    message: 'The PowerShell module ExchangeOnlineManagement is not installed.',
    next: 'Install it in that PowerShell, then measure again.',
    command: 'Install-Module ExchangeOnlineManagement -Scope CurrentUser',
  };
}
