import { cleanup, fireEvent, render } from '@testing-library/svelte';
import { METRICS } from '@pingan/protocol/tally';
import type { PersonOnPlan, RehearsalView, TruthBesideCount } from '@pingan/protocol/rehearsal';
import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Crowd } from '../../kiosk-ui/virtual-bus/day/crowd.svelte.ts';
import DayBar from '../../kiosk-ui/virtual-bus/day/DayBar.svelte';
import DayTruth from '../../kiosk-ui/virtual-bus/day/DayTruth.svelte';
import { dayWords, metricInWords } from '../../kiosk-ui/virtual-bus/day/day-words.ts';
import { byFamily, standingOf, sunAt, timeOfDay } from '../../kiosk-ui/virtual-bus/day/truth.ts';
import CrowdOnPlan from '../../kiosk-ui/virtual-bus/plan/CrowdOnPlan.svelte';
import { VirtualBus } from '../../kiosk-ui/virtual-bus/virtual-bus.svelte.ts';
import { countsOf, playedDay, quickDay } from './fake-rehearsal.ts';
import { sampleBus } from './sample-bus.ts';

let sent: ScreenMessage[];
let vehicle: VirtualBus;
let luck: number;

beforeEach(() => {
  sent = [];
  luck = 0.5;
  vehicle = new VirtualBus({ send: (message) => sent.push(message) > 0, luck: () => luck });
  vehicle.receive({ type: 'welcome', v: 1, bus: sampleBus, station: null, content: 'sample-1' });
});
afterEach(() => {
  cleanup();
  vehicle.stop();
});

const tell = (rehearsal: RehearsalView) => vehicle.receive({ type: 'rehearsal', rehearsal });
const person = (id: number, changed: Partial<PersonOnPlan> = {}): PersonOnPlan => ({
  ...{ id, look: 'adult', x: 1_000, y: 1_200, faces: 0, doing: 'walks' },
  ...changed,
});

describe('asking for a day', () => {
  const page = () => {
    const { container } = render(DayBar, { vehicle });
    const find = (selector: string) => container.querySelector(selector)!;
    const press = (does: string) => fireEvent.click(find(`[data-do=${does}]`));
    return { find, press, said: () => container.textContent };
  };

  test('sends what was chosen: size, seed, how many aboard, mishaps', async () => {
    const { find, press } = page();
    await press('size-afternoon');
    await fireEvent.input(find('[data-do=seed]'), { target: { value: '4711' } });
    await press('aboard-fewer');
    await press('mishaps');
    await fireEvent.submit(find('form'));
    const day = { seed: 4711, visits: 200, minutes: 4, aboard: sampleBus.holds - 1, mishaps: false };
    expect(sent).toEqual([{ type: 'rehearsal', command: { do: 'play', day } }]);
  });

  test('never asks for more aboard than the bus holds, nor for fewer than one', () => {
    for (let n = 0; n < 30; n += 1) vehicle.day.more(1);
    expect(vehicle.day.aboard).toBe(sampleBus.holds);
    for (let n = 0; n < 30; n += 1) vehicle.day.more(-1);
    expect(vehicle.day.aboard).toBe(1);
  });

  test('takes only a seed that the protocol takes, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        vehicle.day.typeSeed(typed);
        expect(vehicle.day.seed).toBeGreaterThanOrEqual(0);
        expect(vehicle.day.seed).toBeLessThan(1_000_000);
        expect(Number.isInteger(vehicle.day.seed)).toBe(true);
      }),
    );
  });

  test('draws another seed by luck and shows it', async () => {
    const { find, press } = page();
    luck = 0.25;
    await press('another-seed');
    expect((find('[data-do=seed]') as HTMLInputElement).value).toBe('250000');
  });

  test('says why the bus will not, beside the button, in the language of the page', async () => {
    const { find, press, said } = page();
    await fireEvent.submit(find('form'));
    vehicle.receive({ type: 'refused', why: 'a day is played already', zh: '已经在演了' });
    await expect.poll(said).toContain('已经在演了');
    expect(vehicle.refused).toBe(null);
    await fireEvent.submit(find('form'));
    expect(find('[data-refused]')).toBe(null);
    await press('size-whole');
  });

  test('what a hand is refused is not said of the day', () => {
    vehicle.day.play();
    vehicle.drive('ignition', false);
    vehicle.receive({ type: 'refused', why: 'no such part' });
    expect(vehicle.refused).toBe('no such part');
    expect(vehicle.day.refused).toBe(null);
  });

  test('while it is played there is its clock and a way to stop, and no second start', async () => {
    const { find, press, said } = page();
    tell(playedDay(sampleBus, 0.5, { loose: ['shelf'] }));
    await expect.poll(() => find('[data-clock]')?.textContent).toBe('13:00');
    expect(find('[data-do=play-day]')).toBe(null);
    expect(said()).toContain('shelf 板的线松了');
    expect(said()).toContain('只是演练');
    await press('stop-day');
    expect(sent).toEqual([{ type: 'rehearsal', command: { do: 'stop' } }]);
    tell(playedDay(sampleBus, 0.5, { state: 'emptying' }));
    await expect.poll(() => (find('[data-do=stop-day]') as HTMLButtonElement).disabled).toBe(true);
  });
});

