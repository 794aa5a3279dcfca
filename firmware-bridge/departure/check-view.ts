import type { CheckAsk, CheckItem, DepartureView } from '@pingan/protocol/departure';
import type { Text } from '@pingan/protocol/ids';
import type { CheckPart, HandAct } from './check-plan.ts';
import { type Departure, openItems, partOf, type RunningCheck } from './check-state.ts';
import { handAdvice, questions, waits } from './check-words.ts';
import { isStanding } from './doing.ts';

/** The check as every officer panel shows it. */
export function departureView(state: Departure, last: DepartureView['last']): DepartureView {
  switch (state.at) {
    case 'idle':
      return { state: 'idle', items: [], ask: null, last };
    case 'running':
      return { state: 'running', items: itemsOf(state), ask: askOf(state), last };
    case 'over': {
      const items = state.plan.items.map((item): CheckItem => {
        const { is, words } = state.verdicts[item.id]!;
        return { ...item, state: is, words };
      });
      return { state: 'over', items, ask: null, last };
    }
  }
}

/** What is asked of the officer now; null while the machine looks by itself. */
export function askOf(check: RunningCheck): CheckAsk | null {
  const part = partOf(check);
  const { doing } = check;
  if (part.is === 'look' || (doing.is === 'chime' && doing.how !== 'played')) return null;
  const items = openItems(check);
  return {
    id: `${check.check}/${check.part}`,
    group: groupOf(part),
    words: wordsOf(check, part, items),
    by: part.is === 'walk' || part.is === 'hands' ? 'do' : 'tell',
    items,
  };
}

/** Lamps that are to shine alone now; null while the bus is lit as always. */
export function lampsAlone(state: Departure): string[] | null {
  if (state.at !== 'running' || state.doing.is !== 'lamps') return null;
  return openItems(state).map((id) => id.slice('lamp/'.length));
}

/** The chime that a station's screens are to play; null where there is none. */
export function chimeDue(state: Departure): { station: string; chime: number } | null {
  if (state.at !== 'running' || state.doing.is !== 'chime') return null;
  const part = partOf(state);
  return part.is === 'chime' ? { station: part.station, chime: state.doing.chime } : null;
}

/** When the siren began to sound for this check; null where it has not. */
export function sirenDue(state: Departure): number | null {
  return state.at === 'running' && state.doing.is === 'siren' ? state.doing.soundedAt : null;
}

function itemsOf(check: RunningCheck): CheckItem[] {
  const current = new Set(openItems(check));
  const asked = new Set(askOf(check)?.items);
  return check.plan.items.map((item): CheckItem => {
    const verdict = check.verdicts[item.id];
    if (verdict !== undefined) return { ...item, state: verdict.is, words: verdict.words };
    if (asked.has(item.id)) return { ...item, state: 'asked', words: adviceOf(check, item.id) };
    if (!current.has(item.id)) return { ...item, state: 'waiting', words: null };
    return { ...item, state: 'running', words: isStarting(check, item.id) ? waits.starting() : null };
  });
}

function isStarting({ glance }: RunningCheck, id: string): boolean {
  return id.startsWith('board/') && glance.boards[id.slice('board/'.length)] === 'starting';
}

function adviceOf(check: RunningCheck, id: string): Text | null {
  const act = check.plan.acts[id];
  return act !== undefined && isStanding(check, id) ? handAdvice(act) : null;
}

function groupOf(part: Exclude<CheckPart, { is: 'look' }>): CheckAsk['group'] {
  switch (part.is) {
    case 'walk':
      return 'doors';
    case 'lamps':
      return 'lamps';
    case 'hands':
      return part.of;
    case 'siren':
      return 'alarm';
    case 'chime':
      return 'screens';
  }
}

function wordsOf(
  check: RunningCheck,
  part: Exclude<CheckPart, { is: 'look' }>,
  items: readonly string[],
): Text {
  const { doing, plan } = check;
  switch (part.is) {
    case 'walk':
      return questions.walk(part.name, doing.is === 'walk' ? doing : { in: false, out: false });
    case 'lamps':
      return questions.lamps(part.where, items.length);
    case 'hands': {
      if (items.every((id) => isStanding(check, id))) return questions.putRight();
      const acts = new Set(items.map((id): HandAct => plan.acts[id]!));
      return questions.hands(part.where, acts);
    }
    case 'siren':
      return questions.siren();
    case 'chime':
      return questions.chime(part.name);
  }
}
