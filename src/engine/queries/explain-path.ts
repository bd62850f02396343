import type { Mailbox } from '../../shared/domain/collection/mailbox-directory';
import { keyOf } from '../../shared/domain/collection/text-key';
import { CAPABILITIES, type Capability } from '../../shared/domain/reach/capability';
import type { ExplainedPath, Explanation } from '../../shared/domain/reach/reach-model';
import { err, ok, type Result } from '../../shared/domain/result';
import type { PathExplanation } from '../../shared/ipc/detail-shapes';
import type { EngineInput } from '../../shared/ipc/engine-protocol';
import { failure, type Failure } from '../../shared/ipc/envelope';
import { clipName, clipSentence } from './clip';
import { keepPaths } from './reached-mailboxes-list';
import { withinBytes } from './fit-answer';
import { personOf } from './person-of';
import type { ReadingModel } from './reading-model';

const CHAINS_SHOWN = 100;
const LINKS_SHOWN = 40;
/** Bytes. */
const CHAINS_WEIGHT = 900_000;

type Question = Pick<EngineInput<'explain'>, 'principal' | 'mailboxId' | 'capability'>;

/** Why an app or a person reaches a mailbox: its paths as chains, each once with the capabilities it yields. */
export function explainPath(model: ReadingModel, question: Question): Result<PathExplanation, Failure> {
  const mailbox = model.reading.mailboxes.byId(question.mailboxId);
  if (!mailbox) return err(failure('mailbox-unknown'));
  const found =
    question.principal.kind === 'app'
      ? explainApp(model, question.principal.id, mailbox)
      : explainPerson(model, question.principal.id, mailbox);
  if (!found.ok) return found;
  const { principal, explanation } = found.value;
  const chains = chainsOf(explanation, question.capability);
  return ok({
    principal: { ...principal, name: clipName(principal.name) },
    mailbox: { id: mailbox.id, name: clipName(mailbox.name), address: clipName(mailbox.address) },
    verdicts: keepPaths(explanation, undefined).verdicts,
    chains: withinBytes(chains.slice(0, CHAINS_SHOWN), CHAINS_WEIGHT),
    chainsTotal: chains.length,
  });
}

type Found = Result<{ readonly principal: PathExplanation['principal']; readonly explanation: Explanation }, Failure>;

function explainApp(model: ReadingModel, appId: string, mailbox: Mailbox): Found {
  const app = model.engine.app(appId);
  if (!app) return err(failure('app-unknown'));
  const principal = { kind: 'app' as const, id: app.appId, name: app.name, enabled: app.enabled, deleted: false };
  return ok({ principal, explanation: model.engine.explainApp(app, mailbox) });
}

function explainPerson(model: ReadingModel, personId: string, mailbox: Mailbox): Found {
  const id = keyOf(personId);
  const person = model.engine.peopleOf(mailbox).find((candidate) => candidate.id === id);
  if (person) {
    const { name, enabled, deleted, explanation } = person;
    return ok({ principal: { kind: 'person', id, name, enabled, deleted }, explanation });
  }
  const known = model.reading.principals.byId(id);
  if (!known && !model.reading.users.has(id)) return err(failure('person-unknown'));
  const { name, enabled, deleted } = personOf(model.reading, id);
  return ok({ principal: { kind: 'person', id, name, enabled, deleted }, explanation: {} });
}

/** One path is one chain, however many capabilities it yields: write, read and read of headers come by the same grant. */
function chainsOf(explanation: Explanation, chosen: Capability | undefined): PathExplanation['chains'] {
  const chains = new Map<string, { path: ExplainedPath; capabilities: Capability[] }>();
  for (const capability of CAPABILITIES) {
    if (chosen !== undefined && capability !== chosen) continue;
    for (const path of explanation[capability]?.paths ?? []) {
      const key = `${path.kind} ${path.verdict} ${path.detail} ${path.links.map((link) => `${link.kind}:${link.id}`).join(' ')}`;
      const known = chains.get(key);
      if (known) known.capabilities.push(capability);
      else chains.set(key, { path, capabilities: [capability] });
    }
  }
  const order = { yes: 0, unknown: 1, no: 2 } as const;
  return [...chains.values()]
    .sort((left, right) => order[left.path.verdict] - order[right.path.verdict])
    .map(({ path, capabilities }) => ({
      kind: path.kind,
      capabilities,
      verdict: path.verdict,
      detail: clipSentence(path.detail),
      links: path.links.slice(0, LINKS_SHOWN).map(({ kind, id, label }) => ({ kind, id: clipName(id), label: clipName(label) })),
    }));
}