describe('the truth beside the count', () => {
  const show = (view: RehearsalView) => {
    const { container } = render(DayTruth, { vehicle, bus: sampleBus, view });
    const standing = (metric: string) =>
      container.querySelector(`[data-metric="${metric}"]`)?.getAttribute('data-standing');
    return { container, standing, said: () => container.textContent!.replaceAll(/\s+/g, ' ') };
  };
  const interval = { low: 27.4, high: 31.2 };
  const over = (changed: Parameters<typeof countsOf>[1], gaps: RehearsalView['gaps'] = []) =>
    playedDay(sampleBus, 1, { state: 'over', people: [], counts: countsOf(30, changed), gaps });

  test('is equal, within what the door states, or apart, each with its sign and words', () => {
    const { standing, said } = show(
      over({
        'door.in': { measured: 29, apart: 1, interval },
        'door.out': { truth: 26, measured: 30, apart: 4, interval },
        answer: { measured: 9, apart: 6 },
      }),
    );
    expect(standing('session.start')).toBe('equal');
    expect(standing('door.in')).toBe('within');
    expect(standing('door.out')).toBe('apart');
    expect(standing('answer')).toBe('apart');
    expect(said()).toContain('在 27–32 之内');
    expect(said()).toContain('差 4，说的是 27–32');
    expect(said()).toContain('16 项数字里 14 项对得上');
  });

  test('whoever passed just as a door lost its sight may have been counted, or not', () => {
    const count: TruthBesideCount = {
      metric: 'door.in',
      truth: 26,
      unsure: 2,
      measured: 29,
      apart: 3,
      interval,
    };
    expect(standingOf(count, true)).toBe('within');
    expect(standingOf({ ...count, unsure: 1 }, true)).toBe('apart');
  });

  test('a door that nobody has calibrated never said how far it may be off, and is not blamed for it', () => {
    const { standing, said } = show(over({ 'door.in': { measured: 29, apart: 1, interval: null } }));
    expect(standing('door.in')).toBe('unstated');
    expect(said()).toContain('差 1，门没校准');
  });

  test('an equal sum hides no label that is wrong', () => {
    const count: TruthBesideCount = {
      metric: 'answer',
      truth: 9,
      unsure: 0,
      measured: 9,
      apart: 2,
      interval: null,
    };
    expect(standingOf(count, true)).toBe('apart');
    expect(standingOf(count, false)).toBe('settling');
  });

  test('when all is right the summary says so, and that none of it is service', () => {
    const { said, container } = show(over({}));
    expect(said()).toContain('演完了，30 人次');
    expect(said()).toContain('16 项数字，项项和真的一样');
    expect(said()).toContain('不算服务');
    expect(container.querySelector('.over.right')).not.toBe(null);
  });

  test('a gap is told in words, with the door’s name, and nothing is guessed', () => {
    vehicle.language = 'en';
    const { said } = show(over({}, [{ door: 'front', seconds: 3, passed: 2 }]));
    expect(said()).toContain(
      'front door could not see for 3 s: 2 people passed, neither in the table nor guessed.',
    );
  });

  test('every metric that a bus counts has words in both languages, and an unknown one keeps its name', () => {
    for (const says of [dayWords.zh, dayWords.en])
      expect(METRICS.filter((metric) => (says.metrics[metric] ?? '') === '')).toEqual([]);
    expect(metricInWords(dayWords.en, 'parcel.opened')).toBe('parcel.opened');
  });

  test('no count is lost between the families', () => {
    const counts = [...METRICS, 'parcel.opened'].map((metric) => ({
      ...{ metric, truth: 1, unsure: 0, measured: 1, apart: 0, interval: null },
    }));
    const told = byFamily(counts).flatMap(([, own]) => own.map(({ metric }) => metric));
    expect(told.toSorted()).toEqual(counts.map(({ metric }) => metric).toSorted());
  });

  test('the sun rises at opening and sets at closing, and the clock has two digits', () => {
    expect([500, 540, 780, 1_020, 1_100].map(sunAt)).toEqual([0, 0, 0.5, 1, 1]);
    expect([540, 605.9, 1_020].map(timeOfDay)).toEqual(['09:00', '10:05', '17:00']);
  });
});

