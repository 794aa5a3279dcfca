import type { Presence } from '@pingan/protocol/presence';

/**
 * How long two connections of one bus may be live before that alone is suspicious. After a power cut the broker holds the old
 * one until its keep-alive has run out (90 s), while the bus is long back.
 */
export const OVERLAP_ALLOWED_MS = 2 * 60_000;
/** How long a cloned card stays on show after it last gave itself away, in milliseconds. */
export const CLONE_SHOWN_MS = 15 * 60_000;
/** Connections and epochs remembered for one bus; older ones no longer come late. */
const REMEMBERED = 20;

/** What is known of one bus from its state messages. */
export interface BusPresence {
  /** The last thing the current connection said. */
  last: Presence | null;
  online: boolean;
  /** Wall time of the last change between online and offline, in milliseconds; null where it happened unseen. */
  since: number | null;
  /** Live connections, the newest last. */
  live: Presence[];
  /** Since when more than one is live. */
  overlapSince: number | null;
  /** Connections that have ended. Ids are never used again, so whatever still says "online" for them came late. */
  ended: string[];
  /** Epochs in the order they were first heard; one that speaks again after a later one is a second machine. */
  epochs: string[];
  cloneSeen: number | null;
}

export const neverHeard: BusPresence = {
  last: null,
  online: false,
  since: null,
  live: [],
  overlapSince: null,
  ended: [],
  epochs: [],
  cloneSeen: null,
};

/** A bus as the database remembers it from before headquarters was started. */
export function rememberedPresence(last: Presence | null, lastHeard: number): BusPresence {
  return { ...neverHeard, last, since: lastHeard };
}

/** The next state of a bus after one state message heard at `at`. */
export function hearPresence(bus: BusPresence, said: Presence, at: number): BusPresence {
  return said.online ? hearOnline(bus, said, at) : hearOffline(bus, said, at);
}

function hearOnline(bus: BusPresence, said: Presence, at: number): BusPresence {
  if (bus.ended.includes(said.connection)) return bus;
  const isNew = !bus.live.some((other) => other.connection === said.connection);
  const isCurrent = bus.last?.connection === said.connection;
  const live = isNew
    ? [...bus.live, said]
    : bus.live.map((other) => (other.connection === said.connection ? said : other));
  const epochs =
    said.epoch === undefined || bus.epochs.includes(said.epoch)
      ? bus.epochs
      : [...bus.epochs, said.epoch].slice(-REMEMBERED);
  const pastEpochSpeaks = said.epoch !== undefined && epochs.at(-1) !== said.epoch;
  const pastConnectionSpeaks = !isNew && !isCurrent;
  return {
    ...bus,
    last: isNew || isCurrent ? said : bus.last,
    online: true,
    since: bus.online ? bus.since : at,
    live: live.slice(-REMEMBERED),
    overlapSince: live.length > 1 ? (bus.overlapSince ?? at) : null,
    epochs,
    cloneSeen: pastEpochSpeaks || pastConnectionSpeaks ? at : bus.cloneSeen,
  };
}

function hearOffline(bus: BusPresence, said: Presence, at: number): BusPresence {
  const live = bus.live.filter((other) => other.connection !== said.connection);
  const ended = bus.ended.includes(said.connection)
    ? bus.ended
    : [...bus.ended, said.connection].slice(-REMEMBERED);
  const overlapSince = live.length > 1 ? bus.overlapSince : null;
  if (bus.last === null) return { ...bus, last: said, live, overlapSince, ended };
  // A broker may deliver the will of a lost connection after the birth of the next one.
  if (bus.last.connection !== said.connection) return { ...bus, live, overlapSince, ended };
  const successor = live.at(-1);
  if (successor !== undefined) return { ...bus, last: successor, live, overlapSince, ended };
  return { ...bus, online: false, since: bus.online ? at : bus.since, live, overlapSince, ended };
}

/**
 * Whether two machines claim to be this bus: one that was superseded has spoken again, or two connections stay live for longer
 * than a power cut explains.
 */
export function looksCloned(bus: BusPresence, now: number): boolean {
  if (bus.cloneSeen !== null && now - bus.cloneSeen < CLONE_SHOWN_MS) return true;
  return bus.overlapSince !== null && now - bus.overlapSince >= OVERLAP_ALLOWED_MS;
}

/**
 * The state after headquarters lost its own broker for a while: wills may have been missed, so of several live connections
 * only the current one is still believed; the broker's retained message corrects that one.
 */
export function afterBrokerGap(bus: BusPresence): BusPresence {
  return {
    ...bus,
    live: bus.live.filter((other) => other.connection === bus.last?.connection),
    overlapSince: null,
  };
}
