import { randomBytes } from 'node:crypto';
import { CarriedAnswer, CarriedRecords } from '@pingan/protocol/carry-file';
import { CarryFault } from '@pingan/protocol/carry/carry-fault';
import { isSignedBy, openCarryFile, splitCarryFile } from '@pingan/protocol/carry/seal';
import type { Receipt } from '@pingan/protocol/receipts';
import { type BusRecord, readRecord } from '@pingan/protocol/records';
import { decideProposals, snapshotOf } from '@pingan/protocol/schedule/authority';
import type { Proposal } from '@pingan/protocol/schedule/plan';
import { takeAnswer, takeSnapshot } from '@pingan/protocol/schedule/replica';
import { type Cell, countOf, mergeCells } from '@pingan/protocol/tally';
import { move, type Move, type World } from '../schedule/histories.ts';
import { answerFile, busFile, keysOfBothSides, NOTE } from './carried.ts';

const keys = keysOfBothSides();
const foreign = keysOfBothSides();
const BUS = NOTE.bus;

/** What can happen besides what may happen to schedules by MQTT. */
export interface CarryMove {
  does: 'count' | 'send' | 'take-away' | 'read' | 'bring' | 'restart';
  /** Which counter, or which of the files in somebody's pocket. */
  which: number;
  /** Bits that decide what is lost, doubled, turned round or damaged. */
  fate: number;
}
export type AnyMove = { plan: Move } | { carry: CarryMove };

/** One bus (replica 0 of the schedule), headquarters, a page there (replica 1), and pockets full of files. */
export interface CarryWorld {
  schedule: World;
  /** Every increment there ever was, by epoch: the truth. */
  counted: Map<string, Cell[]>;
  epoch: string;
  /** Revisions that the bus knows to be stored, and those it will still know after a restart. */
  confirmed: Map<string, number>;
  durable: Map<string, number>;
  /** What headquarters has. */
  stored: Map<string, Cell[]>;
  /** Files of the bus, answers of headquarters: none is ever thrown away. */
  files: Buffer[];
  answers: Buffer[];
  refused: string[];
  accepted: number;
}

export function carryWorld(schedule: World): CarryWorld {
  return {
    schedule,
    counted: new Map(),
    epoch: newEpoch(),
    confirmed: new Map(),
    durable: new Map(),
    stored: new Map(),
    files: [],
    answers: [],
    refused: [],
    accepted: 0,
  };
}

export async function step(world: CarryWorld, made: AnyMove): Promise<CarryWorld> {
  if ('plan' in made) return { ...world, schedule: move(world.schedule, made.plan) };
  const { does, which, fate } = made.carry;
  switch (does) {
    case 'count':
      return counting(world, which);
    case 'send':
      return send(world, fate);
    case 'take-away':
      return { ...world, files: [...world.files, await busFile(keys, recordsOf(world).map(asText))] };
    case 'read':
      return world.files.length === 0 ? world : read(world, pick(world.files, which), fate);
    case 'bring':
      return world.answers.length === 0 ? world : bring(world, pick(world.answers, which), fate);
    case 'restart':
      return {
        ...world,
        epoch: newEpoch(),
        confirmed: new Map(world.durable),
        schedule: { ...world.schedule, replicas: structuredClone(world.schedule.replicas) },
      };
  }
}

/** One round by file that nothing disturbs: everything arrives, everything is answered. */
export async function carryAll(world: CarryWorld): Promise<CarryWorld> {
  const taken = await step(world, { carry: { does: 'take-away', which: 0, fate: 0 } });
  const atHeadquarters = await read(taken, taken.files.at(-1)!, 0);
  return bring(atHeadquarters, atHeadquarters.answers.at(-1)!, 0);
}

/** What still waits for a receipt. */
export function recordsOf({ counted, confirmed, schedule }: CarryWorld): BusRecord[] {
  const shards = [...counted].map(([epoch, cells]): BusRecord => {
    const segments = [{ id: 0, stop: null, purpose: 'service' as const, start: 0 }];
    const body = { epoch, day: 0, part: 0, segments, cells };
    return { v: 1, bus: BUS, kind: 'shard', id: `${epoch}/0/0`, rev: countOf(cells), body };
  });
  const proposals = schedule.replicas[0]!.pending.filter(({ answer }) => answer === null).map(
    ({ proposal }): BusRecord => ({
      ...{ v: 1, bus: BUS, kind: 'proposal', id: proposal.id, rev: 0 },
      body: { epoch: '0'.repeat(16), proposal },
    }),
  );
  return [...shards.filter(({ id, rev }) => rev > (confirmed.get(id) ?? -1)), ...proposals];
}

function counting(world: CarryWorld, which: number): CarryWorld {
  const before = world.counted.get(world.epoch) ?? [];
  const [slot, label] = [which % 3, which % 2 === 0 ? '' : 'other'];
  const found = before.find((cell) => cell[1] === slot && cell[4] === label);
  const cell: Cell = [0, slot, 'front', 'door.in', label, (found?.[5] ?? 0) + 1];
  const cells = [...before.filter((each) => each !== found), cell];
  return { ...world, counted: new Map(world.counted).set(world.epoch, cells) };
}

