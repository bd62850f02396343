import { access, constants } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { blockingProblem } from '../../../shared/domain/powershell/powershell-problems';
import { err, ok, type Result } from '../../../shared/domain/result';
import { failure, type Failure } from '../../../shared/ipc/envelope';
import type { BridgeAnswer, PowerShellHost, PowerShellPort, PowerShellSession } from '../../ports/powershell';
import { openingLine } from './bridge-commands';
import { BRIDGE_MANIFEST, damagedFile } from './bridge-files';
import { BRIDGE_HASHES } from './bridge-hash';
import { BridgeSession } from './bridge-session';
import type { Environment } from './candidates';
import { childEnvironment } from './child-environment';
import { discover } from './discovery';
import { ShellProcess } from './shell-process';

/** What the port needs of the machine. */
export interface PowerShellParts {
  /** The folder that holds the bridge. */
  readonly folder: string;
  readonly environment: Environment;
  readonly platform?: NodeJS.Platform;
  /** What a shell is given besides; for tests. */
  readonly additional?: Readonly<Record<string, string>>;
  /** Milliseconds for asking one PowerShell, and for starting one. */
  readonly probeLimit?: number;
  readonly openLimit?: number;
  /** Characters in one answer of the bridge. */
  readonly longestLine?: number;
  readonly hashes?: Readonly<Record<string, string>>;
}

/** PowerShell on this machine through node-powershell. */
export class NodePowerShellPort implements PowerShellPort {
  private readonly sessions = new Set<BridgeSession>();
  private closed = false;

  constructor(private readonly parts: PowerShellParts) {}

  /** See the port. */
  discover(path: string | null, signal: AbortSignal): Promise<readonly PowerShellHost[]> {
    const { environment, platform = process.platform, probeLimit = 30_000, additional } = this.parts;
    return discover(path, { environment, platform, limit: probeLimit, additional }, signal);
  }

  /** See the port. */
  async open(host: PowerShellHost): Promise<Result<PowerShellSession, Failure>> {
    const { folder, environment, additional, longestLine, openLimit = 60_000, hashes = BRIDGE_HASHES } = this.parts;
    if (this.closed) return err(failure('cancelled'));
    const problem = blockingProblem(host);
    if (problem && problem.code !== 'recommended' && problem.code !== 'logging') {
      return err(failure(problem.code, { message: problem.message, detail: problem.command }));
    }
    const damaged = await damagedFile(folder, hashes);
    if (damaged !== null) return err(failure('powershell-damaged', { detail: damaged }));
    // The library throws outside of any promise where the program is not there.
    const there = await access(host.path, constants.X_OK).then(
      () => true,
      () => isStoreAlias(host.path),
    );
    if (!there)
      return err(failure('powershell-missing', { message: 'The PowerShell that was used is no longer there.', detail: host.path }));

    const shell = start(host.path, { ...childEnvironment(environment, host.edition), ...additional });
    if (shell === null) return err(failure('powershell-failed', { detail: 'the program could not be started' }));
    const session = new BridgeSession(host, shell, longestLine);
    this.sessions.add(session);
    void shell.ended.then(() => this.sessions.delete(session));
    const answer = await session.run((call) => openingLine(call, join(folder, BRIDGE_MANIFEST), process.pid), {
      signal: new AbortController().signal,
      silence: openLimit,
    });
    if (answer.kind === 'done') return ok(session);
    await session.close();
    return err(openingFailure(answer));
  }

  /** Ends every shell that was started; no other one starts after it. */
  async closeAll(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.sessions].map((session) => session.close()));
  }
}

function start(path: string, environment: Readonly<Record<string, string>>): ShellProcess | null {
  try {
    return new ShellProcess(path, environment);
  } catch {
    return null;
  }
}

/** Why the bridge could not be loaded. */
function openingFailure(answer: Exclude<BridgeAnswer, { kind: 'done' }>): Failure {
  if (answer.kind === 'cancelled') return failure('cancelled');
  const detail = stripVTControlCharacters(answer.kind === 'error' ? `${answer.id}: ${answer.message}` : answer.message).slice(0, 1_000);
  if (answer.kind === 'gone') return failure(answer.reason === 'timeout' ? 'powershell-silent' : 'powershell-failed', { detail });
  const policy =
    answer.category === 'SecurityError' || /UnauthorizedAccess|ConstrainedLanguage|MethodInvocationNotSupported/.test(answer.id);
  return failure(policy ? 'powershell-policy' : 'powershell-failed', { detail });
}

/** The alias of the Microsoft Store cannot be looked at, only started. */
function isStoreAlias(path: string): boolean {
  return /[\\/]Microsoft[\\/]WindowsApps$/i.test(dirname(path));
}
