import { blockingProblem, POWERSHELL_RECOMMENDED, problemsOf } from '../../shared/domain/powershell/powershell-problems';
import { err, ok, type Result } from '../../shared/domain/result';
import type { UserSettings } from '../../shared/ipc/contract';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { PowerShellState } from '../../shared/ipc/powershell-shapes';
import type { DialogsPort } from '../ports/dialogs';
import type { PowerShellHost, PowerShellPort } from '../ports/powershell';

/** What the state of PowerShell needs. */
export interface PowerShellStatusParts {
  readonly powerShell: PowerShellPort;
  readonly dialogs: Pick<DialogsPort, 'chooseProgram'>;
  readonly settings: {
    readonly current: Pick<UserSettings, 'powerShellPath'>;
    change(changes: { readonly powerShellPath: string }): Promise<Result<unknown, Failure>>;
  };
}

type Context = { readonly signal: AbortSignal };

const MOST_HOSTS = 20;

/** The PowerShells of this machine, and the one that is used. They are looked for when somebody asks, and then remembered. */
export class PowerShellStatus {
  private known: { readonly chosen: string | null; readonly hosts: readonly PowerShellHost[] } | null = null;

  constructor(private readonly parts: PowerShellStatusParts) {}

  /** Looks again. */
  async status({ signal }: Context): Promise<Result<PowerShellState, Failure>> {
    const { hosts, chosen } = await this.look(signal);
    return signal.aborted ? err(failure('cancelled')) : ok(stateOf(hosts, chosen));
  }

  /** Lets the user choose a program; one that is no PowerShell is refused, one that has problems is not. */
  async choose({ signal }: Context): Promise<Result<PowerShellState, Failure>> {
    const path = await this.parts.dialogs.chooseProgram();
    if (path === null) return err(failure('dialog-closed'));
    const hosts = await this.parts.powerShell.discover(path, signal);
    if (signal.aborted) return err(failure('cancelled'));
    if (!hosts.some((host) => host.path === path)) {
      return err(
        failure('powershell-missing', {
          message: 'The program that was chosen does not answer as PowerShell does; choose pwsh or powershell.exe.',
          detail: path,
        }),
      );
    }
    const kept = await this.parts.settings.change({ powerShellPath: path });
    if (!kept.ok) return kept;
    this.known = { chosen: path, hosts };
    return ok(stateOf(hosts, path));
  }

  /** The PowerShell to use, as it was found last. */
  async used(signal: AbortSignal): Promise<Result<PowerShellHost, Failure>> {
    const chosen = this.parts.settings.current.powerShellPath;
    const known = this.known?.chosen === chosen && usable(this.known.hosts, chosen) ? this.known : await this.look(signal);
    const host = usable(known.hosts, chosen);
    if (signal.aborted) return err(failure('cancelled'));
    return host ? ok(host) : err(missing(known.hosts, chosen));
  }

  private async look(signal: AbortSignal): Promise<{ readonly chosen: string | null; readonly hosts: readonly PowerShellHost[] }> {
    const chosen = this.parts.settings.current.powerShellPath;
    const found = { chosen, hosts: await this.parts.powerShell.discover(chosen, signal) };
    if (!signal.aborted) this.known = found;
    return found;
  }
}

/** The one that was chosen, if it is there: somebody who chose one wants to know what is wrong with it. Otherwise the best that works. */
function usable(hosts: readonly PowerShellHost[], chosen: string | null): PowerShellHost | null {
  const own = hosts.find(({ path }) => path === chosen);
  if (own) return blockingProblem(own) === null ? own : null;
  return hosts.find((host) => blockingProblem(host) === null) ?? null;
}

function missing(hosts: readonly PowerShellHost[], chosen: string | null): Failure {
  const nearest = hosts.find(({ path }) => path === chosen) ?? hosts[0];
  const problem = nearest ? blockingProblem(nearest) : null;
  if (!problem || problem.code === 'recommended' || problem.code === 'logging') return failure('powershell-missing');
  return { ...failure(problem.code, { message: problem.message, detail: problem.command }), next: problem.next };
}

function stateOf(hosts: readonly PowerShellHost[], chosen: string | null): PowerShellState {
  const used = usable(hosts, chosen);
  const gone = chosen !== null && !hosts.some(({ path }) => path === chosen);
  return {
    hosts: hosts.slice(0, MOST_HOSTS).map((host) => ({
      path: host.path,
      edition: host.edition,
      version: host.version,
      moduleVersions: [...host.moduleVersions],
      executionPolicy: host.executionPolicy,
      languageMode: host.languageMode,
      problems: problemsOf(host).map(({ message, next, command, blocking }) => ({ message, next, command, blocking })),
    })),
    used: used?.path ?? null,
    problem: used === null ? problemOf(hosts, chosen) : gone ? GONE : null,
  };
}

const GONE = {
  message: 'The PowerShell that was chosen in Settings is not there any more; another one is used.',
  next: 'Choose one in Settings again.',
  command: null,
} as const;

function problemOf(hosts: readonly PowerShellHost[], chosen: string | null): PowerShellState['problem'] {
  const { code, message, next, detail } = missing(hosts, chosen);
  if (code !== 'powershell-missing') return { message, next, command: detail };
  return {
    message,
    next: `Install PowerShell ${POWERSHELL_RECOMMENDED} from https://aka.ms/powershell, or choose the program in Settings.`,
    command: null,
  };
}
