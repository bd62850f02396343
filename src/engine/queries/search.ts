import type { SearchHit } from '../../shared/ipc/detail-shapes';
import { clipName, clipNullable } from './clip';
import { findingKey, type ReadingModel } from './reading-model';
import { comparable, holdsWords, wordsOf } from './text-order';

const HITS = 50;
const HITS_OF_A_KIND = 15;

interface Entry {
  readonly hit: SearchHit;
  readonly label: string;
  readonly text: string;
}

/** Apps, mailboxes, people and findings that hold every word; those whose name begins with the search come first. */
export function searchEverything(model: ReadingModel, search: string): { hits: SearchHit[]; total: number } {
  const words = wordsOf(search);
  if (words.length === 0) return { hits: [], total: 0 };
  const beginning = comparable(search.trim());
  const groups = [
    model.kept('search apps', () => appEntries(model)),
    model.kept('search mailboxes', () => mailboxEntries(model)),
    model.kept('search people', () => peopleEntries(model)),
    model.kept('search findings', () => findingEntries(model)),
  ];
  let total = 0;
  const hits: { hit: SearchHit; rank: number }[] = [];
  for (const entries of groups) {
    const found = entries
      .filter((entry) => holdsWords(entry.text, words))
      .map((entry) => ({ hit: entry.hit, rank: rankOf(entry, beginning) }));
    total += found.length;
    found.sort((left, right) => left.rank - right.rank);
    hits.push(...found.slice(0, HITS_OF_A_KIND));
  }
  hits.sort((left, right) => left.rank - right.rank);
  return { hits: hits.slice(0, HITS).map(({ hit }) => hit), total };
}

function rankOf(entry: Entry, beginning: string): number {
  if (entry.label === beginning) return 0;
  if (entry.label.startsWith(beginning)) return 1;
  return entry.label.includes(beginning) ? 2 : 3;
}

function entryOf(hit: SearchHit, ...more: readonly (string | null | undefined)[]): Entry {
  const label = comparable(hit.label);
  return { hit, label, text: `${label}\n${comparable([hit.id, hit.detail, ...more].filter(Boolean).join('\n'))}` };
}

function appEntries(model: ReadingModel): readonly Entry[] {
  return model.engine.apps.map((app) =>
    entryOf(
      { kind: 'app', id: app.appId, label: clipName(app.name), detail: app.appId, severity: null, finding: null },
      app.servicePrincipal?.id,
    ),
  );
}

function mailboxEntries(model: ReadingModel): readonly Entry[] {
  return model.reading.mailboxes.all.map((mailbox) =>
    entryOf({
      kind: 'mailbox',
      id: mailbox.id,
      label: clipName(mailbox.name),
      detail: clipName(mailbox.address),
      severity: null,
      finding: null,
    }),
  );
}

/** Everybody who holds a right, and every account; the account of a shared mailbox that holds none is found as the mailbox alone. */
function peopleEntries(model: ReadingModel): readonly Entry[] {
  const seen = new Set<string>();
  const entries: Entry[] = [];
  const add = (id: string, name: string, address: string | null | undefined): void => {
    if (seen.has(id)) return;
    seen.add(id);
    entries.push(entryOf({ kind: 'person', id, label: clipName(name), detail: clipNullable(address), severity: null, finding: null }));
  };
  for (const { person } of model.engine.peopleIndex().all) {
    const user = model.reading.users.get(person.id);
    add(person.id, person.name, user?.userPrincipalName ?? user?.mail);
  }
  for (const [id, user] of model.reading.users) {
    if (!model.reading.mailboxes.byId(id)?.isShared) add(id, user.displayName || user.userPrincipalName || id, user.userPrincipalName);
  }
  return entries;
}

function findingEntries(model: ReadingModel): readonly Entry[] {
  return model.audit.findings.map((finding) =>
    entryOf(
      {
        kind: 'finding',
        id: findingKey(finding),
        label: clipName(finding.title),
        detail: clipNullable(finding.subject.name || finding.subject.id),
        severity: finding.severity,
        finding: finding.id,
      },
      finding.subject.id,
    ),
  );
}
