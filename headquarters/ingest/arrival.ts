import { createHash } from 'node:crypto';
import { Presence } from '@pingan/protocol/presence';
import { type BusRecord, MAX_MESSAGE_BYTES, readRecord } from '@pingan/protocol/records';
import type { Receipt } from '@pingan/protocol/receipts';
import { z } from 'zod';

/** A message as the broker delivered it. `at` is the wall time of headquarters in milliseconds. */
export interface Arrival {
  bus: string;
  channel: 'records' | 'state';
  text: string;
  at: number;
}

export type Address = Pick<Receipt, 'kind' | 'id' | 'rev'>;

/** What an arrival turned out to be. */
export type Reading =
  | { is: 'record'; arrival: Arrival; record: BusRecord }
  | { is: 'presence'; arrival: Arrival; presence: Presence }
  | { is: 'dead'; arrival: Arrival; why: string; address: Address | null };

/** Reads one arrival; what cannot be understood comes back as `dead` with the reason in words. */
export function readArrival(arrival: Arrival): Reading {
  if (arrival.channel === 'state') return readState(arrival);
  const read = readRecord(arrival.text, arrival.bus);
  if ('record' in read) return { is: 'record', arrival, record: read.record };
  return { is: 'dead', arrival, why: read.unreadable.why, address: read.unreadable.address };
}

function readState(arrival: Arrival): Reading {
  const dead = (why: string): Reading => ({ is: 'dead', arrival, why, address: null });
  let raw: unknown;
  try {
    raw = JSON.parse(arrival.text);
  } catch {
    return dead('not JSON');
  }
  const presence = Presence.safeParse(raw);
  if (!presence.success) return dead(z.prettifyError(presence.error).replaceAll('\n', ' '));
  if (presence.data.bus !== arrival.bus)
    return dead(`claims to come from ${presence.data.bus} but was sent by ${arrival.bus}`);
  return { is: 'presence', arrival, presence: presence.data };
}

/** The same message again has the same digest, however often a bus repeats it. */
export function digestOf(arrival: Arrival): string {
  return createHash('sha256').update(`${arrival.channel}\n${arrival.text}`).digest('hex').slice(0, 32);
}

/** As much of a message as is worth keeping for a person to read. */
export function excerptOf(arrival: Arrival): string {
  return arrival.text.slice(0, MAX_MESSAGE_BYTES);
}
