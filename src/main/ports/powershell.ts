import type { PowerShellHost } from '../../shared/domain/powershell/powershell-problems';
import type { Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';
import type { TakeObjects } from '../../shared/ipc/tenant-access';

export type { PowerShellHost };

/** The functions of the bridge module: nothing else is ever called. */
export const BRIDGE_FUNCTIONS = [
  'Connect-MailscopeExchange',
  'Disconnect-MailscopeExchange',
  'Get-MailscopeCommand',
  'Invoke-MailscopeCmdlet',
  'Invoke-MailscopeChange',
] as const;

/** One function of the bridge module. */
export type BridgeFunction = (typeof BRIDGE_FUNCTIONS)[number];

/** How a call of the bridge ended. */
export type BridgeAnswer =
  | { readonly kind: 'done'; readonly value: unknown; readonly warnings: readonly string[] }
  | { readonly kind: 'error'; readonly category: string; readonly id: string; readonly message: string }
  /** The shell is gone or did not answer in time; the session cannot be used any more. */
  | { readonly kind: 'gone'; readonly reason: 'exited' | 'timeout' | 'garbled' | 'tooMuch'; readonly message: string }
  | { readonly kind: 'cancelled' };

/** What a call is given besides its argument. */
export interface BridgeCall {
  readonly signal: AbortSignal;
  /** Milliseconds without a sign of life (an object, a progress record) after which the shell counts as hung. */
  readonly silence: number;
  /** A secret that goes in by standard input, never in a command. */
  readonly secret?: string;
  readonly take?: TakeObjects;
  readonly onProgress?: (text: string) => void;
}

/** A running shell with the bridge loaded. One call at a time; others wait their turn. */
export interface PowerShellSession {
  readonly host: PowerShellHost;
  call(name: BridgeFunction, argument: unknown, options: BridgeCall): Promise<BridgeAnswer>;
  /** Whether it can still be used. */
  readonly alive: boolean;
  /** Ends the shell and everything it started. */
  close(): Promise<void>;
}

/** PowerShell on this machine. */
export interface PowerShellPort {
  /** What is there, the best first. `path` names one that the user chose. */
  discover(path: string | null, signal: AbortSignal): Promise<readonly PowerShellHost[]>;
  /** Starts a shell; a failure says what is wrong and what to do. */
  open(host: PowerShellHost): Promise<Result<PowerShellSession, Failure>>;
}
