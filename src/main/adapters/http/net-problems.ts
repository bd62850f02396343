import type { HttpOutcome, HttpProblem } from '../../ports/http';

type Unreachable = Extract<HttpOutcome, { kind: 'unreachable' }>;

/**
 * Names of errors, or how they begin, and what they mean; the first that fits counts.
 * Chromium: https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h ·
 * Node: https://nodejs.org/api/errors.html#nodejs-error-codes and https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const MEANING: readonly (readonly [string, HttpProblem])[] = [
  ['ERR_INTERNET_DISCONNECTED', 'offline'],
  ['ERR_NETWORK_CHANGED', 'cut'],
  ['ERR_NETWORK_IO_SUSPENDED', 'cut'],
  ['ERR_NETWORK_ACCESS_DENIED', 'refused'],
  ['ERR_ADDRESS_UNREACHABLE', 'offline'],
  ['ERR_NAME_NOT_RESOLVED', 'nameNotFound'],
  ['ERR_NAME_RESOLUTION_FAILED', 'nameNotFound'],
  ['ERR_DNS_', 'nameNotFound'],
  ['ERR_ICANN_NAME_COLLISION', 'nameNotFound'],
  ['ERR_PROXY_CERTIFICATE_INVALID', 'certificate'],
  ['ERR_PROXY_', 'proxy'],
  ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
  ['ERR_NO_SUPPORTED_PROXIES', 'proxy'],
  ['ERR_MANDATORY_PROXY_CONFIGURATION_FAILED', 'proxy'],
  ['ERR_PAC_', 'proxy'],
  ['ERR_SOCKS_', 'proxy'],
  ['ERR_HTTPS_PROXY_', 'proxy'],
  ['ERR_UNEXPECTED_PROXY_AUTH', 'proxy'],
  ['ERR_CERT', 'certificate'],
  ['ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN', 'certificate'],
  ['ERR_BAD_SSL_CLIENT_AUTH_CERT', 'certificate'],
  ['ERR_SSL_CLIENT_AUTH', 'certificate'],
  ['ERR_SSL_', 'refused'],
  ['ERR_TLS_CERT', 'certificate'],
  ['ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ['ERR_TIMED_OUT', 'timeout'],
  ['ERR_CONNECTION_REFUSED', 'refused'],
  ['ERR_CONNECTION_FAILED', 'refused'],
  ['ERR_CONNECTION_', 'cut'],
  ['ERR_SOCKET_NOT_CONNECTED', 'cut'],
  ['ERR_EMPTY_RESPONSE', 'cut'],
  ['ERR_INCOMPLETE_', 'cut'],
  ['ERR_CONTENT_LENGTH_MISMATCH', 'cut'],
  ['ERR_CONTENT_DECODING_FAILED', 'cut'],
  ['ERR_INVALID_CHUNKED_ENCODING', 'cut'],
  ['ERR_INVALID_HTTP_RESPONSE', 'cut'],
  ['ERR_RESPONSE_', 'cut'],
  ['ERR_HTTP2_', 'cut'],
  ['ERR_QUIC_', 'cut'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'cut'],
  ['ERR_BLOCKED_BY_', 'refused'],
  ['ERR_UNSAFE_PORT', 'refused'],
  ['ERR_INVALID_URL', 'refused'],
  ['ERR_UNKNOWN_URL_SCHEME', 'refused'],
  ['ERR_DISALLOWED_URL_SCHEME', 'refused'],
  ['ERR_ACCESS_DENIED', 'refused'],
  ['ENOTFOUND', 'nameNotFound'],
  ['EAI_AGAIN', 'nameNotFound'],
  ['ECONNREFUSED', 'refused'],
  ['EHOSTUNREACH', 'offline'],
  ['ENETUNREACH', 'offline'],
  ['ENETDOWN', 'offline'],
  ['ETIMEDOUT', 'timeout'],
  ['CERT_', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate'],
  ['SELF_SIGNED_CERT', 'certificate'],
  ['UNABLE_TO_', 'certificate'],
  ['HOSTNAME_MISMATCH', 'certificate'],
  ['HPE_', 'cut'],
];

const SENTENCES: Readonly<Record<HttpProblem, string>> = {
  offline: 'there is no connection to the network',
  nameNotFound: 'the name of the service was not found',
  refused: 'the service does not take the connection',
  proxy: 'the proxy does not let the connection through',
  certificate: 'the connection shows a certificate that this machine does not trust',
  timeout: 'the service did not answer in time',
  cut: 'the connection broke',
};

/** The outcome of a request that got no answer, in words that hold nothing of what was sent. `name` is the error's, where it has one. */
export function unreachable(problem: HttpProblem, name: string | null = null): Unreachable {
  return { kind: 'unreachable', problem, message: SENTENCES[problem] + (name === null ? '' : ` (${name})`) };
}

/** What an error of Chromium's or Node's network code means. An error that nobody foresaw is a connection that broke. */
export function outcomeOf(error: unknown): Unreachable {
  const name = nameOf(error);
  const meaning = name === null ? undefined : MEANING.find(([beginning]) => name.startsWith(beginning))?.[1];
  return unreachable(meaning ?? 'cut', name);
}

/** Chromium's errors carry their name in the message (`net::ERR_…`), Node's in `code`. Nothing else of a message is used. */
function nameOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const code: unknown = 'code' in error ? error.code : null;
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code)) return code;
  return /\bnet::(ERR_[A-Z0-9_]{1,60})/.exec(error.message)?.[1] ?? null;
}
