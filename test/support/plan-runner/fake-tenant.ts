import type { ChangeableTenant, DirectoryChange, ExchangeChangeAnswer } from '../../../src/main/ports/tenant-writer';
import type { ClockPort } from '../../../src/main/ports/clock';
import type {
  DirectoryAnswer,
  DirectoryRequest,
  ExchangeAnswer,
  ExchangeCommand,
  TakeObjects,
} from '../../../src/shared/ipc/tenant-access';

type Thing = Record<string, unknown>;

/** A clock whose sleepers wake at once, at the time until which they wanted to sleep. */
export class SleepingClock implements ClockPort {
  time = Date.parse('2026-11-21T12:00:00Z');
  /** What happens while somebody sleeps. */
  onSleep: () => void = () => undefined;

  now(): string {
    return new Date(this.time).toISOString();
  }

  async sleep(milliseconds: number): Promise<void> {
    this.onSleep();
    this.time += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What the service does with a change: makes it and answers, or one of the many other things. */
export type Fault = 'lost-before' | 'lost-after' | 'server-error-before' | 'server-error-after' | DirectoryAnswer | ExchangeChangeAnswer;

/** A tenant of lists: `/v1.0/<list>` and `Get-<List>`. Things are seen `lag` milliseconds after they were made. */
export class FakeChangeableTenant implements ChangeableTenant {
  readonly tenantId = '11111111-1111-4111-8111-111111111111';
  readonly cloud = 'global';
  readonly actor = 'admin@contoso.com';
  readonly clock = new SleepingClock();
  readonly lists = new Map<string, Thing[]>();
  /** Changes that arrived, in order. */
  readonly sent: string[] = [];
  /** Those that were made. */
  readonly made: string[] = [];
  /** What happens to the next changes; after those everything works. */
  faults: (Fault | 'fine')[] = [];
  /** What happens to the next reads. */
  readFaults: DirectoryAnswer[] = [];
  lag = 0;
  private count = 0;

  list(name: string): Thing[] {
    const list = this.lists.get(name) ?? [];
    this.lists.set(name, list);
    return list;
  }

  readonly directory = { send: (request: DirectoryRequest): Promise<DirectoryAnswer> => Promise.resolve(this.readGraph(request.path)) };
  readonly directoryWriter = { change: (change: DirectoryChange): Promise<DirectoryAnswer> => Promise.resolve(this.changeGraph(change)) };
  readonly exchange = {
    run: async (command: ExchangeCommand, _signal: AbortSignal, take: TakeObjects): Promise<ExchangeAnswer> => {
      const fault = this.readFaults.shift();
      if (fault) return { kind: 'unreachable', message: 'the connection broke' };
      await take(JSON.stringify(this.seen(command.cmdlet.replace(/^Get-/, ''))));
      return { kind: 'done', warnings: [] };
    },
    commands: (): Promise<{ kind: 'commands'; names: null }> => Promise.resolve({ kind: 'commands', names: null }),
  };
  readonly exchangeWriter = {
    change: (command: ExchangeCommand): Promise<ExchangeChangeAnswer> => Promise.resolve(this.changeExchange(command)),
  };

  private seen(name: string): Thing[] {
    return this.list(name)
      .filter((thing) => Number(thing['seenFrom'] ?? 0) <= this.clock.time && Number(thing['goneFrom'] ?? Infinity) > this.clock.time)
      .map(({ seenFrom: _seen, goneFrom: _gone, ...rest }) => rest);
  }

  private readGraph(path: string): DirectoryAnswer {
    const fault = this.readFaults.shift();
    if (fault) return fault;
    const [name = '', id] = path
      .replace(/^\/v1\.0\//, '')
      .replace(/\?.*$/, '')
      .split('/');
    const things = this.seen(name);
    if (id === undefined) return answer(200, { value: things });
    const thing = things.find((one) => one['id'] === decodeURIComponent(id));
    return thing ? answer(200, thing) : answer(404, { error: { code: 'Request_ResourceNotFound', message: 'not there' } });
  }

  private changeGraph({ method, path, body }: DirectoryChange): DirectoryAnswer {
    const text = `${method} ${path}${body === null ? '' : ` ${body}`}`;
    this.sent.push(text);
    const fault = this.faults.shift() ?? 'fine';
    if (typeof fault === 'object') return fault as DirectoryAnswer;
    if (fault === 'lost-before') return { kind: 'unreachable', message: 'the connection broke' };
    if (fault === 'server-error-before') return answer(500, { error: { code: 'InternalServerError', message: 'something broke' } });
    const came = this.makeGraph(method, path, body === null ? {} : (JSON.parse(body) as Thing));
    if (came.kind === 'answer' && came.status < 300) this.made.push(text);
    if (fault === 'lost-after') return { kind: 'unreachable', message: 'the connection broke' };
    if (fault === 'server-error-after') return answer(504, { error: { code: 'UnknownError', message: 'a gateway gave up' } });
    return came;
  }

  private makeGraph(method: string, path: string, body: Thing): DirectoryAnswer {
    const [name = '', id = '', action] = path.replace(/^\/v1\.0\//, '').split('/');
    const thing = this.list(name).find((one) => one['id'] === decodeURIComponent(id) && one['goneFrom'] === undefined);
    if (method === 'POST' && id === '') {
      if (this.list(name).some((one) => one['name'] === body['name'] && one['goneFrom'] === undefined)) {
        return answer(409, { error: { code: 'Conflict', message: 'one of that name exists' } });
      }
      const made = { id: this.newId(), ...body, seenFrom: this.clock.time + this.lag };
      this.list(name).push(made);
      return answer(201, made);
    }
    if (!thing) return answer(404, { error: { code: 'Request_ResourceNotFound', message: 'not there' } });
    const secrets = (thing['passwordCredentials'] ?? []) as Thing[];
    if (action === 'addPassword') {
      const keyId = this.newId();
      const credential = { keyId, ...(body['passwordCredential'] as Thing) };
      thing['passwordCredentials'] = [...secrets, credential];
      return answer(200, { ...credential, secretText: `text-of-${keyId}` });
    }
    if (action === 'removePassword') thing['passwordCredentials'] = secrets.filter(({ keyId }) => keyId !== body['keyId']);
    else if (method === 'DELETE') thing['goneFrom'] = this.clock.time + this.lag;
    else {
      const keys = body['keyCredentials'] as Thing[] | undefined;
      Object.assign(thing, body, keys ? { keyCredentials: keys.map((key) => ({ keyId: this.newId(), ...key })) } : {});
    }
    return answer(204, null);
  }

  private changeExchange({ cmdlet, parameters }: ExchangeCommand): ExchangeChangeAnswer {
    const text = `${cmdlet} ${JSON.stringify(parameters)}`;
    this.sent.push(text);
    const fault = this.faults.shift() ?? 'fine';
    if (typeof fault === 'object') return fault as ExchangeChangeAnswer;
    if (fault === 'lost-before') return { kind: 'unreachable', message: 'the shell is gone' };
    if (fault === 'server-error-before') return { kind: 'busy', status: 500, retryAfter: null, date: null };
    const [verb = '', name = ''] = cmdlet.split('-');
    const list = this.list(name);
    const thing = list.find((one) => one['Identity'] === parameters['Identity'] && one['goneFrom'] === undefined);
    if (verb === 'New') {
      if (list.some((one) => one['Name'] === parameters['Name'] && one['goneFrom'] === undefined)) {
        return { kind: 'error', category: 'ResourceExists', id: 'ADObjectAlreadyExistsException', message: 'The object already exists.' };
      }
      list.push({ Identity: this.newId(), ...parameters, seenFrom: this.clock.time + this.lag });
    } else if (!thing) {
      return { kind: 'error', category: 'ObjectNotFound', id: 'ManagementObjectNotFoundException', message: "It couldn't be found." };
    } else if (verb === 'Remove') thing['goneFrom'] = this.clock.time + this.lag;
    else Object.assign(thing, parameters);
    this.made.push(text);
    if (fault === 'lost-after') return { kind: 'unreachable', message: 'the shell is gone' };
    if (fault === 'server-error-after') return { kind: 'busy', status: 500, retryAfter: null, date: null };
    return { kind: 'done', warnings: [], objects: [] };
  }

  private newId(): string {
    this.count += 1;
    return `id-${String(this.count)}`;
  }
}

/** An answer of Graph. */
export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): DirectoryAnswer {
  return { kind: 'answer', status, headers, body: body === null ? '' : JSON.stringify(body) };
}
