import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type EnrolmentAnswer, type EnrolmentRequest, HEADQUARTERS_NAME } from '@pingan/protocol/enrolment';
import { CODE_BYTES, writeCode } from '@pingan/protocol/enrolment-code';
import { answerProof, proofKey, requestProof, sameProof } from '@pingan/protocol/enrolment-proof';
import type { Text } from '@pingan/protocol/ids';
import { busIds } from '../database/keys.ts';
import type { Db } from '../database/open-database.ts';
import type { Log } from '../log.ts';
import { Authority } from './authority.ts';
import {
  type CertificateRow,
  allCertificates,
  certificatesOf,
  countCertificates,
  keepCertificate,
  revokeAll,
  revokedCertificates,
} from './bus-certificates.ts';
import { type CarryKeys, openCarryKeys } from './carry-keys.ts';
import { freshCodes, freshKeyOf, keepCode, useCode } from './enrolment-codes.ts';

/** How long a code can be used. */
export const CODE_VALID_MS = 24 * 60 * 60_000;

/** One error for a wrong, an expired and a used code, and for a bus without any: whoever guesses learns nothing. */
export class CodeRefusedError extends Error {
  constructor() {
    super(
      'this code does not give this bus an identity: it may be mistyped, for another bus, older than 24 hours or used already. Ask headquarters for a new one',
    );
  }
}

/** What was asked cannot be done, and why, for an administrator. */
export class IdentityRefusedError extends Error {
  readonly text: Text;
  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

export interface FleetIdentityParts {
  /** Folder of keys; made at first need. */
  folder: string;
  db: Db;
  log: Log;
  /** mqtts:// address at which buses find their broker; null where there is none with TLS. */
  brokerForBuses(): string | null;
  /** Wall time in milliseconds. */
  now(): number;
}

/** Who may be which bus: codes, certificates, and the authority behind them. */
export class FleetIdentity {
  readonly #parts: FleetIdentityParts;
  readonly #revoked = new Map<string, number>();
  readonly #listeners = new Set<(serials: ReadonlySet<string>) => void>();
  #authority: Promise<Authority> | undefined;
  #carryKeys: Promise<CarryKeys> | undefined;

  constructor(parts: FleetIdentityParts) {
    this.#parts = parts;
  }

