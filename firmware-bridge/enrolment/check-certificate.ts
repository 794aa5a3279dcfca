import { X509Certificate, createPrivateKey } from 'node:crypto';

/** Why a certificate is not one that this authority gave this bus for this key, or null where it is. All PEM. */
export function certificateFault(parts: {
  certificate: string;
  authority: string;
  key: string;
  bus: string;
}): string | null {
  let certificate: X509Certificate;
  let authority: X509Certificate;
  try {
    certificate = new X509Certificate(parts.certificate);
    authority = new X509Certificate(parts.authority);
  } catch (problem) {
    return `it cannot be read (${(problem as Error).message})`;
  }
  if (certificate.subject !== `CN=${parts.bus}`)
    return `it is for ${certificate.subject}, not CN=${parts.bus}`;
  if (!authority.ca) return 'its authority is none';
  if (!certificate.checkIssued(authority) || !certificate.verify(authority.publicKey))
    return 'it was not signed by the authority beside it';
  return certificate.checkPrivateKey(createPrivateKey(parts.key)) ? null : 'it is for another key';
}

/** Unix milliseconds after which a certificate in PEM is worth nothing. */
export function expiryOf(certificate: string): number {
  return Date.parse(new X509Certificate(certificate).validTo);
}
