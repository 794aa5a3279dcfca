/** With what a bus proves who it is, and whom it believes, all PEM. */
export interface Credentials {
  key: string;
  certificate: string;
  authority: string;
  /** The broker's host as headquarters named it; the broker's certificate must be for it or for the host that is called. */
  brokerName: string;
}

/** What sync needs of whoever keeps the identity of this bus. */
export interface LinkIdentity {
  readonly bus: string;
  credentials(): Credentials;
  /** Unix milliseconds. */
  readonly expires: number;
  /** Makes a new key and gives back the request for its certificate, PEM. */
  newRequest(): Promise<string>;
  /** Takes the certificate for the key made last; rejects with the reason where it does not fit. */
  keep(certificate: string): Promise<void>;
}

/** A bus that is on tour for weeks must find a link in this time. */
export const RENEW_BEFORE_MS = 60 * 86_400_000;

/** Whether to ask for the next certificate. @param now Unix milliseconds */
export function renewalDue(expires: number, now: number): boolean {
  return now >= expires - RENEW_BEFORE_MS;
}
