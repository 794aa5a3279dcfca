import { PlanFields } from '@pingan/protocol/schedule/plan';
import { Name } from '@pingan/protocol/ids';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { OfficerDesk } from '../../kiosk-ui/officer/officer-desk.svelte.ts';
import {
  changesOf,
  draftOf,
  faultOf,
  planOf,
  statusesFor,
} from '../../kiosk-ui/officer/schedule/plan-draft.ts';
import { sayValue } from '../../kiosk-ui/officer/schedule/plan-words.ts';
import { ScheduleBook } from '../../kiosk-ui/officer/schedule/schedule-book.svelte.ts';
import { scheduleWords } from '../../kiosk-ui/officer/schedule/schedule-words.ts';
import { sampleBus, sampleStatus } from './sample-bus.ts';
import { changedStop, sampleDay } from './sample-day.ts';

let sent: OfficerCommand[];
let isBridgeThere: boolean;
let desk: OfficerDesk;
let book: ScheduleBook;
let drawn: number;

beforeEach(() => {
  sent = [];
  drawn = 0;
  isBridgeThere = true;
  desk = new OfficerDesk({
    send: (message) => isBridgeThere && message.type === 'officer' && sent.push(message.command) > 0,
  });
  desk.receive({ type: 'welcome', v: 1, bus: sampleBus, station: null, content: 'sample-1' });
  desk.receive({ type: 'day', day: sampleDay(sampleStatus.stops) });
  book = new ScheduleBook(desk, () => `0000000${(drawn += 1)}`);
});
const stop = (id: string) => desk.day!.stops.find((one) => one.id === id)!;

describe('editing a stop', () => {
  test('proposes the fields that were changed, and no others', () => {
    book.edit(stop('liujia'));
    expect(book.canSave).toBe(false);
    book.draft.from = '10:00';
    book.draft.notes = ' 先到村委会门口 ';
    book.assign('qin', true);
    book.save();
    expect(sent).toEqual([
      {
        do: 'plan',
        stop: 'liujia',
        set: {
          when: { date: '2026-11-22', from: '10:00', to: '11:30' },
          officers: ['qin'],
          notes: '先到村委会门口',
        },
      },
    ]);
    expect(book.editing).toBeNull();
  });

  test('a change that is taken back is none', () => {
    book.edit(stop('liujia'));
    book.assign('qin', true);
    book.assign('qin', false);
    book.draft.theme = ' ';
    expect(book.changes).toEqual({});
  });

  test('stays open with all that was written when nobody heard it', () => {
    book.edit(stop('liujia'));
    book.draft.notes = '雨天改在礼堂';
    isBridgeThere = false;
    book.save();
    expect(book.draft.notes).toBe('雨天改在礼堂');
    expect(book.editing).not.toBeNull();
  });

  test('says which of the fields somebody else changed meanwhile', () => {
    book.edit(stop('liujia'));
    book.draft.from = '10:00';
    const { plan } = stop('liujia');
    const elsewhere = { ...plan, notes: '改停东门', when: { ...plan.when!, date: '2026-11-25' } };
    desk.receive({ type: 'day', day: changedStop(desk.day!, 'liujia', { plan: elsewhere }) });
    expect(book.beneath).toEqual(['when']);
  });

  test.each([
    [{ zh: ' ' }, 'no-place'],
    [{ date: '' }, 'no-date'],
    [{ from: '14:00', to: '14:00' }, 'times'],
    [{ from: '', to: '14:00' }, null],
  ] as const)('finds what is wrong with %j', (changed, fault) => {
    expect(faultOf({ ...draftOf(stop('liujia').plan), ...changed })).toBe(fault);
  });

  test('offers headquarters’ approval only where it holds already', () => {
    expect(statusesFor('confirmed')).not.toContain('approved');
    expect(statusesFor('approved')).toContain('approved');
  });
});

describe('a new stop', () => {
  test('has ids of its own, and every field', () => {
    book.begin('2026-11-26');
    book.draft.zh = '河东村';
    book.save();
    const [command] = sent;
    expect(command).toMatchObject({
      do: 'plan',
      stop: 'stop-00000001',
      set: {
        when: { date: '2026-11-26' },
        place: { name: { zh: '河东村', en: '河东村' }, village: 'village-00000002' },
      },
    });
    const { set } = command as Extract<OfficerCommand, { do: 'plan' }>;
    expect(PlanFields.safeParse(set).success).toBe(true);
    expect(Name.safeParse((command as { stop: string }).stop).success).toBe(true);
  });

  test('in a known village takes over how it is called, and keeps what was typed', () => {
    book.begin(null);
    book.draft.zh = '刘家小学';
    book.chooseVillage('liujia');
    expect(book.draft).toMatchObject({ village: 'liujia', zh: '刘家小学', en: 'Liujia village hall' });
  });
});

test('choosing between two values is an edit of that field alone', () => {
  book.settle('market', 'status', 'postponed');
  book.dismiss('00000000000000a4');
  expect(sent).toEqual([
    { do: 'plan', stop: 'market', set: { status: 'postponed' } },
    { do: 'dismiss', proposal: '00000000000000a4' },
  ]);
});

const text = fc.string({ minLength: 1, maxLength: 20 }).filter((each) => each.trim() === each && each !== '');
const plans = fc.record({
  when: fc.record({
    date: fc.constantFrom('2026-11-22', '2027-01-01'),
    from: fc.constantFrom(null, '08:00'),
    to: fc.constantFrom(null, '17:30'),
  }),
  place: fc.record({
    name: fc.record({ zh: text, en: text }),
    village: fc.constant('liujia'),
    county: fc.constantFrom(null, 'dongping'),
    address: fc.option(text),
    position: fc.constantFrom(null, { lat: 36, lon: 116 }),
  }),
  kind: fc.constantFrom('village', 'market'),
  theme: fc.option(text),
  officers: fc.subarray(['zhou', 'qin']),
  notes: fc.oneof(fc.constant(''), text),
  status: fc.constantFrom('draft', 'approved', 'cancelled'),
}) as fc.Arbitrary<PlanFields>;

test('opening and saving any plan untouched changes nothing of it', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      expect(planOf(draftOf(plan))).toEqual(plan);
      expect(changesOf(plan, draftOf(plan))).toEqual({});
    }),
  );
});

test('each value is said in words in both languages', () => {
  const say = (language: 'zh' | 'en', field: Parameters<typeof sayValue>[0], value: unknown) =>
    sayValue(field, value, {
      words: scheduleWords[language],
      language,
      locale: language === 'zh' ? 'zh-CN' : 'en-GB',
      crewName: (id) => desk.crewName(id),
    });
  const { when, place } = stop('liujia').plan;
  expect(say('en', 'when', when)).toBe('Sun 22 Nov 09:30–11:30');
  expect(say('zh', 'when', { date: '2026-11-22', from: '09:30', to: null })).toMatch(/11月22日.*09:30 起/);
  expect(say('zh', 'place', place)).toBe('刘家村委会');
  expect(say('en', 'officers', ['qin', 'gone'])).toBe('样例员乙, gone');
  expect(say('zh', 'status', 'postponed')).toBe('已推迟');
  expect(say('en', 'notes', '')).toBe('empty');
  expect(say('en', 'theme', null)).toBe('empty');
});
