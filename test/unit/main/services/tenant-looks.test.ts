import { describe, expect, it } from 'vitest';
import { TenantLooks } from '../../../../src/main/services/tenant-looks';
import { exchangeLook, graphLook } from '../../../../src/shared/domain/plan/look';
import type { Look } from '../../../../src/shared/domain/plan/plan.schema';
import { literal } from '../../../../src/shared/domain/plan/template';
import type { DirectoryAnswer, DirectoryRequest, ExchangeAnswer, ExchangeCommand } from '../../../../src/shared/ipc/tenant-access';
import { answer, SleepingClock } from '../../../support/plan-runner/fake-tenant';

const never = new AbortController().signal;
const ADA = graphLook('/v1.0/users', { where: { name: 'ada' }, says: 'Ada is there.' });

/** A directory that answers from a list, and keeps what it was asked. */
class Asked {
  readonly clock = new SleepingClock();
  readonly requests: DirectoryRequest[] = [];
  readonly commands: ExchangeCommand[] = [];
  answers: DirectoryAnswer[] = [];
  outcomes: (ExchangeAnswer | readonly unknown[])[] = [];
  readonly looks = new TenantLooks({
    clock: this.clock,
    random: () => 1,
    directory: {
      send: (request) => {
        this.requests.push(request);
        return Promise.resolve(this.answers.shift() ?? answer(404, {}));
      },
    },
    exchange: {
      run: async (command, _signal, take) => {
        this.commands.push(command);
        const next = this.outcomes.shift() ?? [];
        if ('kind' in next) return next;
        // Objects come in pieces.
        for (const item of next) await take(item === 'broken' ? '[{"Name"' : JSON.stringify([item]));
        return { kind: 'done', warnings: [] };
      },
      commands: () => Promise.resolve({ kind: 'commands', names: null }),
    },
  });

  async see(looks: readonly Look[] = [ADA], outputs = {}, signal = never): Promise<string> {
    const seen = await this.looks.look(looks, outputs, signal);
    return seen.ok ? `${String(seen.value.holds)}: ${seen.value.says.join(' ')}` : `${seen.error.kind}: ${seen.error.reason}`;
  }
}

const error = (status: number, code: string, message: string, headers = {}): DirectoryAnswer =>
  answer(status, { error: { code, message } }, headers);

describe('looking by Graph', () => {
  it.each<[what: string, answers: DirectoryAnswer[], saw: string, requests: number]>([
    ['a list', [answer(200, { value: [{ name: 'Ada' }] })], 'true: Ada is there.', 1],
    ['one object', [answer(200, { name: 'Ada' })], 'true: Ada is there.', 1],
    ['what is not there', [error(404, 'Request_ResourceNotFound', 'no')], 'false: Not so: “Ada is there”. Nothing was found.', 1],
    [
      'an answer that was cut off',
      [{ kind: 'answer', status: 200, headers: {}, body: '{"val' }, answer(200, { name: 'Ada' })],
      'true: Ada is there.',
      2,
    ],
    ['a service that asks to wait', [error(429, 'x', 'y', { 'retry-after': '7' }), answer(200, { name: 'Ada' })], 'true: Ada is there.', 2],
    ['a server that fails at first', [error(503, 'x', 'y'), error(500, 'x', 'y'), answer(200, { name: 'Ada' })], 'true: Ada is there.', 3],
    [
      'what may not be read',
      [error(403, 'Authorization_RequestDenied', 'Insufficient privileges')],
      'forbidden: 403 Authorization_RequestDenied: Insufficient privileges',
      1,
    ],
    [
      'a token that is not taken',
      [error(401, 'InvalidAuthenticationToken', 'Expired')],
      'notSignedIn: 401 InvalidAuthenticationToken: Expired',
      1,
    ],
    ['nobody signed in', [{ kind: 'notSignedIn', message: 'sign in' }], 'notSignedIn: sign in', 1],
    ['a wrong request', [error(400, 'BadRequest', 'Unknown property')], 'unreadable: 400 BadRequest: Unknown property', 1],
    ['a body that is no object', [answer(200, 'text')], 'unreadable: the answer is no object', 1],
    [
      'a tenant that never answers',
      Array.from({ length: 9 }, () => ({ kind: 'unreachable', message: 'no connection' }) as const),
      'unreadable: no connection',
      6,
    ],
  ])('%s', async (_what, answers, saw, requests) => {
    const asked = new Asked();
    asked.answers = answers;
    expect(await asked.see()).toBe(saw);
    expect(asked.requests).toHaveLength(requests);
  });

  it('waits as long as it is told', async () => {
    const asked = new Asked();
    asked.answers = [error(429, 'x', 'y', { 'retry-after': '90' }), answer(200, { value: [] })];
    const before = asked.clock.time;
    await asked.see();
    expect(asked.clock.time - before).toBe(90_000);
  });

  it('gives up a service that asks to wait for hours', async () => {
    const asked = new Asked();
    asked.answers = Array.from({ length: 3 }, () => error(429, 'TooManyRequests', 'later', { 'retry-after': '3600' }));
    expect(await asked.see()).toBe('unreadable: 429 TooManyRequests: later');
    expect(asked.requests).toHaveLength(1);
  });

  it('follows every page, and no link that leads elsewhere or in circles', async () => {
    const asked = new Asked();
    const page = (items: readonly unknown[], next: string): DirectoryAnswer => answer(200, { value: items, '@odata.nextLink': next });
    asked.answers = [
      page([{ name: 'Bob' }], 'https://graph.microsoft.com/v1.0/users?$skiptoken=x'),
      answer(200, { value: [{ name: 'Ada' }] }),
    ];
    expect(await asked.see()).toBe('true: Ada is there.');
    expect(asked.requests.map(({ path }) => path)).toEqual(['/v1.0/users', '/v1.0/users?$skiptoken=x']);
    asked.answers = [page([], 'https://elsewhere.example/steal')];
    expect(await asked.see()).toBe('unreadable: the link to the next page leads elsewhere');
    asked.answers = [page([], '/v1.0/users')];
    expect(await asked.see()).toBe('unreadable: the link to the next page leads to the same page');
  });

  it('asks for eventual consistency where it counts', async () => {
    const asked = new Asked();
    await asked.see([graphLook('/v1.0/users?$count=true&$filter=x', { says: 'x' })]);
    expect(asked.requests[0]?.headers).toMatchObject({ consistencylevel: 'eventual' });
  });

  it('reads once what several looks are made at, and puts what does not hold first', async () => {
    const asked = new Asked();
    asked.answers = [answer(200, { value: [{ name: 'ada' }] })];
    const bob = graphLook('/v1.0/users', { where: { name: 'bob' }, says: 'Bob is there.' });
    expect(await asked.see([ADA, bob])).toBe('false: Not so: “Bob is there”. What was found is otherwise.');
    expect(asked.requests).toHaveLength(1);
  });

  it('reads a few side by side, each once, and ends at the first that fails', async () => {
    const asked = new Asked();
    const many = Array.from({ length: 200 }, (_none, index) =>
      graphLook(`/v1.0/users/${String(index)}`, { says: `User ${String(index)} is there.` }),
    );
    asked.answers = many.map(() => answer(200, { id: 'x' }));
    expect((await asked.see(many)).startsWith('true: User 0 is there. User 1 is there.')).toBe(true);
    expect(asked.requests.map(({ path }) => path)).toEqual(many.map(({ read }) => (read.api === 'graph' ? read.path : '')));
    asked.requests.length = 0;
    asked.answers = [
      answer(200, { id: 'x' }),
      error(403, 'Authorization_RequestDenied', 'no'),
      ...many.map(() => answer(200, { id: 'x' })),
    ];
    expect(await asked.see(many)).toBe('forbidden: 403 Authorization_RequestDenied: no');
    expect(asked.requests.length).toBeLessThan(20);
  });

  it('puts outputs into paths so that they stay one part of them, and leaves texts of the tenant alone', async () => {
    const asked = new Asked();
    const look = graphLook('/v1.0/groups/${make.id}/members', { where: { name: literal('${make.id}') }, says: 'It is a member.' });
    asked.answers = [answer(200, { value: [{ name: '${make.id}' }] })];
    expect(await asked.see([look], { make: { id: 'a/b?c' } })).toBe('true: It is a member.');
    expect(asked.requests[0]?.path).toBe('/v1.0/groups/a%2Fb%3Fc/members');
  });

  it('ends within a moment when it is stopped', async () => {
    const asked = new Asked();
    const controller = new AbortController();
    asked.answers = [error(503, 'x', 'y')];
    asked.clock.onSleep = () => controller.abort();
    expect(await asked.see([ADA], {}, controller.signal)).toBe('cancelled: it was stopped');
  });
});

