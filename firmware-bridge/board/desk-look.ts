import type { FirmataIo } from './firmata-abilities.ts';
import type { I2cReader } from './i2c-reader.ts';

/** What a board answers when it is looked at on the desk. */
export interface Looked {
  /** Of the addresses that were asked for, those that something answers at. */
  answering: readonly number[];
  /** Milliseconds of each heartbeat, there and back. */
  roundTripsMs: readonly number[];
}

const BEATS = 5;

/** Asks every address for one byte and times some heartbeats. Nothing is written to a chip but the number of its first register. */
export async function lookAround(parts: {
  io: Pick<FirmataIo, 'reportVersion'>;
  reader: I2cReader;
  addresses: readonly number[];
  now: () => number;
}): Promise<Looked> {
  const { io, reader, addresses, now } = parts;
  const answering: number[] = [];
  for (const address of addresses) if ((await reader.once(address, 0, 1)) !== null) answering.push(address);
  const roundTripsMs: number[] = [];
  for (let beat = 0; beat < BEATS; beat += 1) {
    const from = now();
    await new Promise<void>((resolve) => io.reportVersion(resolve));
    roundTripsMs.push(now() - from);
  }
  return { answering, roundTripsMs };
}
