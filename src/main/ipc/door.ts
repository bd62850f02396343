import { z } from 'zod';
import type { Result } from '../../shared/domain/result';
import type { ChannelName } from '../../shared/ipc/channel-names';
import { CONTRACT, type ChannelInput, type ChannelOutput } from '../../shared/ipc/contract';
import { ANSWER_LIMIT, failure, requestIdSchema, type ChannelAnswer, type Failure } from '../../shared/ipc/envelope';
import type { LogPort } from '../ports/log';
import { placesIn } from './error-places';
import { RunningRequests } from './running-requests';
import { isTrustedSender, type SenderFrame } from './sender-check';

/** What a handler knows of the request it serves. */
export interface RequestContext {
  readonly requestId: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { readonly stage: string; readonly done: number; readonly total: number }) => void;
}

/** Serves one channel. Expected failures are values; what it throws is a bug. */
export type Handler<Name extends ChannelName> = (
  input: ChannelInput<Name>,
  context: RequestContext,
) => Promise<Result<ChannelOutput<Name>, Failure>>;

/** A handler for every channel. */
export type Handlers = { readonly [Name in ChannelName]: Handler<Name> };

/** Who sent a message, and how to tell them about progress. */
export interface Sender {
  readonly windowId: number;
  readonly frame: SenderFrame | null | undefined;
  readonly sendProgress: (payload: { requestId: string; stage: string; done: number; total: number }) => void;
}

const requestSchema = z.object({ requestId: requestIdSchema, input: z.unknown() });

type AnyHandler = (input: unknown, context: RequestContext) => Promise<Result<unknown, Failure>>;

/**
 * The one way in: sender check, parse, serve, parse the answer, envelope. It never rejects, because Electron would carry
 * the message of a thrown error, secrets included, to the renderer.
 */
export class Door {
  private readonly running = new RunningRequests();

  constructor(
    private readonly handlers: Handlers,
    private readonly log: LogPort,
    /** Takes secrets out of a text: what another program answered is shown as the cause of a failure. */
    private readonly redact: (text: string) => string = (text) => text,
  ) {}

  /** Serves one message. */
  async serve(channel: ChannelName, sender: Sender, payload: unknown): Promise<ChannelAnswer<unknown>> {
    if (!isTrustedSender(sender.frame)) {
      this.log.warn('sender-refused', { channel });
      return { ok: false, error: failure('not-allowed') };
    }
    const request = requestSchema.safeParse(payload);
    if (!request.success) return refuse(request.error);
    const input = CONTRACT[channel].input.safeParse(request.data.input);
    if (!input.success) return refuse(input.error);
    const { requestId } = request.data;
    const controller = this.running.begin(sender.windowId, requestId);
    if (!controller) return { ok: false, error: failure('bad-request', { detail: 'a request with this id is running' }) };
    try {
      return await this.run(channel, sender, requestId, input.data, controller.signal);
    } catch (error) {
      return { ok: false, error: this.bug(channel, error) };
    } finally {
      this.running.end(sender.windowId, requestId);
    }
  }

  /** Cancels a request of a trusted sender. */
  cancel(sender: Sender, requestId: unknown): void {
    const id = requestIdSchema.safeParse(requestId);
    if (id.success && isTrustedSender(sender.frame)) this.running.cancel(sender.windowId, id.data);
  }

  /** Cancels everything a window started: it closed, or shows another page. */
  leave(windowId: number): void {
    this.running.cancelAll(windowId);
  }

  private async run(
    channel: ChannelName,
    sender: Sender,
    requestId: string,
    input: unknown,
    signal: AbortSignal,
  ): Promise<ChannelAnswer<unknown>> {
    const onProgress: RequestContext['onProgress'] = (progress) => {
      if (!signal.aborted) sender.sendProgress({ requestId, ...progress });
    };
    const result = await (this.handlers[channel] as AnyHandler)(input, { requestId, signal, onProgress });
    if (signal.aborted) return { ok: false, error: failure('cancelled') };
    if (!result.ok) return { ok: false, error: this.clean(result.error) };
    const output = CONTRACT[channel].output.safeParse(result.value);
    if (!output.success) {
      const places = output.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.')}: ${issue.code}`);
      const logId = this.log.error('answer-not-valid', { channel, reason: places.join('; ') });
      return { ok: false, error: failure('internal', { logId }) };
    }
    const size = Buffer.byteLength(JSON.stringify(output.data));
    if (size > ANSWER_LIMIT) {
      this.log.error('answer-too-large', { channel, bytes: size });
      return { ok: false, error: failure('answer-too-large') };
    }
    return { ok: true, value: output.data };
  }

  private clean(error: Failure): Failure {
    return { ...error, message: this.redact(error.message), detail: error.detail === null ? null : this.redact(error.detail) };
  }

  private bug(channel: ChannelName, error: unknown): Failure {
    const logId = this.log.error('handler-threw', { channel, ...placesIn(error) });
    return failure('internal', { logId });
  }
}

function refuse(error: z.ZodError): ChannelAnswer<never> {
  const issue = error.issues[0];
  const place = issue ? `${issue.path.map(String).join('.') || 'request'}: ${issue.code}` : 'request';
  return { ok: false, error: failure('bad-request', { detail: place }) };
}
