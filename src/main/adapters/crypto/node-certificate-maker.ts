import { createHash, generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { CertificateMaker, MadeCertificate } from '../../ports/certificate-maker';
import { bits, der, objectId, octets, positive, sequence, set, time, utf8 } from './der';

const generate = promisify(generateKeyPair);

/** sha256WithRSAEncryption, commonName, and the extensions of a certificate that signs in. https://www.rfc-editor.org/rfc/rfc5280 */
const SHA256_RSA = sequence(objectId('2a864886f70d01010b'), der(0x05, Buffer.alloc(0)));
const COMMON_NAME = objectId('550403');
const TRUE = der(0x01, Buffer.from([0xff]));
/** A name longer than this is none. https://www.rfc-editor.org/rfc/rfc5280#appendix-A.1 */
const LONGEST_NAME = 64;
const DAY = 86_400_000;

/**
 * Self-signed certificates by Node itself: RSA of 2,048 bits and SHA-256, which is what Entra takes for apps.
 * https://learn.microsoft.com/entra/identity-platform/howto-create-self-signed-certificate
 */
export class NodeCertificateMaker implements CertificateMaker {
  /** See the port. */
  async make(wish: { readonly subject: string; readonly notBefore: string; readonly days: number }): Promise<MadeCertificate> {
    // Certificates count whole seconds.
    const begins = Math.floor(Date.parse(wish.notBefore) / 1000) * 1000;
    const ends = begins + wish.days * DAY;
    const { privateKey, publicKey } = await generate('rsa', { modulusLength: 2048 });
    const content = toSign(commonNameOf(wish.subject), begins, ends, publicKey);
    const certificate = sequence(content, SHA256_RSA, bits(sign('sha256', content, privateKey)));
    return {
      pem: `${privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()}${pemOf(certificate)}`,
      certificate: certificate.toString('base64'),
      thumbprint: createHash('sha1').update(certificate).digest('base64'),
      notBefore: new Date(begins).toISOString(),
      notAfter: new Date(ends).toISOString(),
    };
  }
}

function toSign(commonName: string, begins: number, ends: number, publicKey: KeyObject): Buffer {
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const keyId = createHash('sha1').update(key).digest();
  const name = sequence(set(sequence(COMMON_NAME, utf8(commonName))));
  const serial = randomBytes(16);
  // Neither negative nor with a zero in front.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const extensions = sequence(
    // No authority; signs; for clients; which key it is.
    sequence(objectId('551d13'), TRUE, octets(sequence())),
    sequence(objectId('551d0f'), TRUE, octets(bits(Buffer.from([0x80]), 7))),
    sequence(objectId('551d25'), octets(sequence(objectId('2b06010505070302')))),
    sequence(objectId('551d0e'), octets(octets(keyId))),
  );
  return sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    positive(serial),
    SHA256_RSA,
    name,
    sequence(time(begins), time(ends)),
    name,
    key,
    der(0xa3, extensions),
  );
}

function commonNameOf(subject: string): string {
  const name = [...subject.trim().replace(/^CN=\s*/i, '')].slice(0, LONGEST_NAME).join('');
  return name === '' ? 'Mailscope' : name;
}

function pemOf(certificate: Buffer): string {
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
}
