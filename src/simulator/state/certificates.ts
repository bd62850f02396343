import { createHash, X509Certificate, type KeyObject } from 'node:crypto';

/** What the directory knows of a certificate that it is given. */
export interface ReadCertificate {
  /** The SHA-1 thumbprint, base64: what stands in `customKeyIdentifier`. */
  readonly thumbprint: string;
  readonly subject: string;
  readonly validFrom: number;
  readonly validTo: number;
  readonly publicKey: KeyObject;
  /** The certificate, base64 DER. */
  readonly der: string;
}

/** Reads the public part of a certificate from base64 DER; null where it is none, or not of RSA. */
export function readCertificate(text: string): ReadCertificate | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length === 0 || bytes[0] !== 0x30) return null;
  try {
    const certificate = new X509Certificate(bytes);
    return {
      thumbprint: createHash('sha1').update(certificate.raw).digest('base64'),
      subject: certificate.subject,
      validFrom: Date.parse(certificate.validFrom),
      validTo: Date.parse(certificate.validTo),
      publicKey: certificate.publicKey,
      der: certificate.raw.toString('base64'),
    };
  } catch {
    return null;
  }
}
