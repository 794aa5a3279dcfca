import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import { beforeEach, describe, expect, test } from 'vitest';
import { OfficerDesk } from '../../kiosk-ui/officer/officer-desk.svelte.ts';
import { Mending } from '../../kiosk-ui/officer/tickets/mending.svelte.ts';
import { isCheckDue, isCheckedToday } from '../../kiosk-ui/officer/today/departure-due.ts';
import { sampleStatus } from './sample-bus.ts';
import { at, changedStop, sampleDay, zhou } from './sample-day.ts';

let sent: OfficerCommand[];
let isBridgeThere: boolean;
let desk: OfficerDesk;

beforeEach(() => {
  sent = [];
  isBridgeThere = true;
  desk = new OfficerDesk({
    send: (message) => isBridgeThere && message.type === 'officer' && sent.push(message.command) > 0,
  });
  desk.receive({ type: 'day', day: sampleDay(sampleStatus.stops) });
});

describe('whether the check is due', () => {
  const day = () => desk.day!;
  const last = (at: number | null) => ({ at, by: zhou, faults: 0, skipped: 0 });
  const checked = (when: number | null) => ({
    ...day(),
    departure: { ...day().departure, last: last(when) },
  });

  test('it is until it was done today, or the bus stands somewhere, or a stop was opened today', () => {
    expect(isCheckDue(day())).toBe(true);
    expect(isCheckDue(checked(at(7, 40, 21)))).toBe(true);
    expect(isCheckDue(checked(at(7, 40)))).toBe(false);
    expect(isCheckDue({ ...day(), current: 'liujia' })).toBe(false);
    expect(isCheckDue(changedStop(day(), 'liujia', { phase: 'closed', openedAt: at(9, 30) }))).toBe(false);
    expect(isCheckDue(changedStop(day(), 'liujia', { phase: 'closed', openedAt: at(9, 30, 21) }))).toBe(true);
  });

  test('where nobody knows the day, one whose time is not known either counts', () => {
    expect(isCheckedToday({ ...checked(null), today: null })).toBe(true);
    expect(isCheckedToday(checked(null))).toBe(false);
    expect(isCheckedToday({ ...checked(at(7, 40)), today: null })).toBe(false);
  });
});

describe('mending', () => {
  let mending: Mending;
  beforeEach(() => {
    const words = { zh: '不亮', en: 'dark' };
    const tickets = ['lamp/moved', 'lamp/hushed'].map((item, nth) => ({
      id: `000000000000000${nth}`,
      item,
      words,
      since: null,
    }));
    desk.receive({ type: 'day', day: { ...desk.day!, tickets } });
    mending = new Mending(desk);
  });

  test('is noted with the remark that somebody cared to write', () => {
    mending.note();
    expect(sent).toEqual([]);
    mending.begin('0000000000000001');
    mending.remark = '  换了灯 ';
    mending.note();
    expect(sent).toEqual([{ do: 'mended', ticket: '0000000000000001', remark: '换了灯' }]);
    expect(mending.open).toBeNull();
  });

  test('what was written stays where nobody heard it, and belongs to one fault alone', () => {
    mending.begin('0000000000000000');
    mending.remark = '换了灯';
    isBridgeThere = false;
    mending.note();
    expect(mending.open?.id).toBe('0000000000000000');
    expect(mending.remark).toBe('换了灯');
    mending.begin('0000000000000001');
    expect(mending.remark).toBe('');
    mending.putOff();
    expect(mending.open).toBeNull();
  });

  test('is over where another panel was quicker', () => {
    mending.begin('0000000000000000');
    desk.receive({ type: 'day', day: { ...desk.day!, tickets: [] } });
    expect(mending.open).toBeNull();
  });
});
