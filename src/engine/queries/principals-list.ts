import type { Mailbox } from '../../shared/domain/collection/mailbox-directory';
import { CAPABILITIES, type Capability } from '../../shared/domain/reach/capability';
import type { Explanation } from '../../shared/domain/reach/reach-model';
import type { ListRow } from '../../shared/ipc/list-shapes';
import { clipName, clipSentence } from './clip';
import type { ListRules } from './prepared-list';
import { strengthRank, strongestAmong } from './rank';
import { keepPaths } from './reached-mailboxes-list';
import type { ReadingModel } from './reading-model';

type PrincipalRow = ListRow<'principals'>;

/** Every app and person that reaches a mailbox, or may. */
export function principalRows(model: ReadingModel, mailbox: Mailbox): readonly PrincipalRow[] {
  const rows: PrincipalRow[] = [];
  for (const app of model.engine.apps) {
    const row = rowOf(
      { kind: 'app', id: app.appId, name: app.name, enabled: app.enabled, deleted: false },
      model.engine.explainApp(app, mailbox),
    );
    if (row) rows.push(row);
  }
  for (const person of model.engine.peopleOf(mailbox)) {
    const { id, name, enabled, deleted } = person;
    const row = rowOf({ kind: 'person', id, name, enabled, deleted }, person.explanation);
    if (row) rows.push(row);
  }
  return rows;
}

function rowOf(
  principal: Pick<PrincipalRow, 'kind' | 'id' | 'name' | 'enabled' | 'deleted'>,
  explanation: Explanation,
): PrincipalRow | null {
  const { verdicts, kinds } = keepPaths(explanation, undefined);
  const held = CAPABILITIES.filter((capability) => verdicts[capability] !== undefined);
  if (held.length === 0) return null;
  const strongest = strongestAmong(held.filter((capability) => verdicts[capability] === 'yes')) ?? strongestAmong(held);
  return {
    ...principal,
    name: clipName(principal.name),
    capabilities: verdicts,
    strongest,
    by: kinds,
    why: clipSentence(firstReason(explanation, strongest)),
    group: null,
  };
}

/** The first path that decides the strongest capability: a certain one before an uncertain one. */
function firstReason(explanation: Explanation, strongest: Capability | null): string {
  const paths = strongest === null ? [] : (explanation[strongest]?.paths ?? []);
  return (paths.find((path) => path.verdict === 'yes') ?? paths.find((path) => path.verdict === 'unknown') ?? paths[0])?.detail ?? '';
}

const HEADINGS = { app: { label: 'Apps', order: 1 }, person: { label: 'People', order: 0 } } as const;

/** How the list of those who reach a mailbox is queried. With a capability, a verdict is that of the capability. */
export function principalRules(chosen: Capability | undefined): ListRules<'principals'> {
  const verdictsOf = (row: PrincipalRow): readonly string[] => {
    if (chosen !== undefined) return row.capabilities[chosen] ? [row.capabilities[chosen]] : [];
    return Object.values(row.capabilities).includes('yes') ? ['yes'] : ['unknown'];
  };
  return {
    list: 'principals',
    text: (row) => `${row.name}\n${row.id}\n${row.why}`,
    filters: {
      kind: (row, wanted) => row.kind === wanted,
      capability: (row, wanted) => row.capabilities[wanted] !== undefined,
      verdict: (row, wanted) => verdictsOf(row).some((verdict) => (wanted as readonly string[]).includes(verdict)),
    },
    facets: { kind: (row) => [row.kind], capability: (row) => Object.keys(row.capabilities), verdict: verdictsOf },
    sorts: { name: (row) => row.name, kind: (row) => row.kind, strongest: (row) => strengthRank(row.strongest) },
    groups: { kind: (row) => HEADINGS[row.kind] },
    usual: [
      { by: 'strongest', direction: 'descending' },
      { by: 'name', direction: 'ascending' },
    ],
  };
}
