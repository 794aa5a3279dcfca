import { fileURLToPath } from 'node:url';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { deskItems } from '@pingan/firmware-bridge/board-check/desk-items';
import { machineFindings, otherAddresses } from '@pingan/firmware-bridge/board-check/machine-findings';
import { hasFaults, reportOf } from '@pingan/firmware-bridge/board-check/report';
import { begin, isOver, walkStep } from '@pingan/firmware-bridge/board-check/walk';
import { walkPlan } from '@pingan/firmware-bridge/board-check/walk-plan';
import type { Effect, Walk, WalkEvent } from '@pingan/firmware-bridge/board-check/walk-state';
import { checkItems } from '@pingan/firmware-bridge/departure/check-items';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const file = fileURLToPath(new URL('../../../device-config/profiles/rehearsal.yaml', import.meta.url));
const { profile } = readBusProfile(file);
const LIMIT = 5000;

function walkOf(board: string, silent: string[] = [], signals: [string, boolean][] = []): Walk {
  const plan = walkPlan(profile, deskItems(profile, board), silent);
  return {
    ...plan,
    phase: null,
    signals: new Map(signals),
    names: new Map([['ignition', { zh: '点火', en: 'ignition' }]]),
    keysTold: false,
    limitMs: LIMIT,
  };
}

/** A walk as it is led: what has been said and done so far is at hand. */
class Led {
  walk: Walk;
  readonly effects: Effect[] = [];
  #at = 0;

  constructor(walk: Walk) {
    const begun = begin(walk, 0);
    this.walk = begun.walk;
    this.effects.push(...begun.effects);
  }

