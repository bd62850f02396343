import type { EngineInput, EngineOutput } from '../../shared/ipc/engine-protocol';
import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { ReadingModel } from './reading-model';

/** What the reach engine says of an app at mailboxes, by application permissions. A mailbox that the reading lacks is *unknown*. */
export function appVerdicts(model: ReadingModel, question: EngineInput<'verdicts'>): Result<EngineOutput<'verdicts'>, Failure> {
  const { engine, reading } = model;
  const app = engine.app(question.appId);
  if (!app) return err(failure('app-unknown'));
  const reach = engine.applicationReach(app);
  return ok(
    question.mailboxIds.flatMap((mailboxId) => {
      const match = reading.mailboxes.match(mailboxId);
      return question.capabilities.map((capability) => ({
        mailboxId,
        capability,
        verdict: match.kind === 'mailbox' ? engine.sets.verdict(reach.of(capability), match.mailbox.index) : ('unknown' as const),
      }));
    }),
  );
}
