import { CheckSenses } from '@pingan/firmware-bridge/departure/check-senses';
import { ThingsOfBus } from '@pingan/firmware-bridge/things/things-of-bus';
import { BusDoors } from '@pingan/firmware-bridge/visits/bus-doors';
import { beforeEach, describe, expect, it } from 'vitest';
import { REHEARSAL, REST } from './played-check.ts';

let senses: CheckSenses;
let at: number;

beforeEach(() => {
  senses = new CheckSenses(REHEARSAL);
  at = 0;
  for (const [input, active] of Object.entries(REST(REHEARSAL)))
    senses.input({ input, active: active === true, at });
  for (const [door, beam] of [...BEAMS]) senses.beam({ door, beam, broken: false, at });
  senses.tick((at += 250));
});

const BEAMS = Object.keys(REHEARSAL.doors).flatMap((door) => [
  [door, 'outer'] as const,
  [door, 'inner'] as const,
]);
const input = (name: string, active: boolean) => senses.input({ input: name, active, at: (at += 10) });
const beam = (door: string, which: 'outer' | 'inner', broken: boolean) =>
  senses.beam({ door, beam: which, broken, at: (at += 120) });
function walkIn(door: string) {
  return [
    ...beam(door, 'outer', true),
    ...beam(door, 'inner', true),
    ...beam(door, 'outer', false),
    ...beam(door, 'inner', false),
  ];
}

describe('what a check feels', () => {
  it('is a press that was over before anybody looked', () => {
    const felt = [...input('button/staff', true), ...input('button/staff', false)];
    felt.push(...senses.tick((at += 250)));
    expect(felt.filter(({ kind }) => kind === 'moved')).toMatchObject([
      { input: 'button/staff', active: true },
      { input: 'button/staff', active: false },
    ]);
  });

  it('is somebody who walks in past both beams, staff or not', () => {
    senses.begin(at);
    expect(walkIn('front').filter(({ kind }) => kind === 'crossed')).toMatchObject([
      { door: 'front', direction: 'in' },
    ]);
  });

  it('is since when a beam is broken, however often that is told', () => {
    beam('rear', 'inner', true);
    const since = at;
    beam('rear', 'inner', true);
    expect(senses.doors['rear']).toMatchObject({ outer: null, inner: since });
    senses.boardLost('shelf', at);
    expect(senses.doors['rear']).toMatchObject({ outer: null, inner: null });
    expect(senses.contacts['thing/lock-01']).toBeNull();
  });
});

describe('what is told when a check is over', () => {
  it('makes nobody a visit who stood in the doorway when it began, and the next one is counted', () => {
    const doors = new BusDoors(Object.keys(REHEARSAL.doors));
    for (const [door, beam] of BEAMS) doors.at(door, { kind: 'beam', beam, broken: false, at });
    doors.at('front', { kind: 'beam', beam: 'outer', broken: true, at: (at += 10) });
    doors.at('front', { kind: 'beam', beam: 'inner', broken: true, at: (at += 10) });
    walkIn('front');
    const crossings = senses.doorReports(at).flatMap(({ door, event }) => doors.at(door, event));
    expect(crossings).toEqual([]);
    expect(doors.occupancy.in).toBe(0);
    for (const [which, broken] of [
      ['outer', true],
      ['inner', true],
      ['outer', false],
      ['inner', false],
    ] as const)
      doors.at('front', { kind: 'beam', beam: which, broken, at: (at += 120) });
    expect(doors.occupancy.in).toBe(1);
  });

  it('is no lift of what was lifted in between, and none of what is still away', () => {
    const things = new ThingsOfBus({ profile: REHEARSAL });
    for (const report of senses.inputReports(at)) things.input(report);
    things.tick((at += 250));
    things.boardLost(at);
    for (const active of [false, true]) input('thing/lock-01', active);
    input('thing/lock-02', false);
    const told = senses.inputReports(at).map((report) => things.input(report));
    told.push(things.tick((at += 250)));
    expect(told.flatMap(({ tallies }) => tallies)).toEqual([]);
    expect(things.lifted).toEqual(['lock-02']);
  });
});