  /** Reads which certificates are revoked; before this nobody must be let in. */
  async load(): Promise<void> {
    for (const { serial, at } of await revokedCertificates(this.#parts.db)) this.#revoked.set(serial, at);
  }

  /** The authority, made at first need. */
  authority(): Promise<Authority> {
    this.#authority ??= this.#openAuthority();
    return this.#authority;
  }

  /** What files carried by hand are opened and signed with, made at first need. */
  carryKeys(): Promise<CarryKeys> {
    this.#carryKeys ??= openCarryKeys(this.#parts.folder);
    return this.#carryKeys;
  }

  async #openAuthority(): Promise<Authority> {
    const { folder, db, log, now } = this.#parts;
    const issued = await countCertificates(db);
    if (issued > 0 && !(await Authority.exists(folder)))
      log.error(
        { issued },
        `${join(folder, 'authority.pem')} is gone, although ${issued} certificates were issued by it; a new authority is made and no bus is let in before it is enrolled again. Bring the file back from a copy and start again if there is one`,
      );
    return Authority.open(folder, now);
  }

  /** A new one-time code for a bus; an earlier one that was not used is worth nothing from now on. */
  async newCode(bus: string): Promise<{ code: string; expires: number }> {
    if (bus === HEADQUARTERS_NAME)
      throw new IdentityRefusedError({
        zh: `车号不能叫 ${HEADQUARTERS_NAME}，请在配置里换一个`,
        en: `no bus can be called ${HEADQUARTERS_NAME}; give it another id in its profile`,
      });
    if (this.#parts.brokerForBuses() === null)
      throw new IdentityRefusedError({
        zh: '总部没有加密的消息服务，登记了也没有用；请用 --broker embedded-tls:HOST:PORT 或 mqtts://HOST:PORT 启动总部',
        en: 'this headquarters has no broker with TLS that a bus could use its identity for; start it with --broker embedded-tls:HOST:PORT or --broker mqtts://HOST:PORT',
      });
    const bytes = randomBytes(CODE_BYTES);
    const at = this.#parts.now();
    const expires = at + CODE_VALID_MS;
    await keepCode(this.#parts.db, { bus, key: proofKey(bytes), at, expires });
    this.#parts.log.info({ bus }, `a one-time code for ${bus} was given out`);
    return { code: writeCode(bytes), expires };
  }

  /**
   * Gives a bus its identity for a code that is used up by it. Throws `CodeRefusedError` or, where the code is right and the
   * request is not, `BadRequestError`; the code then still holds.
   */
  async enrol({ bus, request, proof }: EnrolmentRequest): Promise<EnrolmentAnswer> {
    const { db, log, now } = this.#parts;
    const broker = this.#parts.brokerForBuses();
    const code = await freshKeyOf(db, bus, now());
    // Without a code the same work is done, so that the time of the answer says nothing either.
    const key = code?.key ?? randomBytes(32);
    const proved = sameProof(proof, requestProof(key, { bus, request }));
    if (!proved || code === null || broker === null) throw new CodeRefusedError();
    const authority = await this.authority();
    const carry = await this.carryKeys();
    const issued = await authority.forBus(bus, request);
    await db.transaction().execute(async (work) => {
      if (!(await useCode(work, code.id, now()))) throw new CodeRefusedError();
      await keepCertificate(work, { bus, issued, at: now() });
      // Its crew and its stops are prepared before it first starts.
      await busIds(work, new Map([[bus, now()]]));
    });
    log.info({ bus, serial: issued.serial }, `${bus} was enrolled`);
    const answer = {
      v: 1,
      bus,
      certificate: issued.certificate,
      authority: authority.certificate,
      broker,
      carryKey: carry.sealingPublic,
      signingKey: carry.signingPublic,
    } as const;
    return { ...answer, proof: answerProof(key, answer) };
  }

  /** The next certificate of a bus that a broker has let in by its present one. */
  async renew(bus: string, request: string): Promise<string> {
    const { db, log, now } = this.#parts;
    const valid = (await certificatesOf(db, bus)).filter(
      (row) => row.revokedAt === null && row.expires > now(),
    );
    if (valid.length === 0)
      throw new IdentityRefusedError({
        zh: `${bus} 没有可以续期的登记，请重新登记`,
        en: `${bus} has no identity that could be renewed; enrol it`,
      });
    if (valid.length > RENEWALS_AT_ONCE)
      throw new IdentityRefusedError({
        zh: `${bus} 已有 ${valid.length} 张有效证书，请注销后重新登记`,
        en: `${bus} has ${valid.length} valid certificates already; revoke them and enrol it`,
      });
    const issued = await (await this.authority()).forBus(bus, request);
    await keepCertificate(db, { bus, issued, at: now() });
    log.info({ bus, serial: issued.serial }, `${bus} has renewed its identity`);
    return issued.certificate;
  }

  /** Ends every identity of a bus at once, and the codes it could still use. Gives back how many certificates that were. */
  async revoke(bus: string, reason: string): Promise<number> {
    const { db, log, now } = this.#parts;
    const at = now();
    const serials = await db.transaction().execute((work) => revokeAll(work, { bus, reason, at }));
    for (const serial of serials) this.#revoked.set(serial, at);
    log.warn({ bus, reason }, `${serials.length} certificates of ${bus} were revoked: ${reason}`);
    for (const listener of this.#listeners) listener(new Set(serials));
    return serials.length;
  }

  of(bus: string): Promise<CertificateRow[]> {
    return certificatesOf(this.#parts.db, bus);
  }

  /** Every bus that has had an identity or could get one, by its id. */
  async all(): Promise<Map<string, { certificates: CertificateRow[]; codeUntil: number | null }>> {
    const { db, now } = this.#parts;
    const all = new Map<string, { certificates: CertificateRow[]; codeUntil: number | null }>();
    for (const [bus, certificates] of await allCertificates(db))
      all.set(bus, { certificates, codeUntil: null });
    for (const { bus, expires } of await freshCodes(db, now()))
      all.set(bus, { certificates: all.get(bus)?.certificates ?? [], codeUntil: expires });
    return all;
  }

  /** mqtts:// address at which buses find their broker; null where there is none with TLS. */
  get brokerForBuses(): string | null {
    return this.#parts.brokerForBuses();
  }

  /** @param serial hex */
  isRevoked(serial: string): boolean {
    return this.#revoked.has(serial.toUpperCase());
  }

  /** Hears which serials were revoked, at the moment they are. */
  onRevoked(listener: (serials: ReadonlySet<string>) => void): void {
    this.#listeners.add(listener);
  }

  /** What a broker elsewhere needs to refuse the revoked, PEM. */
  async revocationList(): Promise<string> {
    const revoked = [...this.#revoked].map(([serial, at]) => ({ serial, at }));
    return (await this.authority()).revocationList(revoked);
  }
}

/** A bus asks again when an answer was lost; more than a few valid certificates mean that something asks for ever. */
const RENEWALS_AT_ONCE = 20;
