import { describe, expect, test } from 'vitest';
import { blindTogether } from '../../../headquarters/console/state/blind-together.ts';
import { blindText, blindWords } from '../../../headquarters/console/state/blind-words.ts';
import { ConditionState } from '../../../headquarters/console/state/condition-state.svelte.ts';
import { ageText, whenText } from '../../../headquarters/console/state/condition-texts.ts';
import { Speech } from '../../../headquarters/console/state/dictionary.svelte.ts';
import { Identity } from '../../../headquarters/console/state/identity.svelte.ts';
import { itemText } from '../../../headquarters/console/state/item-words.ts';
import { SignedOutError } from '../../../headquarters/console/state/request.ts';
import type { BusCondition } from '../../../headquarters/fleet-condition/fleet-condition.ts';
import { DAY, HOUR, MORNING, TODAY, aReport, faulty, told } from './a-report.ts';
import { aCondition } from './a-snapshot.ts';
import { REHEARSAL, aSession, scriptedStaff } from './scripted-staff.ts';

describe('texts of a condition', () => {
  const [zh, en] = [new Speech('zh'), new Speech('en')];

  test('tell a time by the clock of the bus, and its day only where it is another one', () => {
    expect(whenText(told(), TODAY, zh)).toBe('今天 07:40');
    expect(whenText(told(), TODAY, en)).toBe('today 07:40');
    expect(whenText(told(), '2026-11-23', zh)).toBe('11月22日 07:40');
    expect(whenText(told(), '2027-01-01', en)).toBe('2026-11-22 07:40');
    expect(whenText(told(), null, en)).toBe('2026-11-22 07:40');
    expect(whenText(told(null), TODAY, en)).toBe('at an uncertain time');
  });

  test.each([
    [HOUR - 1, '不到 1 小时前发现', 'found less than an hour ago'],
    [HOUR, '1 小时前发现', 'found an hour ago'],
    [DAY - 1, '23 小时前发现', 'found 23 hours ago'],
    [DAY, '1 天前发现', 'found a day ago'],
    [9 * DAY, '9 天前发现', 'found 9 days ago'],
  ])('tell an age of %i ms in words', (age, inChinese, inEnglish) => {
    expect(ageText(told(), MORNING + age, zh)).toBe(inChinese);
    expect(ageText(told(), MORNING + age, en)).toBe(inEnglish);
  });

  test('tell an age as uncertain where the bus did not know the time', () => {
    expect(ageText(told(null), MORNING, zh)).toBe('发现时间不确定');
  });

  test('name the things of a check, and leave what is not known here as it came', () => {
    expect(itemText('door/rear', 'zh')).toBe('后门');
    expect(itemText('lamp/lock-07', 'en')).toBe('lamp lock-07');
    expect(itemText('disk', 'zh')).toBe('硬盘');
    expect(itemText('wheel/left', 'zh')).toBe('wheel/left');
    expect(itemText('constructor', 'en')).toBe('constructor');
  });

  test.each([
    [40, '后门有 40 秒看不见', 'the rear door could not see for 40 s'],
    [240, '后门有 4 分钟看不见', 'the rear door could not see for 4 min'],
    [3_600, '后门有 1 小时看不见', 'the rear door could not see for 1 h'],
    [7_500, '后门有 2 小时 5 分钟看不见', 'the rear door could not see for 2 h 5 min'],
  ])('say how long a door could not see: %i s', (seconds, inChinese, inEnglish) => {
    const door = { door: 'rear', seconds };
    expect(blindText(door, blindWords.zh)).toBe(inChinese);
    expect(blindText(door, blindWords.en)).toBe(inEnglish);
  });

  test('put the doors of a bus together over its stops', () => {
    const stops = [
      { bus: 'b', blind: [{ door: 'rear', seconds: 5 }] },
      { bus: 'a', blind: [{ door: 'rear', seconds: 9 }] },
      { bus: 'b' },
      {
        bus: 'b',
        blind: [
          { door: 'rear', seconds: 6 },
          { door: null, seconds: 1 },
        ],
      },
    ];
    expect(blindTogether(stops)).toEqual([
      { bus: 'b', door: 'rear', seconds: 11 },
      { bus: 'a', door: 'rear', seconds: 9 },
      { bus: 'b', door: null, seconds: 1 },
    ]);
  });
});

describe('what a page knows of one bus', () => {
  const past = { checks: [faulty, aReport({ id: 'before' })], closed: [] };
  const state = (condition: (bus: string) => Promise<BusCondition | null>) =>
    new ConditionState({ condition }, new Identity(scriptedStaff(REHEARSAL)));

  test('is its latest report until an earlier one is chosen, which stays chosen while more arrives', async () => {
    let checks = past.checks;
    const page = state((bus) => Promise.resolve(aCondition({ bus, past: { ...past, checks } })));
    await page.open('bus-01');
    expect(page.report?.id).toBe('check');
    page.choose(past.checks[1]!);
    checks = [aReport({ id: 'new' }), ...checks];
    await page.load(true);
    expect([page.report?.id, page.checks.length]).toEqual(['before', 3]);
    await page.open('bus-02');
    expect(page.report?.id).toBe('new');
  });

  test('does not let a slow answer overwrite the bus that was opened later', async () => {
    let answerSlowly = (_: BusCondition) => {};
    const slow = new Promise<BusCondition>((answer) => (answerSlowly = answer));
    const page = state((bus) => (bus === 'slow' ? slow : Promise.resolve(aCondition({ bus }))));
    const first = page.open('slow');
    await page.open('quick');
    answerSlowly(aCondition({ bus: 'slow' }));
    await first;
    expect(page.detail?.bus).toBe('quick');
  });

  test('stays while headquarters cannot be reached, which is said, and is read anew after that', async () => {
    let reachable = true;
    const page = state((bus) =>
      reachable ? Promise.resolve(aCondition({ bus, past })) : Promise.reject(new TypeError('no network')),
    );
    await page.open('bus-01');
    reachable = false;
    await page.load(true);
    expect([page.trouble, page.report?.id]).toEqual([{ field: null, text: null }, 'check']);
    reachable = true;
    await page.load(true);
    expect(page.trouble).toBeNull();
  });

  test('is nothing for a bus that is not there for this account, and nothing once it is closed', async () => {
    const page = state(() => Promise.resolve(null));
    await page.open('bus-99');
    expect([page.gone, page.detail]).toEqual([true, null]);
    await page.open(null);
    expect([page.gone, page.bus]).toEqual([false, null]);
  });

  test('ends with the session', async () => {
    const identity = new Identity(scriptedStaff(aSession()));
    const condition = () => Promise.reject(new SignedOutError(401, { error: 'signed out' }));
    await new ConditionState({ condition }, identity).open('bus-01');
    expect(identity.session).toEqual({ signedIn: false });
  });
});
