import { describe, expect, it } from 'vitest';
import { GraphAppCalls } from '../../../../../src/main/adapters/tenant/graph-app-calls';
import type { HttpOutcome, HttpRequest } from '../../../../../src/main/ports/http';

const quiet = new AbortController().signal;

function calls(outcome: HttpOutcome = { kind: 'answer', status: 200, headers: { a: 'b' }, body: '{}' }) {
  const sent: HttpRequest[] = [];
  const through: string[] = [];
  const http = (name: string) => ({
    send: (request: HttpRequest) => {
      sent.push(request);
      through.push(name);
      return Promise.resolve(outcome);
    },
  });
  return { calls: new GraphAppCalls(http('reads'), http('sends')), sent, through };
}

describe('a call with the token of an app', () => {
  it('goes to Graph of its cloud', async () => {
    const { calls: app, sent } = calls();
    const path = '/v1.0/users/ada%40contoso.com/messages?$top=1&$select=id';
    const answered = await app.call({ cloud: 'china', token: 't', method: 'GET', path, body: null }, quiet);
    expect(answered).toEqual({ kind: 'answer', status: 200, headers: { a: 'b' }, body: '{}' });
    expect(sent).toEqual([
      { method: 'GET', url: `https://microsoftgraph.chinacloudapi.cn${path}`, headers: { authorization: 'Bearer t' }, body: null },
    ]);
  });

  it('may send the message of a test', async () => {
    const { calls: app, sent, through } = calls();
    await app.call({ cloud: 'global', token: 't', method: 'POST', path: '/v1.0/users/a/sendMail', body: '{}' }, quiet);
    await app.call({ cloud: 'global', token: 't', method: 'GET', path: '/v1.0/me', body: null }, quiet);
    expect(through).toEqual(['sends', 'reads']);
    expect(sent[0]).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
  });

  it.each([
    ['GET', 'https://elsewhere.example/v1.0/me', null],
    ['GET', '/v1.0/../../x', null],
    ['GET', '/v1.0/users/a/messages', '{}'],
    ['POST', '/v1.0/users/a/messages', '{}'],
    ['POST', '/v1.0/users/a/messages/b/sendMail', '{}'],
    ['POST', '/v1.0/$batch', '{}'],
    ['POST', '/v1.0/users/a/sendMail?x=/v1.0/users/a/sendMail', '{}'],
  ] as const)('is not sent as %s %s', async (method, path, body) => {
    const { calls: app, sent } = calls();
    expect(await app.call({ cloud: 'global', token: 't', method, path, body }, quiet)).toMatchObject({ kind: 'answer', status: 400 });
    expect(sent).toEqual([]);
  });

  it('says that nobody answered, and that it was cancelled', async () => {
    const call = { cloud: 'global', token: 't', method: 'GET', path: '/v1.0/me', body: null } as const;
    const unreachable = calls({ kind: 'unreachable', problem: 'cut', message: 'the connection broke' }).calls;
    expect(await unreachable.call(call, quiet)).toEqual({ kind: 'unreachable', message: 'the connection broke' });
    expect(await calls({ kind: 'cancelled' }).calls.call(call, quiet)).toEqual({ kind: 'cancelled' });
  });
});
