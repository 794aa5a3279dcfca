import { Presence } from '@pingan/protocol/presence';
import type { Db } from '../database/open-database.ts';
import type { Log } from '../log.ts';
import {
  type BusPresence,
  afterBrokerGap,
  hearPresence,
  looksCloned,
  neverHeard,
  rememberedPresence,
} from './presence-rule.ts';

/** Who is there: one presence for every bus ever heard. */
export class Fleet {
  readonly #log: Log;
  readonly #buses = new Map<string, BusPresence>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Loads what was known before this start; nobody counts as online until heard again. */
  async load(db: Db): Promise<void> {
    for (const { name, presence, last_heard } of await db.selectFrom('bus').selectAll().execute()) {
      const last = presence === null ? null : Presence.safeParse(JSON.parse(presence));
      this.#buses.set(name, rememberedPresence(last?.success ? last.data : null, last_heard));
    }
  }

  /** @param at wall time in milliseconds */
  hear(said: Presence, at: number): void {
    const before = this.#buses.get(said.bus) ?? neverHeard;
    const after = hearPresence(before, said, at);
    this.#buses.set(said.bus, after);
    if (looksCloned(after, at) && !looksCloned(before, at)) {
      this.#log.warn(
        { bus: said.bus },
        `two machines claim to be ${said.bus}: a cloned card? Stop one and give it an id of its own`,
      );
    }
  }

  brokerReturned(): void {
    for (const [name, bus] of this.#buses) this.#buses.set(name, afterBrokerGap(bus));
  }

  of(bus: string): BusPresence {
    return this.#buses.get(bus) ?? neverHeard;
  }

  /** How many buses are known, online, and suspected of being two machines. */
  counts(now: number): { known: number; online: number; cloned: number } {
    const buses = [...this.#buses.values()];
    return {
      known: buses.length,
      online: buses.filter((bus) => bus.online).length,
      cloned: buses.filter((bus) => looksCloned(bus, now)).length,
    };
  }
}
