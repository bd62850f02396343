import { describe, expect, it } from 'vitest';
import { firstLine, graphError, judgeExchangeChange, judgeGraphChange } from '../../../../src/main/services/tenant-answers';
import type { ExchangeChangeAnswer } from '../../../../src/main/ports/tenant-writer';
import type { DirectoryAnswer } from '../../../../src/shared/ipc/tenant-access';
import { answer } from '../../../support/plan-runner/fake-tenant';

const NOW = Date.parse('2026-11-21T12:00:00Z');

const error = (status: number, code: string, message: string, headers = {}): DirectoryAnswer =>
  answer(status, { error: { code, message } }, headers);
const cmdlet = (category: string, id: string, message: string): ExchangeChangeAnswer => ({ kind: 'error', category, id, message });

/** `made`, `unknown`, or why it was refused. */
function verdict(outcome: ReturnType<typeof judgeGraphChange>): string {
  return outcome.kind === 'refused' ? outcome.why : outcome.kind;
}

describe('what came of a change by Graph', () => {
  it.each<[what: string, came: DirectoryAnswer, verdict: string]>([
    ['created', answer(201, { id: 'x' }), 'made'],
    ['no content', answer(204, null), 'made'],
    ['no answer', { kind: 'unreachable', message: 'cut' }, 'unknown'],
    ['stopped on the way', { kind: 'cancelled' }, 'unknown'],
    ['nobody signed in', { kind: 'notSignedIn', message: 'sign in' }, 'sign-in'],
    ['too many requests', error(429, 'TooManyRequests', 'later', { 'retry-after': '9' }), 'busy'],
    ['unavailable, with a time', error(503, 'ServiceUnavailable', 'later', { 'retry-after': '9' }), 'busy'],
    ['unavailable, without one', error(503, 'ServiceUnavailable', 'later'), 'unknown'],
    ['a gateway that gave up', { kind: 'answer', status: 504, headers: {}, body: '<html>' }, 'unknown'],
    ['a request that took too long', error(408, 'RequestTimeout', 'late'), 'unknown'],
    ['a token that is not taken', error(401, 'InvalidAuthenticationToken', 'expired'), 'sign-in'],
    ['a missing right', error(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'), 'right'],
    ['a conflict', error(409, 'Conflict', 'Another object with the same value for property uniqueName already exists.'), 'exists'],
    [
      'a member already',
      error(
        400,
        'Request_BadRequest',
        "One or more added object references already exist for the following modified properties: 'members'.",
      ),
      'exists',
    ],
    ['a grant already', error(400, 'Request_BadRequest', 'Permission being assigned already exists on the object'), 'exists'],
    ['not there', error(404, 'Request_ResourceNotFound', "Resource 'x' does not exist"), 'absent'],
    ['a wrong value', error(400, 'Request_BadRequest', 'Invalid value specified for property'), 'other'],
  ])('%s', (_what, came, expected) => {
    expect(verdict(judgeGraphChange(came, NOW))).toBe(expected);
  });

  it('keeps how long the service asks to wait, and what it said in one line', () => {
    expect(judgeGraphChange(error(429, 'TooManyRequests', 'Slow down.\r\nTrace: x', { 'retry-after': '9' }), NOW)).toMatchObject({
      wait: 9_000,
      says: '429 TooManyRequests: Slow down.',
    });
    expect(graphError({ status: 502, body: '<html>' })).toEqual({ code: '', message: '', says: '502' });
    expect(firstLine('x'.repeat(400))).toHaveLength(301);
  });
});

describe('what came of a change by a cmdlet', () => {
  it.each<[what: string, came: ExchangeChangeAnswer, verdict: string]>([
    ['done', { kind: 'done', warnings: [], objects: [] }, 'made'],
    ['no answer', { kind: 'unreachable', message: 'gone' }, 'unknown'],
    ['stopped on the way', { kind: 'cancelled' }, 'unknown'],
    ['a session that ended', { kind: 'notSignedIn', message: 'connect' }, 'sign-in'],
    ['too many calls', { kind: 'busy', status: 429, retryAfter: null, date: null }, 'busy'],
    ['unavailable, with a time', { kind: 'busy', status: 503, retryAfter: '5', date: null }, 'busy'],
    ['a server that failed', { kind: 'busy', status: 500, retryAfter: null, date: null }, 'unknown'],
    [
      'an error on the server side',
      cmdlet('NotSpecified', 'X', 'A server side error has occurred. Please try again after some time.'),
      'unknown',
    ],
    [
      'no role for the cmdlet',
      cmdlet('ObjectNotFound', 'CommandNotFoundException', "The term 'New-ManagementScope' is not recognized as a name of a cmdlet"),
      'right',
    ],
    [
      'no role for a parameter',
      cmdlet('InvalidArgument', 'NamedParameterNotFound,New-X', "A parameter cannot be found that matches parameter name 'App'."),
      'right',
    ],
    [
      'a scope that forbids it',
      cmdlet('InvalidOperation', 'X', "The operation can't be performed because 'x' isn't within your current write scopes."),
      'right',
    ],
    ['there already', cmdlet('ResourceExists', 'ADObjectAlreadyExistsException', 'The object x already exists.'), 'exists'],
    [
      'a member already',
      cmdlet('ResourceExists', 'MemberAlreadyExistsException', 'The recipient "a" is already a member of the group "b".'),
      'exists',
    ],
    [
      'not there, whatever it is called',
      cmdlet('ObjectNotFound', 'ManagementObjectNotFoundException', "'x already exists' couldn't be found"),
      'absent',
    ],
    ['not a member', cmdlet('NotSpecified', 'MemberNotFoundException', 'The recipient "a" isn\'t a member of the group "b".'), 'absent'],
    ['a wrong value', cmdlet('InvalidArgument', 'ParsingNonFilterablePropertyException', 'Invalid filter syntax'), 'other'],
  ])('%s', (_what, came, expected) => {
    expect(verdict(judgeExchangeChange(came, NOW))).toBe(expected);
  });
});
