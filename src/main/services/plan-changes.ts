import { matchesAll } from '../../shared/domain/plan/match';
import type { Change, Json } from '../../shared/domain/plan/plan.schema';
import { expandJson, expandText, type Outputs } from '../../shared/domain/plan/template';
import type { ChangeableTenant } from '../ports/tenant-writer';
import { judgeExchangeChange, judgeGraphChange, type ChangeOutcome } from './tenant-answers';
import type { TenantLooks } from './tenant-looks';

type GraphChange = Extract<Change, { api: 'graph' }>;
type ListEdit = NonNullable<GraphChange['edit']>;

/** A change that a request makes. */
export type SentChange = Exclude<Change, { api: 'person' }>;

/** Sends changes, each once: what came of one is told, and nothing is repeated here. */
export class PlanChanges {
  constructor(
    private readonly tenant: ChangeableTenant,
    private readonly looks: TenantLooks,
  ) {}

  /** Puts what earlier steps brought into a change, reads the list that it edits, and makes ready what is sent. Throws MissingOutput. */
  async prepare(change: SentChange, outputs: Outputs, signal: AbortSignal): Promise<PreparedChange> {
    if (change.api === 'exchange') {
      const command = { cmdlet: change.cmdlet, parameters: expandJson(change.parameters, outputs) };
      return { kind: 'ready', send: async () => judgeExchangeChange(await this.tenant.exchangeWriter.change(command, NEVER), this.now()) };
    }
    const path = expandText(change.path, outputs, encodeURIComponent);
    const written = change.body === null ? null : expandJson(change.body, outputs);
    let body: Json | null = written;
    if (change.edit !== null) {
      const edited = await this.edit(path, change.edit, outputs, signal);
      if ('kind' in edited) return edited;
      body = { ...(written as Readonly<Record<string, Json>> | null), ...edited.body };
    }
    const headers = { ...(body === null ? {} : { 'content-type': 'application/json' }), ...expandJson(change.headers, outputs) };
    const request = { method: change.method, path, headers, body: body === null ? null : JSON.stringify(body) };
    return { kind: 'ready', send: async () => judgeGraphChange(await this.tenant.directoryWriter.change(request, NEVER), this.now()) };
  }

  /** A list that is written back whole: as it is now, without what is to go and with what is to come. */
  private async edit(
    path: string,
    edit: ListEdit,
    outputs: Outputs,
    signal: AbortSignal,
  ): Promise<{ readonly body: Readonly<Record<string, Json>> } | Exclude<PreparedChange, { kind: 'ready' }>> {
    const names = edit.property.split('.');
    const [first = ''] = names;
    const read = await this.looks.object(`${path}${path.includes('?') ? '&' : '?'}$select=${encodeURIComponent(first)}`, signal);
    if (!read.ok) return { kind: 'not-readable', failure: read.error };
    if (read.value === null) return { kind: 'gone' };
    const remove = edit.remove.map((where) => expandJson(where, outputs));
    const add = edit.add.map((item) => expandJson(item, outputs));
    const now = listIn(read.value, names);
    const kept = now.filter((item) => !remove.some((where) => isMeant(item, where)));
    const fresh = add.filter((item) => !kept.some((other) => JSON.stringify(other) === JSON.stringify(item)));
    return { body: nested(names, [...kept, ...fresh]) };
  }

  private now(): number {
    return Date.parse(this.tenant.clock.now());
  }
}

/** A change that is ready to be sent, once; or why it is not. */
export type PreparedChange =
  | { readonly kind: 'ready'; readonly send: () => Promise<ChangeOutcome> }
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'not-readable';
      readonly failure: { readonly kind: 'cancelled' | 'forbidden' | 'notSignedIn' | 'unreadable'; readonly reason: string };
    };

/** A change that is under way is finished, whoever wants to stop: half a change is known to nobody. */
const NEVER = new AbortController().signal;

/** Items may be texts, too: then the empty name stands for the item itself. */
function isMeant(item: Json, where: ListEdit['remove'][number]): boolean {
  return matchesAll(typeof item === 'object' && item !== null ? item : { '': item }, where);
}

function listIn(object: Readonly<Record<string, unknown>>, names: readonly string[]): readonly Json[] {
  let value: unknown = object;
  for (const name of names)
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

function nested(names: readonly string[], list: readonly Json[]): Readonly<Record<string, Json>> {
  const [name = '', ...rest] = names;
  return { [name]: rest.length === 0 ? list : nested(rest, list) };
}
