import type { CheckAsk, CheckGroup, CheckItem, DepartureView } from '@pingan/protocol/departure';

/** `now`: it is being looked at or asked about. `partly`: all is said, but something was not looked at. */
export type GroupState = 'waiting' | 'now' | 'good' | 'fault' | 'partly';

export interface CheckedGroup {
  group: CheckGroup;
  state: GroupState;
  done: number;
  of: number;
}

const isSettled = ({ state }: CheckItem): boolean =>
  state === 'good' || state === 'fault' || state === 'skipped';

/** How far each group is, in the order in which the bus goes through them. */
export function groupsOf({ items, ask }: Pick<DepartureView, 'items' | 'ask'>): CheckedGroup[] {
  const groups = new Map<CheckGroup, CheckItem[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups].map(([group, of]) => ({
    group,
    state: stateOf(of, ask?.group === group),
    done: of.filter(isSettled).length,
    of: of.length,
  }));
}

function stateOf(items: readonly CheckItem[], isAsked: boolean): GroupState {
  if (isAsked || items.some(({ state }) => state === 'running' || state === 'asked')) return 'now';
  if (!items.every(isSettled)) return 'waiting';
  if (items.some(({ state }) => state === 'fault')) return 'fault';
  return items.some(({ state }) => state === 'skipped') ? 'partly' : 'good';
}

/** What a question is about now, and what it was about when it was first seen here: that keeps its place in the list and is ticked there. */
export function listOf(ask: CheckAsk, first: readonly string[], items: readonly CheckItem[]): CheckItem[] {
  return items.filter(({ id }) => ask.items.includes(id) || first.includes(id));
}

/** The thing to do next: the first in the list that is still asked about. */
export const nextOf = (ask: CheckAsk, items: readonly CheckItem[]): CheckItem | null =>
  items.find(({ id }) => ask.items.includes(id)) ?? null;

/** What a person tells about an item: whether a lamp is lit, a sound is heard, or anything else works. */
export type Sense = 'lit' | 'heard' | 'works';

export function senseOf(item: string): Sense {
  if (item.startsWith('lamp/')) return 'lit';
  return item.startsWith('speaker/') || item.startsWith('screen/') || item === 'alarm/siren'
    ? 'heard'
    : 'works';
}
