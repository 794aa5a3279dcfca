import { fireEvent, render, cleanup } from '@testing-library/svelte';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import AlarmDesk from '../../kiosk-ui/officer/bus/AlarmDesk.svelte';
import { busWords } from '../../kiosk-ui/officer/bus/bus-words.ts';
import { ENTRIES_NEEDED, OfficerDesk } from '../../kiosk-ui/officer/officer-desk.svelte.ts';
import { officerWords } from '../../kiosk-ui/officer/words.ts';
import { sampleBus, sampleStatus } from './sample-bus.ts';

type Alarm = NonNullable<BusStatus['alarm']>;

let sent: OfficerCommand[];
let desk: OfficerDesk;
let isBridgeThere: boolean;

beforeEach(() => {
  sent = [];
  isBridgeThere = true;
  const send = (message: ScreenMessage) =>
    isBridgeThere && message.type === 'officer' && sent.push(message.command) > 0;
  desk = new OfficerDesk({ send });
  desk.receive({ type: 'welcome', v: 1, bus: sampleBus, station: null, content: 'sample-1' });
  desk.receive({ type: 'status', status: sampleStatus });
});
afterEach(cleanup);

const presses = () => sent.map((command) => (command.do === 'alarm' ? command.press : command.do));

describe('the button that arms the alarm', () => {
  const quiet: Alarm = { phase: 'disarmed', siren: false, beacon: false, announce: null, timeline: [] };

  function show(alarm: Alarm = quiet) {
    const props = { says: busWords.en.alarm, officer: officerWords.en, desk, rig: sampleBus.alarmRig! };
    const view = render(AlarmDesk, { ...props, alarm });
    return {
      button: () => view.container.querySelector('[data-do=alarm-hold]')!,
      tell: (changed: Alarm) => view.rerender({ ...props, alarm: changed }),
      unmount: view.unmount,
      text: () => view.container.textContent,
    };
  }

  test('is held by a finger and let go when it is lifted', async () => {
    const { button } = show();
    await fireEvent.pointerDown(button());
    expect(presses()).toEqual(['hold']);
    await fireEvent.pointerUp(button());
    expect(presses()).toEqual(['hold', 'release']);
  });

  test.each(['pointerCancel', 'pointerLeave', 'blur'] as const)('is let go on %s', async (gesture) => {
    const { button } = show();
    await fireEvent.pointerDown(button());
    await fireEvent[gesture](button());
    expect(presses()).toEqual(['hold', 'release']);
  });

  test('is held by a key without repeating itself', async () => {
    const { button } = show();
    await fireEvent.keyDown(button(), { key: ' ' });
    await fireEvent.keyDown(button(), { key: ' ', repeat: true });
    await fireEvent.keyUp(button(), { key: ' ' });
    expect(presses()).toEqual(['hold', 'release']);
  });

  test('is let go when the window loses the focus', async () => {
    const { button } = show();
    await fireEvent.pointerDown(button());
    await fireEvent.blur(window);
    expect(presses()).toEqual(['hold', 'release']);
  });

  test('is let go once when it disappears under the finger because the rig is armed', async () => {
    const { button, tell } = show();
    await fireEvent.pointerDown(button());
    await tell({ ...quiet, phase: 'announced', announce: 3 });
    expect(presses()).toEqual(['hold']);
    await tell({ ...quiet, phase: 'armed' });
    expect(presses()).toEqual(['hold', 'release']);
  });

  test('is let go when the page closes', async () => {
    const { button, unmount } = show();
    await fireEvent.pointerDown(button());
    unmount();
    expect(presses()).toEqual(['hold', 'release']);
  });

  test('a finger that slides over it without pressing changes nothing', async () => {
    const { button } = show();
    await fireEvent.pointerLeave(button());
    await fireEvent.pointerUp(button());
    expect(presses()).toEqual([]);
  });

  test('does not look held while the bridge is away', async () => {
    isBridgeThere = false;
    const { button } = show();
    await fireEvent.pointerDown(button());
    expect(desk.holdsAlarm).toBe(false);
  });

  test('tells in words what each sensor saw, and shows a code it does not know as it is', async () => {
    const timeline = [
      { seen: 'announced', at: 0 },
      { seen: 'door-opened', at: 9_240 },
      { seen: 'window-broken', at: 9_500 },
    ];
    const { text } = show({ ...quiet, phase: 'armed', timeline });
    expect(text()).toMatch(/0\.0 s\s*announced/);
    expect(text()).toMatch(/9\.2 s\s*door opened/);
    expect(text()).toContain('window-broken');
  });

  test('every code of the timeline has words in both languages', () => {
    expect(Object.keys(busWords.zh.alarm.seen).sort()).toEqual(Object.keys(busWords.en.alarm.seen).sort());
  });
});

describe('calibrating a door', () => {
  const door = (changed: Partial<BusStatus['doors'][number]>) =>
    desk.receive({
      type: 'status',
      status: { ...sampleStatus, doors: [{ ...sampleStatus.doors[0]!, ...changed }] },
    });
  const steps = () => sent.map((command) => (command.do === 'calibration' ? command.step : command.do));

  test('starts, counts each tap at once, and ends', () => {
    desk.openCalibration('front');
    desk.tapCrossing('in');
    desk.tapCrossing('in');
    desk.tapCrossing('out');
    expect(desk.taps).toEqual({ in: 2, out: 1 });
    desk.endCalibration('finish');
    expect(steps()).toEqual(['start', 'in', 'in', 'out', 'finish']);
    expect(desk.calibrating).toBeNull();
  });

  test('goes on with a calibration that runs already instead of starting anew', () => {
    door({ calibrating: true, tapped: 20 });
    desk.openCalibration('front');
    expect(steps()).toEqual([]);
    expect(desk.entriesMissing).toBe(30);
  });

  test('says how many entries are missing until there are enough', () => {
    desk.openCalibration('front');
    door({ calibrating: true, tapped: ENTRIES_NEEDED - 1 });
    expect(desk.entriesMissing).toBe(1);
    door({ calibrating: true, tapped: ENTRIES_NEEDED + 7 });
    expect(desk.entriesMissing).toBe(0);
  });

  test('does not count a tap that the bridge never heard', () => {
    desk.openCalibration('front');
    isBridgeThere = false;
    desk.tapCrossing('in');
    expect(desk.taps.in).toBe(0);
  });

  test('shows the visits of the bus for its only door, and of none of several', () => {
    expect(desk.entriesOf({ ...sampleStatus.doors[0]!, in: null })).toBe(41);
    const two = ['front', 'rear'].map((id) => ({ ...sampleStatus.doors[0]!, id, in: null }));
    desk.receive({ type: 'status', status: { ...sampleStatus, doors: two } });
    expect(two.map((one) => desk.entriesOf(one))).toEqual([null, null]);
  });
});

test('an officer holds a stand’s session and lets it go', () => {
  desk.hold('telephone', true);
  desk.hold('telephone', false);
  expect(sent).toEqual([
    { do: 'hold', station: 'telephone', on: true },
    { do: 'hold', station: 'telephone', on: false },
  ]);
});
