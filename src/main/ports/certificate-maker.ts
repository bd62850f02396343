/** A certificate with its private key. */
export interface MadeCertificate {
  /** Private key (PKCS#8) and certificate, PEM: for the vault alone. */
  readonly pem: string;
  /** The certificate, DER, base64: what a tenant is given. */
  readonly certificate: string;
  /** SHA-1 of the DER, base64: Graph's customKeyIdentifier. */
  readonly thumbprint: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** Makes self-signed certificates. */
export interface CertificateMaker {
  make(wish: { readonly subject: string; readonly notBefore: string; readonly days: number }): Promise<MadeCertificate>;
}
