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
   */
  async read(bytes: Uint8Array, by: string): Promise<CarryRead> {
    const { db, log, now } = this.#parts;
    const { head, records, answerTo } = await this.#open(bytes);
    const before = await readBefore(db, head.bus, head.id);
    const taken = await this.#takeIn(head.bus, records);
    const { bus, written, id: file } = head;
    const { stored, known, rejected } = taken;
    await keepReading(db, {
      ...{ bus, file, written, read_at: now(), read_by: by, stored, known },
      rejected: rejected.length,
    });
    log.info({ bus, file, by, stored, known, rejected: rejected.length }, `a file of ${bus} was read`);
    return {
      ...{ bus, written, before, stored, known, rejected },
      answer: await this.#answer(bus, taken.receipts, answerTo),
    };
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
    const { db } = this.#parts;
    const taken = { receipts: [] as Receipt[], stored: 0, known: 0, rejected: [] as CarryRead['rejected'] };
    for (let from = 0; from < records.length; from += BATCH_MESSAGES) {
      const texts = records.slice(from, from + BATCH_MESSAGES);
      const legible = texts.flatMap((text) => {
        const read = readRecord(text, bus);
        return 'record' in read ? [read.record] : [];
      });
      const here = await alreadyHere(db, legible);
      const { receipts, illegible } = await this.#stored(bus, texts);
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

  async #stored(bus: string, texts: readonly string[]) {
    try {
      return await this.#parts.ingest.takeCarried(bus, texts);
    } catch (problem) {
      if (problem instanceof NotStoredError) throw CarryFault.of('not-stored', { why: problem.message });
      throw problem;
    }
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
