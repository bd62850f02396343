import type { Mailbox } from '../collection/mailbox-directory';
import type { Reading } from '../collection/reading';
import { keyOf } from '../collection/text-key';
import { orInto, createBitSet, hasBit } from '../reach/bit-set';
import { CAPABILITIES, bitOf, type Capability } from '../reach/capability';
import type { ReachEngine } from '../reach/reach-engine';
import type { AppEntry, ExplainedPath, Explanation } from '../reach/reach-model';
import { err, ok, type Result } from '../result';
import type { ExplainedCapabilities, ExplainedVerdict, ReachAnswer, ReachPath } from './answer-shapes';

/** An app or mailbox that the reading does not hold. */
export interface NotHeld {
  readonly message: string;
}

/** Every mailbox that one app reaches, or may reach, by application permissions and through its users. */
export function buildReach(reading: Reading, engine: ReachEngine, appId: string): Result<ReachAnswer, NotHeld> {
  const app = engine.app(appId);
  if (!app) return err({ message: notHeld(reading, keyOf(appId)) });
  const candidates = candidatesOf(engine, app);
  const mailboxes = reading.mailboxes.all
    .filter((mailbox) => candidates(mailbox))
    .map((mailbox) => ({ id: mailbox.id, address: mailbox.address, capabilities: plainCapabilities(engine.explainApp(app, mailbox)) }))
    .filter(({ capabilities }) => Object.keys(capabilities).length > 0);
  return ok({
    format: 'mailscope-reach/1',
    app: { appId: app.appId, name: app.name, enabled: app.enabled },
    coverage: reading.coverage,
    unresolved: engine.unresolved().filter((entry) => entry.principals === 'apps'),
    mailboxes,
  });
}

/** An app has three ids, and the object ids are the ones that portals show first. */
function notHeld(reading: Reading, id: string): string {
  const { servicePrincipals, applications } = reading.collection.graph;
  const kinds = [
    ['the service principal', servicePrincipals],
    ['the app registration', applications],
  ] as const;
  for (const [kind, items] of kinds) {
    const item = id === '' ? undefined : items?.find((candidate) => keyOf(candidate.id) === id);
    if (item)
      return `${id} is the object id of ${kind} of "${item.displayName ?? item.appId}". Give its application (client) id: ${keyOf(item.appId)}.`;
  }
  return `The reading holds no app with the id ${id}. Check the application (client) id.`;
}

/** Mailboxes worth explaining: those in some set of the app, and all of them where the app reaches through users. */
function candidatesOf(engine: ReachEngine, app: AppEntry): (mailbox: Mailbox) => boolean {
  if (app.delegatedGrants.length > 0) return () => true;
  const reach = engine.applicationReach(app);
  const any = createBitSet(engine.sets.size);
  for (const capability of CAPABILITIES) {
    if (((reach.held | reach.unknown) & bitOf(capability)) === 0) continue;
    const set = reach.of(capability);
    orInto(any, set.yes);
    orInto(any, set.unknown);
  }
  return (mailbox) => hasBit(any, mailbox.index);
}

const plainPaths = new WeakMap<ExplainedPath, ReachPath>();

/** An explanation in the form of the answers: paths without their links, capabilities in their order. */
export function plainCapabilities(explanation: Explanation): ExplainedCapabilities {
  const result: Partial<Record<Capability, ExplainedVerdict>> = {};
  for (const capability of CAPABILITIES) {
    const explained = explanation[capability];
    if (explained) result[capability] = { verdict: explained.verdict, paths: explained.paths.map(plainPath) };
  }
  return result;
}

function plainPath(path: ExplainedPath): ReachPath {
  const known = plainPaths.get(path);
  if (known) return known;
  const plain: ReachPath = { kind: path.kind, detail: path.detail, via: path.via };
  plainPaths.set(path, plain);
  return plain;
}
