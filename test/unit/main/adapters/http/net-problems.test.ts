import { describe, expect, it } from 'vitest';
import { outcomeOf, unreachable } from '../../../../../src/main/adapters/http/net-problems';
import type { HttpProblem } from '../../../../../src/main/ports/http';

describe('an error of the network', () => {
  const chromium: readonly (readonly [string, HttpProblem])[] = [
    ['ERR_INTERNET_DISCONNECTED', 'offline'],
    ['ERR_ADDRESS_UNREACHABLE', 'offline'],
    ['ERR_NETWORK_CHANGED', 'cut'],
    ['ERR_NAME_NOT_RESOLVED', 'nameNotFound'],
    ['ERR_DNS_TIMED_OUT', 'nameNotFound'],
    ['ERR_PROXY_CONNECTION_FAILED', 'proxy'],
    ['ERR_PROXY_AUTH_REQUESTED', 'proxy'],
    ['ERR_PROXY_CERTIFICATE_INVALID', 'certificate'],
    ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
    ['ERR_MANDATORY_PROXY_CONFIGURATION_FAILED', 'proxy'],
    ['ERR_SOCKS_CONNECTION_FAILED', 'proxy'],
    ['ERR_CERT_AUTHORITY_INVALID', 'certificate'],
    ['ERR_CERT_COMMON_NAME_INVALID', 'certificate'],
    ['ERR_CERT_DATE_INVALID', 'certificate'],
    ['ERR_CERTIFICATE_TRANSPARENCY_REQUIRED', 'certificate'],
    ['ERR_SSL_CLIENT_AUTH_CERT_NEEDED', 'certificate'],
    ['ERR_SSL_PROTOCOL_ERROR', 'refused'],
    ['ERR_CONNECTION_REFUSED', 'refused'],
    ['ERR_CONNECTION_RESET', 'cut'],
    ['ERR_CONNECTION_CLOSED', 'cut'],
    ['ERR_CONNECTION_ABORTED', 'cut'],
    ['ERR_CONNECTION_TIMED_OUT', 'timeout'],
    ['ERR_TIMED_OUT', 'timeout'],
    ['ERR_EMPTY_RESPONSE', 'cut'],
    ['ERR_CONTENT_LENGTH_MISMATCH', 'cut'],
    ['ERR_INCOMPLETE_CHUNKED_ENCODING', 'cut'],
    ['ERR_NETWORK_IO_SUSPENDED', 'cut'],
    ['ERR_HTTP2_PROTOCOL_ERROR', 'cut'],
    ['ERR_BLOCKED_BY_ADMINISTRATOR', 'refused'],
    ['ERR_UNSAFE_PORT', 'refused'],
    ['ERR_SOMETHING_NEW', 'cut'],
  ];

  it.each(chromium)('net::%s is told as %s', (name, problem) => {
    expect(outcomeOf(new Error(`net::${name}`))).toEqual({
      kind: 'unreachable',
      problem,
      message: expect.stringMatching(new RegExp(`^[a-z][^.!]+ \\(${name}\\)$`)) as string,
    });
  });

  const node: readonly (readonly [string, HttpProblem])[] = [
    ['ENOTFOUND', 'nameNotFound'],
    ['EAI_AGAIN', 'nameNotFound'],
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'cut'],
    ['EPIPE', 'cut'],
    ['ETIMEDOUT', 'timeout'],
    ['EHOSTUNREACH', 'offline'],
    ['ENETUNREACH', 'offline'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['HPE_INVALID_CONSTANT', 'cut'],
  ];

  it.each(node)('%s is told as %s', (code, problem) => {
    expect(outcomeOf(Object.assign(new Error('x'), { code }))).toMatchObject({ kind: 'unreachable', problem });
  });

  it.each([
    new Error('failed to send Bearer eyJ0eXAi to https://graph.microsoft.com/v1.0/users'),
    Object.assign(new Error('Bearer eyJ0eXAi'), { code: 'Bearer eyJ0eXAi' }),
    'Bearer eyJ0eXAi',
    null,
  ])('tells nothing of what was sent: %s', (error) => {
    expect(outcomeOf(error)).toEqual({ kind: 'unreachable', problem: 'cut', message: 'the connection broke' });
  });

  it('has a sentence of its own for every problem', () => {
    const problems: readonly HttpProblem[] = ['offline', 'nameNotFound', 'refused', 'proxy', 'certificate', 'timeout', 'cut'];
    expect(new Set(problems.map((problem) => unreachable(problem).message)).size).toBe(problems.length);
  });
});
