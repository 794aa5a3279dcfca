import type { Author } from '@pingan/protocol/author';
import type { DayStop, OfficerDay } from '@pingan/protocol/officer-day';
import type { PlanField } from '@pingan/protocol/schedule/plan';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import { at, changedStop } from './sample-day.ts';

type Command<Do extends OfficerCommand['do']> = Extract<OfficerCommand, { do: Do }>;
export interface Changed {
  day: OfficerDay;
  status?: Partial<BusStatus>;
}

/** The officer's day of a fake bus: as much of its rules as the panel can tell apart. Null where a command is none of the day's. */
export function commanded(day: OfficerDay, command: OfficerCommand, by: Author): Changed | null {
  switch (command.do) {
    case 'arrive':
      return moved(day, command.stop, { phase: 'arrived', arrivedAt: at(9, 5) });
    case 'open-stop':
      return {
        ...moved(day, command.stop, { phase: 'open', openedAt: at(9, 30) }),
        status: { segment: { stop: command.stop, purpose: command.purpose } },
      };
    case 'close-stop':
      return closed(day);
    case 'fact':
      return { day: noted(day, command) };
    case 'plan':
      return { day: planned(day, command, by) };
    case 'dismiss':
      return {
        day: withEdits(day, (edits) => edits.filter(({ proposal }) => proposal !== command.proposal)),
      };
    case 'amend':
    case 'wave-aside':
      return { day: { ...day, suggestions: day.suggestions.filter(({ id }) => id !== command.suggestion) } };
    case 'hand-over': {
      const member = day.crew.find(({ id }) => id === command.to);
      return { day: { ...day, shift: member ? { member, since: at(12, 0) } : day.shift } };
    }
    case 'exhibit': {
      const others = day.off.filter((exhibit) => exhibit !== command.exhibit);
      return { day: { ...day, off: command.on ? others : [...others, command.exhibit] } };
    }
    case 'brightness':
    case 'loudness':
      return { day: { ...day, [command.do]: command.level } };
    case 'clock':
      return { day: { ...day, clock: { known: true, source: 'officer', wall: command.wall } } };
    case 'pair': {
      const shown = { url: 'https://192.168.4.1:8443/officer', code: '7K3M-Q2XD', secondsLeft: 118 };
      return { day: { ...day, pairing: command.on ? shown : null } };
    }
    case 'mended':
      return { day: { ...day, tickets: day.tickets.filter(({ id }) => id !== command.ticket) } };
    default:
      return null;
  }
}

const moved = (day: OfficerDay, stop: string, changed: Partial<DayStop>): Changed => ({
  day: { ...changedStop(day, stop, changed), current: stop },
});

function closed(day: OfficerDay): Changed {
  const status = { segment: { stop: null, purpose: 'rehearsal' as const } };
  if (day.current === null) return { day, status };
  const after = changedStop(day, day.current, { phase: 'closed', closedAt: at(11, 30) });
  return { day: { ...after, current: null }, status };
}

function noted(day: OfficerDay, { fact, detail, stop = day.current ?? '' }: Command<'fact'>): OfficerDay {
  if (fact === 'hand-count') return changedStop(day, stop, { handCount: detail.in as number });
  if (fact === 'checklist') return changedStop(day, stop, { checklist: detail as DayStop['checklist'] });
  return fact === 'after-action' ? changedStop(day, stop, { afterAction: true }) : day;
}

function planned(day: OfficerDay, { stop: id, set }: Command<'plan'>, author: Author): OfficerDay {
  const before = day.stops.find((stop) => stop.id === id) ?? {
    ...day.stops[0]!,
    id,
    plan: {},
    conflicts: [],
    edits: [],
    phase: 'planned' as const,
  };
  const fields = Object.keys(set) as PlanField[];
  const after: DayStop = {
    ...before,
    plan: { ...before.plan, ...set } as DayStop['plan'],
    conflicts: before.conflicts.filter(({ field }) => !fields.includes(field)),
    edits: [...before.edits, { proposal: '00000000000000aa', fields, author, fate: 'not-sent', why: null }],
  };
  return { ...day, stops: [...day.stops.filter((stop) => stop.id !== id), after] };
}

const withEdits = (day: OfficerDay, edited: (edits: DayStop['edits']) => DayStop['edits']): OfficerDay => ({
  ...day,
  stops: day.stops.map((stop) => ({ ...stop, edits: edited(stop.edits) })),
});
