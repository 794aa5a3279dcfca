import type { Author } from '@pingan/protocol/author';
import type { DayStop, OfficerDay } from '@pingan/protocol/officer-day';
import type { PlanFields } from '@pingan/protocol/schedule/plan';
import type { BusStatus } from '@pingan/protocol/bus-status';

/* Made-up people and places, for trying the panel. */
export const zhou: Author = { id: 'zhou', name: '样例员甲' };
export const qin: Author = { id: 'qin', name: '样例员乙' };
export const office: Author = { id: 'hq-1', name: '样例中心丙' };

/** Ten o'clock on the day of the sample. */
export const TODAY = '2026-11-22';
export const at = (hour: number, minute: number, day = 22): number =>
  new Date(2026, 10, day, hour, minute).getTime();

type Stop = BusStatus['stops'][number];

const place = (name: Stop['name'], village: string): PlanFields['place'] => ({
  name,
  village,
  county: null,
  address: null,
  position: null,
});

export function plannedStop({ id, name, date }: Stop): DayStop {
  return {
    id,
    plan: {
      place: place(name, id),
      status: 'confirmed',
      ...(date !== null && { when: { date, from: '09:30', to: '11:30' } }),
    },
    conflicts: [],
    edits: [],
    phase: 'planned',
    arrivedAt: null,
    openedAt: null,
    closedAt: null,
    handCount: null,
    checklist: null,
    afterAction: false,
  };
}

/** A day on which nothing has happened yet, with the stops that the bus lists. */
export function sampleDay(stops: readonly Stop[]): OfficerDay {
  return {
    today: TODAY,
    clock: { known: true, source: 'ntp', wall: at(10, 0) },
    stops: stops.map(plannedStop),
    current: null,
    revision: 7,
    shift: { member: zhou, since: at(8, 0) },
    signedIn: [zhou],
    crew: [zhou, qin],
    checklist: [
      { id: 'power', text: { zh: '接好电源，看过电量', en: 'Power connected, battery looked at' } },
      { id: 'locks', text: { zh: '锁具和刀具都在', en: 'All locks and knives are in place' } },
      {
        id: 'leaders',
        text: { zh: '和村里商量好停车和排队', en: 'Parking and queue agreed with the village' },
      },
      { id: 'exits', text: { zh: '两个门都能打开', en: 'Both doors open' } },
    ],
    form: [
      {
        asks: 'number',
        id: 'leaflets',
        text: { zh: '发了多少份材料', en: 'Leaflets handed out' },
        most: 5_000,
      },
      { asks: 'yes-no', id: 'return', text: { zh: '这里还要再来吗', en: 'Should the bus come again?' } },
      {
        asks: 'choice',
        id: 'asked',
        text: { zh: '大家问得最多的', en: 'What people asked about most' },
        choices: [
          { id: 'calls', text: { zh: '电话', en: 'calls' } },
          { id: 'loans', text: { zh: '贷款', en: 'loans' } },
          { id: 'locks', text: { zh: '门锁', en: 'locks' } },
        ],
      },
      { asks: 'remark', id: 'remark', text: { zh: '要改进的', en: 'What to do better' } },
    ],
    suggestions: [],
    off: [],
    brightness: 2,
    loudness: 2,
    departure: { state: 'idle', items: [], ask: null, last: null },
    tickets: [],
    daysToSend: 3,
    pairing: null,
  };
}

export const changedStop = (day: OfficerDay, id: string, changed: Partial<DayStop>): OfficerDay => ({
  ...day,
  stops: day.stops.map((stop) => (stop.id === id ? { ...stop, ...changed } : stop)),
});
