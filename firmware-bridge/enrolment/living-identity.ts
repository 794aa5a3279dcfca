import type { Log } from '../log.ts';
import { type BusIdentity, IdentityFile } from '../store/identity-file.ts';
import type { Credentials, LinkIdentity } from '../sync/link-identity.ts';
import { certificateFault, expiryOf } from './check-certificate.ts';

/** The identity a running bus lives on, and renews before it runs out. */
export class LivingIdentity implements LinkIdentity {
  readonly #file: IdentityFile;
  #identity: BusIdentity;
  /** The key whose certificate was asked for last. */
  #nextKey: string | null = null;

  /** @param identity what `file` holds */
  constructor(file: IdentityFile, identity: BusIdentity) {
    this.#file = file;
    this.#identity = identity;
  }

  /** Of a data directory; null where this bus was never enrolled. */
  static async open(directory: string, log: Log): Promise<LivingIdentity | null> {
    const file = await IdentityFile.open(directory, log);
    return file.identity && new LivingIdentity(file, file.identity);
  }

  get bus(): string {
    return this.#identity.bus;
  }

  get expires(): number {
    return expiryOf(this.#identity.certificate);
  }

  /** mqtts:// address, as headquarters told it. */
  get broker(): string {
    return this.#identity.broker;
  }

  /** What files carried by hand are signed with, and whom they are for. */
  get forCarrying(): Pick<BusIdentity, 'key' | 'certificate' | 'carryKey' | 'signingKey'> {
    return this.#identity;
  }

  credentials(): Credentials {
    const { key, certificate, authority, broker } = this.#identity;
    return { key, certificate, authority, brokerName: new URL(broker).hostname.replace(/^\[|\]$/g, '') };
  }

  async newRequest(): Promise<string> {
    // Loaded when it is needed, once in two years: it takes more memory than the link itself.
    const { newKeyAndRequest } = await import('./key-and-request.ts');
    const { key, request } = await newKeyAndRequest(this.bus);
    this.#nextKey = key;
    return request;
  }

  async keep(certificate: string): Promise<void> {
    const key = this.#nextKey;
    if (key === null) throw new Error('nobody here has asked for a certificate');
    const { bus, authority } = this.#identity;
    const fault = certificateFault({ certificate, authority, key, bus });
    if (fault !== null) throw new Error(`the certificate does not fit: ${fault}`);
    const identity = { ...this.#identity, key, certificate };
    await this.#file.keep(identity);
    this.#identity = identity;
    this.#nextKey = null;
  }
}
