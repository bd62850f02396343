import { constants, createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';

/** What an assertion says. */
export interface AssertionParts {
  /** Private key and certificate, PEM. */
  readonly pem: string;
  readonly appId: string;
  /** The token endpoint that it is for. */
  readonly audience: string;
  /** Milliseconds since 1970, by the clock of whoever reads it. */
  readonly now: number;
  readonly id: string;
}

const KEY = /-----BEGIN (?:RSA )?PRIVATE KEY-----[^-]+-----END (?:RSA )?PRIVATE KEY-----/;
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/;

/** How long it is good for: it is used at once. */
const LIFETIME = 5 * 60;
/** Clocks differ a little. */
const BEFORE = 60;

/**
 * An assertion by which an app proves that it holds the key of a certificate; null where the text holds none that fit together.
 * PS256, and the certificate by its SHA-256: https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export function clientAssertion({ pem, appId, audience, now, id }: AssertionParts): string | null {
  try {
    const key = createPrivateKey(KEY.exec(pem)?.[0] ?? '');
    const certificate = new X509Certificate(CERTIFICATE.exec(pem)?.[0] ?? '');
    if (key.asymmetricKeyType !== 'rsa' || !certificate.checkPrivateKey(key)) return null;
    const seconds = Math.floor(now / 1000);
    const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': createHash('sha256').update(certificate.raw).digest('base64url') };
    const claims = { aud: audience, iss: appId, sub: appId, jti: id, iat: seconds, nbf: seconds - BEFORE, exp: seconds + LIFETIME };
    const content = `${encode(header)}.${encode(claims)}`;
    const signature = sign('sha256', Buffer.from(content), {
      key,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    });
    return `${content}.${signature.toString('base64url')}`;
  } catch {
    // No key, no certificate, or none that Node can read.
    return null;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
