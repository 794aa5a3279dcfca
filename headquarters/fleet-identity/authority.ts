import { X509Certificate, type webcrypto } from 'node:crypto';
import { join } from 'node:path';
import { HEADQUARTERS_NAME } from '@pingan/protocol/enrolment';
import { ConfigurationError } from '../configuration-error.ts';
import { keepOnce, readIfThere } from './secret-file.ts';
import {
  type CertificateUse,
  type IssuedCertificate,
  issue,
  newKey,
  readRequest,
  revocationList,
  signingKey,
} from './x509.ts';

const FILE = 'authority.pem';
const AUTHORITY_NAME = 'pingan-bus-authority';
const AUTHORITY_DAYS = 20 * 365;
/** A bus renews its own 60 days before; see `identity-renewal.ts` on the bus. */
export const BUS_DAYS = 2 * 365;
/** Of brokers and of headquarters itself, which get new ones at every start; the files for another broker are made by hand. */
const SERVER_DAYS = 5 * 365;

class AuthorityFileError extends ConfigurationError {
  constructor(path: string, what: string) {
    super(
      `${path} ${what}. Bring it back from a copy: every bus trusts this authority alone. Where it is lost for good, move it away and enrol every bus again`,
    );
  }
}

/** A key and the certificate for it, both PEM. */
export interface KeyAndCertificate {
  key: string;
  certificate: string;
}

/** Headquarters' own certificate authority: the only one that its buses trust. */
export class Authority {
  /** PEM. */
  readonly certificate: string;
  readonly #key: webcrypto.CryptoKey;
  readonly #now: () => number;

  private constructor(certificate: string, key: webcrypto.CryptoKey, now: () => number) {
    this.certificate = certificate;
    this.#key = key;
    this.#now = now;
  }

  /** Reads the authority of a folder, or makes it where there is none yet. */
  static async open(folder: string, now: () => number = Date.now): Promise<Authority> {
    const path = join(folder, FILE);
    const text = await keepOnce(path, () => newAuthority(now()));
    const certificate = pemBlock(text, 'CERTIFICATE');
    const key = pemBlock(text, 'PRIVATE KEY');
    if (certificate === null || key === null)
      throw new AuthorityFileError(path, 'is damaged: it must hold a key and a certificate');
    try {
      const pair = await signingKey(key);
      const { publicKey } = new X509Certificate(certificate);
      if (!new X509Certificate(certificate).verify(publicKey))
        throw new Error('the certificate is not its own');
      return new Authority(certificate, pair, now);
    } catch (problem) {
      throw new AuthorityFileError(path, `is damaged (${(problem as Error).message})`);
    }
  }

  /** Whether a folder has an authority already. */
  static async exists(folder: string): Promise<boolean> {
    return (await readIfThere(join(folder, FILE))) !== null;
  }

  /** A certificate for the key of a bus's own request; throws a `BadRequestError` where that is not sound. */
  async forBus(bus: string, request: string): Promise<IssuedCertificate> {
    return this.#issue(bus, { is: 'client' }, await readRequest(request, bus), BUS_DAYS);
  }

  /** Key and certificate of a broker, by the names and addresses under which buses call it. */
  async forServer(names: readonly string[]): Promise<KeyAndCertificate> {
    const { key, publicKey } = await newKey();
    const { certificate } = await this.#issue(names[0]!, { is: 'server', names }, publicKey, SERVER_DAYS);
    return { key, certificate };
  }

  /** Key and certificate with which headquarters itself goes to a broker elsewhere. */
  async forHeadquarters(): Promise<KeyAndCertificate> {
    const { key, publicKey } = await newKey();
    const { certificate } = await this.#issue(HEADQUARTERS_NAME, { is: 'client' }, publicKey, SERVER_DAYS);
    return { key, certificate };
  }

  /** PEM, for a broker elsewhere. */
  revocationList(revoked: readonly { serial: string; at: number }[]): Promise<string> {
    return revocationList({ issuer: this.#issuer, revoked, now: this.#now() });
  }

  get #issuer() {
    return { certificate: this.certificate, key: this.#key };
  }

  #issue(
    name: string,
    use: CertificateUse,
    publicKey: webcrypto.CryptoKey,
    days: number,
  ): Promise<IssuedCertificate> {
    return issue({ name, use, publicKey, issuer: this.#issuer, now: this.#now(), days });
  }
}

async function newAuthority(now: number): Promise<string> {
  const { key, publicKey } = await newKey();
  const { certificate } = await issue({
    name: AUTHORITY_NAME,
    use: { is: 'authority' },
    publicKey,
    issuer: { selfSignedWith: await signingKey(key) },
    now,
    days: AUTHORITY_DAYS,
  });
  return `${key}${certificate}`;
}

function pemBlock(text: string, label: string): string | null {
  const found = new RegExp(`-----BEGIN ${label}-----[^]*?-----END ${label}-----`).exec(text);
  return found && `${found[0]}\n`;
}