  do(event: WalkEvent): this {
    const { walk, effects } = walkStep(this.walk, event);
    this.walk = walk;
    this.effects.push(...effects);
    this.#at = event.at;
    return this;
  }
  type = (text: string) => this.do({ kind: 'line', text, at: this.#at });
  move = (signal: string, on: boolean, afterMs = 500) =>
    this.do({ kind: 'signal', signal, on, at: this.#at + afterMs });
  wait = (ms: number) => this.do({ kind: 'time', at: this.#at + ms });
  last = <K extends Effect['kind']>(kind: K) =>
    this.effects.findLast((effect) => effect.kind === kind) as (Effect & { kind: K }) | undefined;
  get asked() {
    return this.last('ask')?.words.en;
  }
}

/** A walk on `main` that has come to the handset: lamps and ignition were left out. */
const atHandset = (signals: [string, boolean][]) => new Led(walkOf('main', [], signals)).type('s').type('');
const MAIN: [string, boolean][] = [
  ['handset/telephone', false],
  ['alarm/magnet', true],
  ['alarm/motion', false],
  ['ignition', true],
  ['door/front/outer', false],
  ['door/front/inner', false],
];

describe('what is looked at on a desk', () => {
  it('is every item of the departure check that hangs on a board, each on one board', () => {
    const ids = Object.keys(profile.boards).flatMap((board) => deskItems(profile, board).map(({ id }) => id));
    const elsewhere = /^(disk|clock|link|screen|speaker)/;
    const wired = checkItems(profile).filter(({ id }) => !elsewhere.test(id));
    expect(ids.toSorted()).toEqual(wired.map(({ id }) => id).toSorted());
  });

  it('says the terminals as they are printed', () => {
    const at = (board: string, id: string) => deskItems(profile, board).find((item) => item.id === id)?.at;
    expect(at('main', 'door/front')).toEqual(['D2', 'D4']);
    expect(at('shelf', 'lamp/lock-17')).toEqual(['lights-2 LED0']);
    expect(at('shelf', 'thing/lock-08')).toEqual(['contacts-1 GPB0']);
    expect(at('main', 'sensor/ignition')).toEqual(['A5']);
  });

  it('looks for strange chips at every address but those of the profile and the one that all of them share', () => {
    const others = otherAddresses(profile, 'shelf');
    for (const own of [0x20, 0x21, 0x22, 0x40, 0x41, 0x42, 0x70]) expect(others).not.toContain(own);
    expect(others).toEqual(expect.arrayContaining([0x08, 0x23, 0x43, 0x77]));
    expect(otherAddresses(profile, 'main')).toEqual([]);
  });
});

describe('the walk', () => {
  it('asks for the lamps chip by chip, and one by one where not all of them light', () => {
    const led = new Led(walkOf('shelf'));
    expect(led.asked).toContain('Lamps on lights-1 (16)');
    led.type('n');
    expect(led.asked).toContain('"old padlock" (lights-1 LED0)');
    expect(led.last('light')?.lamps).toEqual(['lock-01']);
    led.type('n');
    expect(led.walk.findings.get('lamp/lock-01')?.state).toBe('fault');
    expect(led.asked).toContain('"brass padlock"');
  });

  it('takes a contact for good once it has changed and come back, whichever way it rests', () => {
    const led = atHandset(MAIN).move('handset/telephone', true).wait(100).move('handset/telephone', false);
    expect(led.walk.findings.get('handset/telephone')?.state).toBe('good');
    led.do({ kind: 'line', text: 's', at: 2000 });
    expect(led.asked).toContain('beam');
  });

  it('does not take a bounce for a hand', () => {
    const led = atHandset(MAIN).move('handset/telephone', true).move('handset/telephone', false, 5);
    expect(led.walk.findings.has('handset/telephone')).toBe(false);
    expect(led.last('say')?.words.en).toContain('Now by hand');
  });

  it('names once what moves instead, and again in its finding', () => {
    const led = atHandset(MAIN).move('ignition', false).move('ignition', true).wait(LIMIT);
    const said = led.effects.filter(
      (effect) => effect.kind === 'say' && effect.words.en.includes('that was "ignition"'),
    );
    expect(said).toHaveLength(1);
    expect(led.walk.findings.get('handset/telephone')?.words?.en).toContain('"ignition" moved instead');
  });

  it('waits for a beam that is broken at first to clear, and for a hand after that', () => {
    const broken = MAIN.map(([signal, on]): [string, boolean] => [signal, signal.endsWith('outer') || on]);
    const led = atHandset(broken).type('s');
    expect(led.asked).toContain('is broken now');
    led.move('door/front/outer', false).wait(100);
    expect(led.asked).toContain('outer');
    led.move('door/front/outer', true).wait(100).move('door/front/outer', false);
    expect(led.asked).toContain('inner beam');
    led.wait(LIMIT);
    expect(led.walk.findings.get('door/front')).toMatchObject({ state: 'fault' });
    expect(led.walk.findings.get('door/front')?.words?.en).toContain('D4');
  });

  it('lets the siren sound for a second, and only after the whole word', () => {
    const atSiren = () => atHandset(MAIN).type('s').type('s');
    for (const other of ['', 'y', 'n', 'ja'])
      expect(atSiren().type(other).effects).not.toContainEqual({ kind: 'siren', on: true });
    const led = atSiren().type('yes');
    expect(led.last('siren')).toEqual({ kind: 'siren', on: true });
    led.wait(999);
    expect(led.last('siren')).toEqual({ kind: 'siren', on: true });
    led.wait(1);
    expect(led.last('siren')).toEqual({ kind: 'siren', on: false });
    expect(led.asked).toBe('Did it sound? [Enter = yes, n = no, r = again]');
    expect(isOver(led.type('n').walk)).toBe(true);
    expect(led.walk.findings.get('alarm/siren')?.state).toBe('fault');
  });

  it('does not ask for what hangs on a silent chip', () => {
    const { steps, findings } = walkOf('shelf', ['contacts-1', 'lights-1']);
    const asked = steps.flatMap((step) => (step.kind === 'lamps' ? step.items : [step.item]));
    expect(asked.some(({ chip }) => chip === 'contacts-1' || chip === 'lights-1')).toBe(false);
    expect(findings.get('thing/lock-01')?.state).toBe('unseen');
    expect(findings.get('lamp/lock-16')?.state).toBe('unseen');
  });

  it('ends dark and silent with one finding for everything it was to ask, whatever is typed, moved or lost', () => {
    const signals = MAIN.map(([signal]) => signal);
    const event = fc.oneof(
      fc.record({
        kind: fc.constant('line' as const),
        text: fc.constantFrom('', 'y', 'n', 'r', 's', 'yes', '是', '?'),
      }),
      fc.record({
        kind: fc.constant('signal' as const),
        signal: fc.constantFrom(...signals, 'thing/lock-01'),
        on: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('time' as const) }),
    );
    const events = fc.array(fc.tuple(event, fc.integer({ min: 0, max: 3000 })), { maxLength: 120 });
    fc.assert(
      fc.property(events, fc.constantFrom('left' as const, 'lost' as const), (happens, how) => {
        const led = new Led(walkOf('main', [], MAIN));
        const toAsk = new Set(
          led.walk.steps
            .flatMap((step) => (step.kind === 'lamps' ? step.items : [step.item]))
            .map(({ id }) => id),
        );
        let at = 0;
        for (const [what, ms] of happens) led.do({ ...what, at: (at += ms) });
        led.do(
          how === 'left'
            ? { kind: 'left', at }
            : { kind: 'lost', words: { zh: '断', en: 'gone' }, board: 'main', at },
        );
        expect(isOver(led.walk)).toBe(true);
        expect(led.last('light')?.lamps ?? []).toEqual([]);
        expect(led.last('siren')?.on ?? false).toBe(false);
        for (const id of toAsk) expect(led.walk.findings.has(id), id).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what the board tells by itself', () => {
  const glance = {
    ...{
      firmware: 'StandardFirmata 2.5',
      path: '/dev/x',
      silent: [],
      strangers: [],
      roundTripsMs: [3, 1, 2],
    },
    readings: { supply: 0.75, inside: 0.144, daylight: 0.5 },
  };
  const main = deskItems(profile, 'main');
  const stateOf = (id: string, readings: object) =>
    machineFindings(profile, main, { ...glance, readings: { ...glance.readings, ...readings } }).get(id)
      ?.state;

  it.each([
    ['battery', 'supply', { 0.75: 'good', 0.5: 'good', 0.02: 'fault', 1: 'fault' }],
    ['sensor/inside', 'inside', { 0.144: 'good', 0.1: 'good', 0: 'fault', 0.6: 'fault' }],
    ['sensor/daylight', 'daylight', { 0.5: 'good', 0.01: 'good', 0: 'fault', 1: 'fault' }],
  ])('judges %s by whether its reading can be', (id, sensor, cases) => {
    for (const [ratio, state] of Object.entries(cases))
      expect(stateOf(id, { [sensor]: Number(ratio) }), ratio).toBe(state);
    expect(stateOf(id, { [sensor]: undefined })).toBe('fault');
  });

  it('reports in columns that line up in both languages, faults last', () => {
    const findings = machineFindings(profile, main, { ...glance, readings: {} });
    expect(hasFaults(findings)).toBe(true);
    for (const language of ['zh', 'en'] as const) {
      const lines = reportOf(main, findings, language).split('\n');
      expect(lines.findIndex((line) => line.startsWith('✗'))).toBeGreaterThan(
        lines.findLastIndex((line) => line.startsWith('–')),
      );
    }
    expect(reportOf(main, findings, 'en')).toContain('1 good, 3 faults, ');
    expect(reportOf(main, findings, 'zh')).toContain('故障 3');
  });
});