/** By MQTT: records and receipts may be lost, doubled and turned round. */
function send(world: CarryWorld, fate: number): CarryWorld {
  const bit = (n: number) => (fate >> (n % 20)) & 1;
  const sent = recordsOf(world).flatMap((record, n) =>
    bit(n) && bit(n + 5) ? [] : bit(n + 3) ? [record, record] : [record],
  );
  if (bit(11)) sent.reverse();
  const { world: after, receipts } = arrive(world, sent.map(asText));
  const heard = receipts.filter((_, n) => !bit(n + 7));
  const told = receive(after, bit(13) ? [...heard, ...heard] : heard);
  return bit(17) ? { ...told, durable: new Map(told.confirmed) } : told;
}

/** Headquarters reads a file: perhaps one cut short, flipped somewhere, or signed by another bus. */
async function read(world: CarryWorld, file: Buffer, fate: number): Promise<CarryWorld> {
  try {
    const whole = splitCarryFile(damaged(file, fate));
    const signer = (fate & 0b1111) === 0b1011 ? foreign.bus : keys.bus;
    if (!isSignedBy(whole, signer.publicKey)) throw CarryFault.of('bad-signature', { from: 'bus' });
    const { records } = await openCarryFile(whole, keys.sealing.privateKey, CarriedRecords);
    const { world: after, receipts } = arrive(world, records);
    const schedule = snapshotOf(after.schedule.authority, BUS);
    const message = { v: 1 as const, bus: BUS, receipts };
    const content: CarriedAnswer = { receipts: [message], schedule, crew: null, warnings: null };
    const answer = await answerFile(keys, content);
    return { ...after, answers: [...after.answers, answer], accepted: after.accepted + 1 };
  } catch (problem) {
    return refusing(world, problem);
  }
}

async function bring(world: CarryWorld, answer: Buffer, fate: number): Promise<CarryWorld> {
  try {
    const whole = splitCarryFile(damaged(answer, fate));
    if (!isSignedBy(whole, keys.signing.publicKey))
      throw CarryFault.of('bad-signature', { from: 'headquarters' });
    const content = await openCarryFile(whole, keys.answers.privateKey, CarriedAnswer);
    const told = receive(
      world,
      content.receipts.flatMap(({ receipts }) => receipts),
    );
    const replica = takeSnapshot(told.schedule.replicas[0]!, content.schedule!);
    return { ...withReplica(told, replica), accepted: told.accepted + 1 };
  } catch (problem) {
    return refusing(world, problem);
  }
}

/** The very same world: a file that is refused changes nothing. */
function refusing(world: CarryWorld, problem: unknown): CarryWorld {
  if (!(problem instanceof CarryFault)) throw problem;
  return { ...world, refused: [...world.refused, problem.fault] };
}

function damaged(file: Buffer, fate: number): Buffer {
  const at = (fate >> 4) % file.length;
  if ((fate & 0b1111) === 0b0111) return file.subarray(0, at);
  if ((fate & 0b1111) !== 0b1101) return file;
  const flipped = Buffer.from(file);
  flipped[at] = flipped[at]! ^ (1 << ((fate >> 17) & 7));
  return flipped;
}

/** What headquarters does with records, whichever way they came. */
function arrive(world: CarryWorld, texts: readonly string[]): { world: CarryWorld; receipts: Receipt[] } {
  const stored = new Map(world.stored);
  let authority = world.schedule.authority;
  const receipts = texts.map((text): Receipt => {
    const read = readRecord(text, BUS);
    if (!('record' in read)) throw new Error(read.unreadable.why);
    const { kind, id, rev, body } = read.record;
    if (kind === 'shard') stored.set(body.epoch, mergeCells(stored.get(body.epoch) ?? [], body.cells));
    if (kind !== 'proposal') return { kind, id, rev, outcome: 'stored' };
    const decided = decideProposals(authority, [body.proposal as Proposal]);
    authority = decided.authority;
    const { outcome, why, revision } = decided.answers[0]!;
    return { kind, id, rev, outcome, ...(why !== undefined && { why }), schedule: revision };
  });
  return { world: { ...world, stored, schedule: { ...world.schedule, authority } }, receipts };
}

/** What the bus does with receipts, whichever way they came. */
function receive(world: CarryWorld, receipts: readonly Receipt[]): CarryWorld {
  const confirmed = new Map(world.confirmed);
  let replica = world.schedule.replicas[0]!;
  for (const { kind, id, rev, outcome, why, schedule } of receipts) {
    if (kind === 'proposal')
      replica = takeAnswer(replica, id, { outcome, ...(why !== undefined && { why }), revision: schedule! });
    else confirmed.set(id, Math.max(confirmed.get(id) ?? -1, rev));
  }
  return withReplica({ ...world, confirmed }, replica);
}

function withReplica(world: CarryWorld, replica: World['replicas'][number]): CarryWorld {
  const replicas = world.schedule.replicas.with(0, replica);
  return { ...world, schedule: { ...world.schedule, replicas } };
}

const asText = (record: BusRecord) => JSON.stringify(record);
const newEpoch = () => randomBytes(8).toString('hex');
const pick = <T>(all: readonly T[], which: number) => all[which % all.length]!;
