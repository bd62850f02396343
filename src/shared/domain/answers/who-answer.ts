import type { Mailbox } from '../collection/mailbox-directory';
import type { Reading } from '../collection/reading';
import type { ReachEngine } from '../reach/reach-engine';
import { err, ok, type Result } from '../result';
import type { Unresolved, WhoAnswer, WhoPrincipal } from './answer-shapes';
import { plainCapabilities, type NotHeld } from './reach-answer';

/** Every app and person that reaches one mailbox, or may. `address`: primary address, UPN, any other address, or id. */
export function buildWho(reading: Reading, engine: ReachEngine, address: string): Result<WhoAnswer, NotHeld> {
  const match = reading.mailboxes.match(address);
  if (match.kind === 'none')
    return err({ message: `The reading holds no mailbox "${address}". Give an address, a user principal name or an id of it.` });
  if (match.kind === 'ambiguous') {
    return err({
      message: `"${address}" is the name of ${match.candidates.length} mailboxes: ${match.candidates.map((item) => item.address).join(', ')}. Give an address or an id.`,
    });
  }
  const { mailbox } = match;
  return ok({
    format: 'mailscope-who/1',
    mailbox: { id: mailbox.id, address: mailbox.address },
    coverage: reading.coverage,
    unresolved: unresolvedFor(engine, mailbox),
    principals: [...appsInto(engine, mailbox), ...peopleInto(engine, mailbox)],
  });
}

/** What is not known about one mailbox. */
export function unresolvedFor(engine: ReachEngine, mailbox: Mailbox): readonly Unresolved[] {
  return engine.unresolved().filter(({ mailboxes }) => mailboxes === 'all' || mailboxes.includes(mailbox.id));
}

function appsInto(engine: ReachEngine, mailbox: Mailbox): WhoPrincipal[] {
  const found: WhoPrincipal[] = [];
  for (const app of engine.apps) {
    const capabilities = plainCapabilities(engine.explainApp(app, mailbox));
    if (Object.keys(capabilities).length === 0) continue;
    found.push({ kind: 'app', id: app.appId, name: app.name, enabled: app.enabled, deleted: false, capabilities });
  }
  return found;
}

function peopleInto(engine: ReachEngine, mailbox: Mailbox): WhoPrincipal[] {
  return engine
    .peopleOf(mailbox)
    .map(({ explanation, ...person }) => ({ kind: 'person', ...person, capabilities: plainCapabilities(explanation) }));
}