describe('the crowd on the plan', () => {
  test('figures are kept by who they are, and whoever is gone leaves nothing behind', async () => {
    const crowd = new Crowd();
    const { container } = render(CrowdOnPlan, { crowd });
    const shown = () => container.querySelectorAll('[data-person]').length;
    for (let tick = 0; tick < 400; tick += 1)
      crowd.receive(Array.from({ length: 20 }, (_, nth) => person(tick * 20 + nth)));
    await expect.poll(shown).toBe(20);
    const [first] = container.querySelectorAll('[data-person]');
    crowd.receive([person(399 * 20, { x: 3_000 })]);
    await expect.poll(shown).toBe(1);
    expect(container.querySelector('[data-person]')).toBe(first);
    expect((first as SVGElement).style.transform).toContain('3000px');
    crowd.receive([]);
    await expect.poll(shown).toBe(0);
    expect(crowd.figures).toEqual([]);
  });

  test('two bodies of one name are drawn once', () => {
    vehicle.crowd.receive([person(1), person(1, { x: 2_000 })]);
    expect(vehicle.crowd.figures.map(({ x }) => x)).toEqual([2_000]);
  });

  test('a figure turns the short way round', () => {
    const crowd = new Crowd();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 359 }), { minLength: 2 }), (faces) => {
        crowd.receive([]);
        let before: number | null = null;
        for (const face of faces) {
          crowd.receive([person(1, { faces: face })]);
          const { turn } = crowd.figures[0]!;
          expect((((turn - face) % 360) + 360) % 360).toBe(0);
          if (before !== null) expect(Math.abs(turn - before)).toBeLessThanOrEqual(180);
          before = turn;
        }
      }),
    );
  });

  test('a door opens for whoever walks through it, and for nobody who only stands near', () => {
    const door = vehicle.layout!.doors[0]!;
    const near = { x: door.at.x, y: 300 };
    expect(vehicle.isOpen(door)).toBe(false);
    tell({ ...playedDay(sampleBus, 0.1), day: quickDay, people: [person(1, { ...near, doing: 'waits' })] });
    expect(vehicle.isOpen(door)).toBe(false);
    tell({ ...playedDay(sampleBus, 0.1), people: [person(1, near)] });
    expect(vehicle.isOpen(door)).toBe(true);
    tell({ ...playedDay(sampleBus, 0.2), people: [] });
    expect(vehicle.isOpen(door)).toBe(false);
  });
});
