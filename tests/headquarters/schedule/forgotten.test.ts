import { shownName } from '@pingan/headquarters/accounts/keeping-rule';
import type { ScheduleAnswer, StopAnswer } from '@pingan/headquarters/web/answers';
import type { Receipt } from '@pingan/protocol/receipts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RunningHeadquarters } from '../running-headquarters.ts';
import { SpeakingBus, anchor, epochRecord, fact, newEpoch } from '../speaking-bus.ts';
import { StaffBrowser } from '../staff-browser.ts';
import { newId, newStop, place } from './a-plan.ts';

const DAY = 86_400_000;
let headquarters: RunningHeadquarters;
beforeEach(async () => void (headquarters = await RunningHeadquarters.start(undefined, false)));
afterEach(() => headquarters.end());

test('a name is shown as it is, and of somebody who has left as a number', () => {
  expect(shownName({ id: 'staff-7', name: '李伟' })).toBe('李伟');
  expect(shownName({ id: 'staff-7', name: 'staff-7' })).toEqual({ zh: '前工作人员 7', en: 'former staff 7' });
  // A crew without accounts may call somebody by their id.
  expect(shownName({ id: 'zhao', name: 'zhao' })).toBe('zhao');
});

test('calls whoever did something in a rehearsal by that word of the language', () => {
  expect(shownName({ id: 'rehearsal', name: '演练' })).toEqual({ zh: '演练', en: 'rehearsal' });
});

test('the name of a forgotten account stands in no plan, edit or fact, and what a bus sends again is still the same', async () => {
  headquarters.clock = Date.now();
  let boss = await StaffBrowser.administrator(headquarters);
  const { id, browser } = await boss.hire(headquarters, 'li-wei', 'scheduler');
  const by = { id, name: 'li-wei 同志' };
  const epoch = newEpoch();
  const at = { epoch, monotonic: 5, stop: 'market', by };
  const handed = fact('bus-01', 'f2', {
    ...at,
    fact: 'shift-handed-over',
    by: { id: 'zhao', name: '赵' },
    detail: { to: by, remark: '' },
  });
  const said = [
    epochRecord('bus-01', epoch, 1),
    anchor('bus-01', epoch, 0, headquarters.clock),
    fact('bus-01', 'f1', { ...at, fact: 'stop-opened' }),
    handed,
  ];
  let bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  await bus.deliver(...said);
  const edit = (person: StaffBrowser, method: string, path: string, body: object) =>
    person.ask(method, path, { id: newId(), ...body });
  await edit(browser, 'POST', 'schedule/bus-01', {
    stop: 'market',
    set: newStop('2026-12-01', 'village-1', { place: place('village-1', 'north') }),
  });
  // A rival, so that both kinds of version bear the name.
  await edit(boss, 'PATCH', 'schedule/bus-01/market', { base: {}, set: { notes: 'one' } });
  await edit(browser, 'PATCH', 'schedule/bus-01/market', { base: {}, set: { notes: 'two' } });
  const revision = async (person: StaffBrowser) =>
    (await person.ask<StopAnswer>('GET', 'schedule/bus-01/market')).body.history.at(-1)!.revision;
  const before = await revision(boss);
  const everything = () =>
    JSON.stringify([
      headquarters.query('select * from plan'),
      headquarters.query('select * from proposal'),
      headquarters.query('select * from fact'),
    ]);
  expect(everything()).toContain(by.name);

  await boss.ask('PATCH', `accounts/${id}`, { disabled: true });
  await bus.leave();
  headquarters.clock += 91 * DAY;
  await headquarters.stop();
  await headquarters.start();
  expect(everything()).not.toContain(by.name);
  boss = new StaffBrowser(headquarters);
  await boss.signIn('admin', 'the password of admin here');
  const { stops } = (await boss.ask<ScheduleAnswer>('GET', 'schedule')).body;
  const { plan, day } = stops[0]!;
  expect(plan!.fields.when!.current.author).toEqual({ id, name: id });
  expect(plan!.fields.notes!.rivals.length + 1).toBe(2);
  expect(day.opened!.by).toEqual({ id, name: id });
  const { history } = (await boss.ask<StopAnswer>('GET', 'schedule/bus-01/market')).body;
  expect(history.map(({ author }) => author.name)).toEqual([id, expect.not.stringContaining('staff'), id]);
  expect(await revision(boss)).toBe(before);

  bus = await SpeakingBus.connect(headquarters.broker, 'bus-01');
  const receipts: Receipt[] = await bus.deliver(...said);
  expect(receipts.map(({ outcome }) => outcome)).toEqual(said.map(() => 'stored'));
  await bus.leave();
  expect(everything()).not.toContain(by.name);
});
