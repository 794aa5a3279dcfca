import { createHash } from 'node:crypto';
import { CrewDoor, type CrewDoorParts } from '@pingan/firmware-bridge/crew/crew-door';
import { type CrewKeys, NO_KEYS } from '@pingan/firmware-bridge/crew/crew-keys';
import type { CrewShelf } from '@pingan/firmware-bridge/crew/crew-shelf';
import { SecretBench } from '@pingan/firmware-bridge/crew/secret-bench';
import type { CrewList } from '@pingan/protocol/crew';
import type { PanelIdentity } from '@pingan/protocol/officer-day';
import { keepLog } from '../store/kept-log.ts';

/** Cheap enough for many tests, and the real thing otherwise. */
export const bench = () => new SecretBench(10);
const hasher = bench();
export const hashed = (secret: string) => hasher.hash(secret);

export const LI = { id: 'li-1', name: '李' };
export const WANG = { id: 'wang-2', name: '王' };
export const LI_PIN = '4719';
export const WANG_PIN = '8264';
export const LI_CODE = '4827 1950 3366';

/** Two officers; the first has a one-time code that is good until the end of November. */
export async function crewList(changes: Partial<CrewList> = {}): Promise<CrewList> {
  return {
    v: 1,
    bus: 'bus-01',
    revision: 3,
    members: [
      { ...LI, pin: await hashed(LI_PIN) },
      { ...WANG, pin: await hashed(WANG_PIN) },
    ],
    codes: [
      { id: 'code-a', member: LI.id, code: await hashed('482719503366'), expires: '2026-11-30' },
      { id: 'code-b', member: WANG.id, code: await hashed('771122334455'), expires: '2026-11-30' },
    ],
    ...changes,
  };
}

/** A shelf in memory. */
export class MemoryShelf implements CrewShelf {
  list: CrewList | null;
  lost = false;
  keys: CrewKeys = NO_KEYS;
  dirty = false;
  /** What the disk says to the next writes. */
  problem: Error | null = null;

  constructor(list: CrewList | null) {
    this.list = list;
  }

  setList(list: CrewList): void {
    this.list = list;
    this.lost = false;
    this.dirty = true;
  }

  setKeys(keys: CrewKeys): void {
    this.keys = keys;
    this.dirty = true;
  }

  async write(): Promise<void> {
    if (this.problem !== null) throw this.problem;
    this.dirty = false;
  }
}

/** A door whose clocks, day and stop the test sets. */
export function doorOver(shelf: CrewShelf, changes: Partial<CrewDoorParts> = {}) {
  const world = {
    at: 0,
    wall: 1_790_000_000_000 as number | null,
    today: '2026-11-26' as string | null,
    stopOpen: false,
    phones: 'http://192.168.8.1:8081/officer' as string | null,
  };
  const log = keepLog();
  const door = new CrewDoor({
    bus: 'bus-01',
    virtual: false,
    shelf,
    bench: bench(),
    now: () => world.at,
    wall: () => world.wall,
    today: () => world.today,
    stopOpen: () => world.stopOpen,
    phoneAddress: () => world.phones,
    log,
    ...changes,
  });
  return { door, world, log };
}

export const here = (station: string | null = null) => ({ is: 'here' as const, station });
export const phone = { is: 'phone' as const };

/** The token of an identity; fails where nobody is known. */
export function tokenOf(identity: PanelIdentity): string {
  if (identity.is !== 'known' || identity.token === null)
    throw new Error(`nobody is known: ${JSON.stringify(identity)}`);
  return identity.token;
}

export const digest = (token: string) => createHash('sha256').update(token).digest('hex');

export const pin = (member: string, digits: string) => ({ by: 'pin' as const, member, pin: digits });
export const code = (member: string, typed: string, chosen = '5082') => ({
  ...{ by: 'code' as const, member, code: typed, pin: chosen },
});

/** Pairs `phone-1` with `panel-of-li`, at which Li is signed in; its token. */
export async function pairedPhone(door: CrewDoor): Promise<string> {
  door.entered('panel-of-li', here());
  await door.identify('panel-of-li', pin(LI.id, LI_PIN));
  door.pair('panel-of-li', true);
  door.entered('phone-1', phone);
  return tokenOf(await door.identify('phone-1', { by: 'pairing', code: door.pairing()!.code }));
}