describe('looking by a cmdlet', () => {
  const SCOPE = exchangeLook(
    'Get-ManagementScope',
    { Identity: '${make.name}' },
    { where: { Name: 'sales' }, says: 'The scope is there.' },
  );
  const failing = (id: string, message: string, category = 'NotSpecified'): ExchangeAnswer => ({ kind: 'error', category, id, message });

  it.each<[what: string, outcomes: (ExchangeAnswer | readonly unknown[])[], saw: string]>([
    ['objects in pieces', [[{ Name: 'Other' }, { Name: 'Sales' }]], 'true: The scope is there.'],
    ['nothing', [[]], 'false: Not so: “The scope is there”. Nothing was found.'],
    [
      'what couldn’t be found',
      [failing('ManagementObjectNotFoundException', "The object couldn't be found", 'ObjectNotFound')],
      'false: Not so: “The scope is there”. Nothing was found.',
    ],
    [
      'a cmdlet that no role shows',
      [failing('CommandNotFoundException', "The term 'Get-ManagementScope' is not recognized as a name", 'ObjectNotFound')],
      "forbidden: The term 'Get-ManagementScope' is not recognized as a name",
    ],
    [
      'a service that asks to wait',
      [{ kind: 'busy', status: 429, retryAfter: '3', date: null }, [{ Name: 'Sales' }]],
      'true: The scope is there.',
    ],
    ['a shell that is gone for a moment', [{ kind: 'unreachable', message: 'gone' }, [{ Name: 'Sales' }]], 'true: The scope is there.'],
    ['a piece that was cut off', [['broken'], [{ Name: 'Sales' }]], 'true: The scope is there.'],
    ['a session that ended', [{ kind: 'notSignedIn', message: 'connect again' }], 'notSignedIn: connect again'],
    ['anything else', [failing('X', 'It broke.')], 'unreadable: It broke.'],
    ['what does not say that it is gone', [failing('X', 'No such host is known.')], 'unreadable: No such host is known.'],
    ['a property that is not there', [failing('X', 'The property does not exist.')], 'unreadable: The property does not exist.'],
  ])('%s', async (_what, outcomes, saw) => {
    const asked = new Asked();
    asked.outcomes = outcomes;
    expect(await asked.see([SCOPE], { make: { name: 'Sales' } })).toBe(saw);
    expect(asked.commands[0]).toEqual({ cmdlet: 'Get-ManagementScope', parameters: { Identity: 'Sales' } });
  });
});
