import type { Author } from '@pingan/protocol/author';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { CheckAsk, CheckItem, DepartureStep, DepartureView, Ticket } from '@pingan/protocol/departure';
import type { Text } from '@pingan/protocol/ids';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import { at } from './sample-day.ts';

type Question = Omit<CheckAsk, 'items'> & { asks: (item: CheckItem) => boolean };

const item = (id: string, group: CheckItem['group'], name: Text): CheckItem => ({
  id,
  group,
  name,
  state: 'waiting',
  words: null,
});

/** What a check of this bus looks at, in its order. */
export function checkedItems(bus: BusSummary): CheckItem[] {
  return [
    ...bus.boards.map((id) => item(`board/${id}`, 'boards', { zh: `控制板 ${id}`, en: `board ${id}` })),
    item('disk', 'disk', { zh: '硬盘', en: 'disk' }),
    item('clock', 'clock', { zh: '时钟', en: 'clock' }),
    item('battery', 'battery', { zh: '电池', en: 'battery' }),
    item('link', 'link', { zh: '与指挥中心的连接', en: 'link to headquarters' }),
    item('sensor/inside', 'sensors', { zh: '车内温度计', en: 'inside thermometer' }),
    ...bus.doors.map(({ id, name }) => item(`door/${id}`, 'doors', name)),
    ...bus.lamps.map(({ id, name }) => item(`lamp/${id}`, 'lamps', name)),
    ...bus.things.map(({ id, name }) => item(`thing/${id}`, 'things', name)),
    ...bus.buttons.map(({ id, name }) => item(`button/${id}`, 'controls', name)),
    item('alarm/siren', 'alarm', { zh: '警号', en: 'siren' }),
    ...bus.stations.map(({ id, name }) =>
      item(`speaker/${id}`, 'screens', { zh: `${name.zh}的喇叭`, en: `speaker of the ${name.en}` }),
    ),
  ];
}

const inGroup =
  (group: CheckItem['group']) =>
  (one: CheckItem): boolean =>
    one.group === group;

const QUESTIONS: Question[] = [
  {
    id: 'doors-1',
    group: 'doors',
    by: 'do',
    words: { zh: '从每个门走一趟', en: 'Walk once through each door' },
    asks: inGroup('doors'),
  },
  {
    id: 'lamps-1',
    group: 'lamps',
    by: 'tell',
    words: { zh: '灯都亮着吗？', en: 'Are all lamps lit?' },
    asks: inGroup('lamps'),
  },
  {
    id: 'things-1',
    group: 'things',
    by: 'do',
    words: { zh: '每样拿起来一下，再放回去', en: 'Lift each thing once and put it back' },
    asks: inGroup('things'),
  },
  {
    id: 'controls-1',
    group: 'controls',
    by: 'do',
    words: { zh: '每个按钮按一下', en: 'Press each button once' },
    asks: inGroup('controls'),
  },
  {
    id: 'alarm-1',
    group: 'alarm',
    by: 'tell',
    words: { zh: '警号短短响了一声，听见了吗？', en: 'The siren sounded briefly. Did you hear it?' },
    asks: inGroup('alarm'),
  },
  {
    id: 'screens-1',
    group: 'screens',
    by: 'tell',
    words: { zh: '喇叭响了两声，听见了吗？', en: 'The speaker played two tones. Did you hear them?' },
    asks: inGroup('screens'),
  },
];

const FAULTY: Text = { zh: '没有反应，请检查它和它的接线', en: 'does not answer; check it and its wiring' };
const isOpen = ({ state }: CheckItem): boolean => !['good', 'fault', 'skipped'].includes(state);

/** The same faults every time the bus looks by itself; questions are answered by the officer. */
export const FOUND: Readonly<Record<string, Text>> = {
  'sensor/inside': {
    zh: '没有读数，请检查温度计的插头',
    en: 'gives no reading; check the plug of the thermometer',
  },
};

/** What a fake bus makes of a step; the answer to an earlier question means nothing. */
export function stepped(before: OfficerDay, step: DepartureStep, bus: BusSummary, by: Author): OfficerDay {
  const { departure } = before;
  if (step.step === 'cancel') return { ...before, departure: { ...departure, ...IDLE } };
  if (step.step === 'start') {
    const items = checkedItems(bus).map((one) => settledByMachine(one));
    return asked(before, { ...departure, state: 'running', items, ask: null }, by);
  }
  const { ask } = departure;
  if (ask === null || ask.id !== step.ask) return before;
  const items = departure.items.map((one) => (ask.items.includes(one.id) ? answered(one, ask, step) : one));
  return asked(before, { ...departure, items }, by);
}

const IDLE = { state: 'idle', items: [], ask: null } as const satisfies Partial<DepartureView>;

/** Something was lifted, pressed or walked through. */
export function done(before: OfficerDay, id: string, by: Author): OfficerDay {
  const { departure } = before;
  if (departure.ask?.by !== 'do' || !departure.ask.items.includes(id)) return before;
  const items = departure.items.map((one) => (one.id === id ? { ...one, state: 'good' as const } : one));
  return asked(before, { ...departure, items }, by);
}

function settledByMachine(one: CheckItem): CheckItem {
  if (QUESTIONS.some(({ asks }) => asks(one))) return one;
  const words = FOUND[one.id] ?? null;
  return { ...one, state: words === null ? 'good' : 'fault', words };
}

function answered(one: CheckItem, ask: CheckAsk, step: DepartureStep): CheckItem {
  if (step.step === 'skip') return { ...one, state: 'skipped' };
  const isFaulty = step.step === 'answer' && step.faulty.includes(one.id);
  if (isFaulty) return { ...one, state: 'fault', words: FAULTY };
  return ask.by === 'tell' ? { ...one, state: 'good' } : one;
}

/** The first question that still has something open; without one the check is over. */
function asked(before: OfficerDay, view: DepartureView, by: Author): OfficerDay {
  for (const { asks, ...question } of QUESTIONS) {
    const open = view.items.filter((one) => asks(one) && isOpen(one)).map(({ id }) => id);
    if (open.length > 0) {
      const items = view.items.map((one) =>
        open.includes(one.id) ? { ...one, state: 'asked' as const } : one,
      );
      return { ...before, departure: { ...view, items, ask: { ...question, items: open } } };
    }
  }
  return over(before, { ...view, ask: null }, by);
}

function over(before: OfficerDay, view: DepartureView, by: Author): OfficerDay {
  const of = (state: CheckItem['state']) => view.items.filter((one) => one.state === state);
  const last = { at: at(7, 40), by, faults: of('fault').length, skipped: of('skipped').length };
  const found = of('fault').filter(({ id }) => before.tickets.every((ticket) => ticket.item !== id));
  const kept = before.tickets.filter(({ item: id }) => of('good').every((one) => one.id !== id));
  const tickets = [...kept, ...found.map((one, nth) => ticketOf(one, before.tickets.length + nth))];
  return { ...before, departure: { ...view, state: 'over', last }, tickets };
}

export const ticketOf = ({ id, name, words }: CheckItem, nth: number): Ticket => ({
  id: nth.toString(16).padStart(16, '0'),
  item: id,
  words: { zh: `${name.zh}：${words?.zh ?? ''}`, en: `${name.en}: ${words?.en ?? ''}` },
  since: at(7, 40),
});
