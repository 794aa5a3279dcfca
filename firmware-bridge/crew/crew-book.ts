import type { CrewList, CrewMember, SecretHash } from '@pingan/protocol/crew';
import type { CrewKeys } from './crew-keys.ts';

/** A one-time code that may open a panel; `expires` is null for one that was printed on the bus. */
export interface OpenCode {
  id: string;
  code: SecretHash;
  expires: string | null;
}

/** A list of another bus, or one that is not newer than the one in hand, changes nothing. */
export function isNewer(held: CrewList | null, list: CrewList, bus: string): boolean {
  return list.bus === bus && (held === null || list.revision > held.revision);
}

/** What stays of the bus's own keys under this list: nothing of members who are gone, no PIN that headquarters has replaced. */
export function keysUnder(list: CrewList, keys: CrewKeys): CrewKeys {
  const pins = new Map(list.members.map(({ id, pin }) => [id, pin?.hash ?? null]));
  return {
    pins: keys.pins.filter(({ member, instead }) => pins.has(member) && pins.get(member) === instead),
    used: keys.used,
    local: null,
    localCode: null,
    phones: keys.phones.filter(({ member }) => pins.has(member)),
  };
}

/** Everybody who may open a panel. The local officer counts only where headquarters has never sent a list. */
export function membersOf(list: CrewList | null, keys: CrewKeys): readonly CrewMember[] {
  if (list !== null) return list.members;
  return keys.local === null ? [] : [keys.local];
}

/** The PIN that holds for a member; null where they have none yet. */
export function pinOf(list: CrewList | null, keys: CrewKeys, member: string): SecretHash | null {
  const own = keys.pins.find((kept) => kept.member === member);
  return own?.pin ?? membersOf(list, keys).find(({ id }) => id === member)?.pin ?? null;
}

/** A PIN chosen on the bus holds until headquarters has another one than now. */
export function withPin(
  keys: CrewKeys,
  list: CrewList | null,
  chosen: { member: string; pin: SecretHash },
): CrewKeys {
  const instead = membersOf(list, keys).find(({ id }) => id === chosen.member)?.pin?.hash ?? null;
  const others = keys.pins.filter(({ member }) => member !== chosen.member);
  return { ...keys, pins: [...others, { ...chosen, instead }] };
}

/** The longest list of used codes; the oldest are of lists that are long gone. */
const MOST_USED = 4_000;

export function withUsed(keys: CrewKeys, code: string): CrewKeys {
  const localCode = keys.localCode?.id === code ? null : keys.localCode;
  return { ...keys, localCode, used: [...keys.used, code].slice(-MOST_USED) };
}

/** Codes that may still open a panel for this member. `today` is YYYY-MM-DD; while it is not known none has expired. */
export function openCodes(
  list: CrewList | null,
  keys: CrewKeys,
  member: string,
  today: string | null,
): OpenCode[] {
  const sealed = list === null ? [] : list.codes.filter((code) => today === null || code.expires >= today);
  const printed =
    list === null && keys.localCode !== null ? [{ ...keys.localCode, expires: null as string | null }] : [];
  return [...sealed, ...printed].filter((code) => code.member === member && !keys.used.includes(code.id));
}
