import { z } from 'zod';
import { ERROR_CODES, ERROR_TEXTS, type ErrorCode } from './error-codes';

/** The largest answer that may cross to the renderer, in bytes of JSON. */
export const ANSWER_LIMIT = 1_000_000;

/** The id that a caller gives to a request, to cancel it and to know its progress. */
export const requestIdSchema = z.string().min(1).max(64);

/** What a caller sends: the channel's input under an id of the caller's choice. */
export interface ChannelRequest<Input> {
  readonly requestId: string;
  readonly input: Input;
}

/** A failure as the renderer shows it. `detail` is the technical cause, `logId` finds a bug in the log. */
export const failureSchema = z.object({
  code: z.enum(ERROR_CODES as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  next: z.string(),
  detail: z.string().nullable(),
  logId: z.string().optional(),
});

/** A failure as the renderer shows it. */
export type Failure = z.infer<typeof failureSchema>;

/** What every channel answers. It never rejects. */
export type ChannelAnswer<Output> = { readonly ok: true; readonly value: Output } | { readonly ok: false; readonly error: Failure };

/** A failure with the texts of its code, or with a more precise sentence. */
export function failure(
  code: ErrorCode,
  extra: { readonly message?: string; readonly detail?: string | null; readonly logId?: string } = {},
): Failure {
  const { message, next } = ERROR_TEXTS[code];
  return {
    code,
    message: extra.message ?? message,
    next,
    detail: extra.detail ?? null,
    ...(extra.logId === undefined ? {} : { logId: extra.logId }),
  };
}
