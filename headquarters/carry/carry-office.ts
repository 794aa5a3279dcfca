import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import { type CarriedAnswer, CarriedRecords, type CarryHead } from '@pingan/protocol/carry-file';
import type { CarryRead } from '@pingan/protocol/carry-report';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import { isSignedBy, openCarryFile, sealCarryFile, splitCarryFile } from '@pingan/protocol/carry/seal';
import type { CrewList } from '@pingan/protocol/crew';
import type { Receipt } from '@pingan/protocol/receipts';
import { PROTOCOL_VERSION, readRecord } from '@pingan/protocol/records';
import type { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import type { WarningList } from '@pingan/protocol/warnings';
import type { Db } from '../database/open-database.ts';
import { BATCH_MESSAGES, type Ingest, NotStoredError } from '../ingest/ingest.ts';
import type { Log } from '../log.ts';
import { alreadyHere, recordKey } from './already-here.ts';
import type { CarriedFileTable } from './carried-file-table.ts';
import { keepReading, readBefore } from './carried-files.ts';
import type { SignerOf } from './signers.ts';

/** What goes back to the bus besides receipts: what MQTT would have retained for it. */
export interface AnswerSources {
  schedule?(bus: string): Promise<ScheduleSnapshot | null>;
  crew?(bus: string): Promise<CrewList | null>;
  warnings?(bus: string): Promise<WarningList | null>;
}

export interface CarryOfficeParts {
  db: Db;
  ingest: Ingest;
  /** Private keys of headquarters: X25519 to open with, Ed25519 to sign with. */
  keys(): Promise<{ sealing: KeyObject; signing: KeyObject }>;
  signerOf: SignerOf;
  sources: AnswerSources;
  log: Log;
  /** Wall time in milliseconds. */
  now(): number;
}

const RECEIPTS_AT_ONCE = 200;

/** Reads what buses hand over by file, through the same ingest as what they send, and answers with a file. */
export class CarryOffice {
  readonly #parts: CarryOfficeParts;

  constructor(parts: CarryOfficeParts) {
    this.#parts = parts;
  }

  /**
   * Takes a file in, as often as it is brought. Rejects with a `CarryFault`; then nothing has changed, save where it says so.
   * @param by id of the account that brought it
   * @param allow throws where that account may not bring files of a bus; asked once the signature has shown which it is
   */
  async read(
    bytes: Uint8Array,
    by: string,
    allow: (bus: string) => Promise<void> = () => Promise.resolve(),
  ): Promise<CarryRead> {
    const { head, records, answerTo } = await this.#open(bytes);
    const { bus, written, id: file } = head;
    await allow(bus);
    const { before, receipts, ...counts } = await orNotStored(async () => ({
      before: await readBefore(this.#parts.db, bus, file),
      ...(await this.#takeIn(bus, records)),
    }));
    await this.#remember({ bus, file, written, read_by: by, ...counts, rejected: counts.rejected.length });
    return { bus, written, before, ...counts, answer: await this.#answer(bus, receipts, answerTo) };
  }

  /** What was stored is stored also where this fails. */
  async #remember(reading: Omit<CarriedFileTable, 'id' | 'read_at'>): Promise<void> {
    const { db, log, now } = this.#parts;
    log.info(reading, `a file of ${reading.bus} was read`);
    try {
      await keepReading(db, { ...reading, read_at: now() });
    } catch (problem) {
      log.error({ err: problem }, `that a file of ${reading.bus} was read could not be written down`);
    }
  }

  async #open(bytes: Uint8Array): Promise<{ head: CarryHead; records: string[]; answerTo: KeyObject }> {
    const file = splitCarryFile(bytes);
    const { head } = file;
    const { bus, from, certificate } = head;
    if (from !== 'bus') throw CarryFault.of('wrong-direction', { from });
    const signer = await this.#parts.signerOf(bus, certificate);
    if (signer.is === 'unknown') throw CarryFault.of('unknown-bus', { bus });
    if (!isSignedBy(file, signer.key)) throw CarryFault.of('bad-signature', { from });
    if (signer.is === 'revoked') throw CarryFault.of('revoked', { bus, why: signer.why });
    const { sealing } = await this.#parts.keys();
    const { records, answerTo } = await openCarryFile(file, sealing, CarriedRecords);
    return { head, records, answerTo: readPublicKey(answerTo) };
  }

  async #takeIn(bus: string, records: readonly string[]) {
    const { db, ingest } = this.#parts;
    const taken = { receipts: [] as Receipt[], stored: 0, known: 0, rejected: [] as CarryRead['rejected'] };
    for (let from = 0; from < records.length; from += BATCH_MESSAGES) {
      const texts = records.slice(from, from + BATCH_MESSAGES);
      const legible = texts.flatMap((text) => {
        const read = readRecord(text, bus);
        return 'record' in read ? [read.record] : [];
      });
      const here = await alreadyHere(db, legible);
      const { receipts, illegible } = await ingest.takeCarried(bus, texts);
      taken.receipts.push(...receipts);
      for (const receipt of receipts) {
        const { kind, id, outcome, why = '' } = receipt;
        if (outcome === 'rejected') taken.rejected.push({ kind, id, why });
        else if (here.has(recordKey(receipt))) taken.known += 1;
        else taken.stored += 1;
      }
      for (const why of illegible) taken.rejected.push({ kind: null, id: null, why });
    }
    return taken;
  }

  async #answer(bus: string, receipts: readonly Receipt[], sealTo: KeyObject): Promise<CarryRead['answer']> {
    const { keys, sources, now } = this.#parts;
    const content: CarriedAnswer = {
      receipts: [],
      schedule: (await sources.schedule?.(bus)) ?? null,
      crew: (await sources.crew?.(bus)) ?? null,
      warnings: (await sources.warnings?.(bus)) ?? null,
    };
    for (let from = 0; from < receipts.length; from += RECEIPTS_AT_ONCE)
      content.receipts.push({
        v: PROTOCOL_VERSION,
        bus,
        receipts: receipts.slice(from, from + RECEIPTS_AT_ONCE),
      });
    const id = randomBytes(8).toString('hex');
    const written = now();
    const { signing } = await keys();
    const note = { from: 'headquarters', bus, id, written, certificate: null } as const;
    const bytes = await sealCarryFile({ note, content, sealTo, signWith: signing });
    const day = new Date(written).toISOString().slice(0, 10);
    return {
      name: `pingan-answer-${bus}-${day}-${id}.carry`,
      text: bytes.toString('latin1'),
      receipts: receipts.length,
      schedule: content.schedule !== null,
      crew: content.crew !== null,
      warnings: content.warnings !== null,
    };
  }
}

/** A database that cannot be read or written is no fault of the file: it can be read again. */
async function orNotStored<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (problem) {
    const { message, code } = problem as NodeJS.ErrnoException;
    if (problem instanceof NotStoredError || code?.startsWith('SQLITE') === true)
      throw CarryFault.of('not-stored', { why: message });
    throw problem;
  }
}

function readPublicKey(base64: string): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  } catch {
    // Said below.
  }
  if (key?.asymmetricKeyType === 'x25519') return key;
  throw CarryFault.of('unreadable', { why: 'answerTo: not an X25519 key' });
}
