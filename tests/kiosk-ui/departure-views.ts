import { waits } from '@pingan/firmware-bridge/departure/check-words';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { DepartureStep } from '@pingan/protocol/departure';
import type { FakeBridge } from './fake-bridge.ts';
import { stepped, ticketOf } from './fake-departure.ts';
import type { OfficerView } from './officer-views.ts';
import { rehearsalBus } from './rehearsal-bus.ts';
import { sampleBus } from './sample-bus.ts';
import { at, zhou } from './sample-day.ts';

/** The whole rehearsal bus: a shelf as long as they come. */
const longBus: BusSummary = rehearsalBus();

const step = (bridge: FakeBridge, said: DepartureStep, bus = longBus): void => {
  bridge.day = stepped(bridge.day, said, bus, zhou);
};

/** Goes through the check until this group is asked about, leaving out what comes before. */
function upTo(bridge: FakeBridge, group: string, bus = longBus): void {
  step(bridge, { step: 'start' }, bus);
  while (bridge.day.departure.ask !== null && bridge.day.departure.ask.group !== group)
    step(bridge, { step: 'answer', ask: bridge.day.departure.ask.id, faulty: missingOf(bridge) }, bus);
}

/** To `do` everything of the question counts as not answering, so that the check goes on; to `tell` all is well. */
const missingOf = ({ day }: FakeBridge): string[] =>
  day.departure.ask?.by === 'do' ? day.departure.ask.items : [];

const answered = (bridge: FakeBridge, faulty: string[]): void =>
  step(bridge, { step: 'answer', ask: bridge.day.departure.ask!.id, faulty });

/** The check came to its end with these faults and so many things not looked at. */
function ended(bridge: FakeBridge, faulty: string[], leaveOut: boolean): void {
  step(bridge, { step: 'start' });
  for (let { ask } = bridge.day.departure; ask !== null; { ask } = bridge.day.departure) {
    const { id, items, by } = ask;
    const wrong = items.filter((item) => faulty.includes(item));
    if (wrong.length > 0) step(bridge, { step: 'answer', ask: id, faulty: wrong });
    if (bridge.day.departure.ask?.id !== id) continue;
    if (by === 'tell') step(bridge, { step: 'answer', ask: id, faulty: [] });
    else if (leaveOut) step(bridge, { step: 'skip', ask: id });
    else for (const item of bridge.day.departure.ask.items) bridge.did(item);
  }
}

const checked = (at: number, faults: number, skipped: number) => ({ at, by: zhou, faults, skipped });
const lastCheck = (bridge: FakeBridge, last: ReturnType<typeof checked> | null): void => {
  bridge.day = { ...bridge.day, departure: { ...bridge.day.departure, last } };
};

const darkLamp = {
  id: 'lamp/hushed',
  group: 'lamps',
  name: { zh: '叫你瞒', en: 'hushed' },
  state: 'fault',
  words: { zh: '不亮，请换灯', en: 'stays dark; change the lamp' },
} as const;

const MANY = ['lamp/moved', 'thing/lock-03', 'thing/lock-07', 'thing/lock-19', 'alarm/siren'];

/** Every state of the departure check and of what is to be mended, and how to get there. */
export const departureViews: Record<string, OfficerView> = {
  'today, never checked': { shows: '[data-departure=due]' },
  'today, checked with faults': {
    before: (bridge) => {
      ended(bridge, MANY, true);
      lastCheck(bridge, checked(at(7, 40), 2, 1));
      bridge.day = { ...bridge.day, departure: { ...bridge.day.departure, state: 'idle' } };
    },
    shows: '[data-departure=done]',
  },
  'today, a check going on': {
    before: (bridge) => upTo(bridge, 'things'),
    shows: '[data-departure=running]',
  },
  'never checked': { touch: ['departure'], shows: '[data-check=idle]' },
  'checked yesterday': {
    before: (bridge) => lastCheck(bridge, checked(at(7, 40, 21), 2, 1)),
    touch: ['departure'],
    shows: '[data-check=idle] [data-last]',
  },
  'the bus looks by itself': {
    before: (bridge) => {
      step(bridge, { step: 'start' });
      const { departure } = bridge.day;
      const items = departure.items.map((item) =>
        item.id === 'battery' ? { ...item, state: 'running' as const } : item,
      );
      bridge.day = { ...bridge.day, departure: { ...departure, items, ask: null } };
    },
    touch: ['departure'],
    shows: '[data-check=running] .busy',
  },
  'the bus waits for its boards': {
    before: (bridge) => {
      step(bridge, { step: 'start' });
      const { departure } = bridge.day;
      const items = departure.items.map((item) =>
        item.group === 'boards'
          ? { ...item, state: 'running' as const, words: waits.starting() }
          : { ...item, state: 'waiting' as const, words: null },
      );
      bridge.day = { ...bridge.day, departure: { ...departure, items, ask: null } };
    },
    touch: ['departure'],
    shows: '[data-check=running] .busy small',
  },
  'twenty locks to lift': {
    before: (bridge) => {
      upTo(bridge, 'things');
      for (const nth of ['01', '02', '04', '05']) bridge.did(`thing/lock-${nth}`);
      answered(bridge, ['thing/lock-03']);
    },
    touch: ['departure'],
    shows: '[data-next="thing/lock-06"]',
  },
  'all lamps to look at, two dark': {
    before: (bridge) => upTo(bridge, 'lamps'),
    touch: ['departure', '"mark-lamp/moved"', '"mark-lamp/hushed"'],
    shows: '[data-do=answer-rest]',
  },
  'one sound to hear': {
    before: (bridge) => upTo(bridge, 'screens', sampleBus),
    touch: ['departure'],
    shows: '[data-do=answer-yes]',
  },
  'about to cancel': {
    before: (bridge) => upTo(bridge, 'things'),
    touch: ['departure', 'check-cancel'],
    shows: '[data-do=check-cancel-now]',
  },
  'over with faults': {
    before: (bridge) => ended(bridge, MANY, true),
    touch: ['departure'],
    shows: '[data-check=over] [data-fault]',
  },
  'things to mend': {
    before: (bridge) => ended(bridge, MANY, false),
    touch: ['tickets', 'mended-0000000000000001'],
    shows: '[data-field=mended-remark]',
  },
  'nothing to mend': {
    before: (bridge) => {
      bridge.day = { ...bridge.day, tickets: [ticketOf(darkLamp, 0)] };
    },
    touch: ['tickets', 'mended-0000000000000000', 'mended-now'],
    shows: '[data-tickets="0"]',
  },
};
