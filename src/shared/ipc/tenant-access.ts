/** One request to Microsoft Graph. Who asks, and at which address Graph lies, is known only to whoever sends it. */
export interface DirectoryRequest {
  readonly method: 'GET' | 'POST';
  /** Version, path and query: `/v1.0/users?$top=999`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Why a tenant did not answer at all. `cut`: the connection broke, or the answer ended too early. */
export type NoAnswer =
  | { readonly kind: 'unreachable'; readonly message: string }
  | { readonly kind: 'notSignedIn'; readonly message: string }
  | { readonly kind: 'cancelled' };

/** What Graph answered, whatever its status. Names of headers are in lower case; the body is as it came. */
export type DirectoryAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | NoAnswer;

/** Microsoft Graph. One request, one answer: waiting, repeating and paging are the reading's own. */
export interface DirectoryPort {
  send(request: DirectoryRequest, signal: AbortSignal): Promise<DirectoryAnswer>;
}

/** One value of a cmdlet's parameter; `true` for a switch. */
export type ParameterValue = string | number | boolean | readonly string[];

/** One call of an Exchange Online cmdlet. */
export interface ExchangeCommand {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

/** How a cmdlet ended. `busy`: the service asks to wait. */
export type ExchangeAnswer =
  | { readonly kind: 'done'; readonly warnings: readonly string[] }
  | { readonly kind: 'error'; readonly category: string; readonly id: string; readonly message: string }
  | { readonly kind: 'busy'; readonly status: number; readonly retryAfter: string | null; readonly date: string | null }
  | NoAnswer;

/** Names of the cmdlets that the caller's roles show; null where that cannot be told. */
export type CommandsAnswer = { readonly kind: 'commands'; readonly names: readonly string[] | null } | NoAnswer;

/** Takes some of the objects of an answer: the JSON text of an array. The next ones come when it is done. */
export type TakeObjects = (json: string) => Promise<void> | void;

/** Exchange Online. Objects arrive in pieces, so that no answer has to be one text. */
export interface ExchangePort {
  run(command: ExchangeCommand, signal: AbortSignal, take: TakeObjects): Promise<ExchangeAnswer>;
  /** Which cmdlets there are: a role that is missing looks like a missing cmdlet. */
  commands(signal: AbortSignal): Promise<CommandsAnswer>;
}
