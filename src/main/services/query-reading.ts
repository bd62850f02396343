import { err, ok, type Result } from '../../shared/domain/result';
import type { Failure } from '../../shared/ipc/envelope';
import type { EngineInput, EngineOperation, EngineOutput } from '../../shared/ipc/engine-protocol';
import type { Overview, ReadingInfo } from '../../shared/ipc/reading-shapes';
import type { CallOptions, EnginePort } from '../ports/engine';
import type { ReadingLibrary, UsableReading } from './reading-library';

/** The operations that ask about one reading. */
type ReadingOperation = {
  [Name in EngineOperation]: EngineInput<Name> extends { readonly readingId: string; readonly now: string } ? Name : never;
}[EngineOperation];

/** What the caller says; the library adds the time. */
type Question<Name extends ReadingOperation> = Omit<EngineInput<Name>, 'now'> & { readonly readingId: string };

/** Asks the engine about a reading, opening the reading first if need be. */
export class ReadingQueries {
  constructor(
    private readonly library: ReadingLibrary,
    private readonly engine: EnginePort,
  ) {}

  /** Any question whose answer goes on as it is. */
  async ask<Name extends ReadingOperation>(
    operation: Name,
    question: Question<Name>,
    options: CallOptions,
  ): Promise<Result<EngineOutput<Name>, Failure>> {
    const asked = await this.askUsable(operation, question, options);
    return asked.ok ? ok(asked.value.answer) : asked;
  }

  /** The first screen of a reading. */
  async overview(readingId: string, options: CallOptions): Promise<Result<Overview, Failure>> {
    const asked = await this.askUsable('overview', { readingId }, options);
    return asked.ok ? ok({ ...asked.value.answer, reading: asked.value.reading.summary }) : asked;
  }

  /** Everything about a reading that is no list. */
  async info(readingId: string, options: CallOptions): Promise<Result<ReadingInfo, Failure>> {
    const asked = await this.askUsable('info', { readingId }, options);
    return asked.ok
      ? ok({ ...asked.value.answer, reading: asked.value.reading.summary, unread: asked.value.reading.unread ?? null })
      : asked;
  }

  private async askUsable<Name extends ReadingOperation>(
    operation: Name,
    question: Question<Name>,
    options: CallOptions,
  ): Promise<Result<{ readonly answer: EngineOutput<Name>; readonly reading: UsableReading }, Failure>> {
    const reading = await this.library.use(question.readingId, options);
    if (!reading.ok) return err(reading.error);
    const input = { ...question, now: reading.value.now } as unknown as EngineInput<Name>;
    const answer = await this.engine.call(operation, input, options);
    return answer.ok ? ok({ answer: answer.value, reading: reading.value }) : answer;
  }
}
