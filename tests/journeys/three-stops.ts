import type { PlanField, PlanFields } from '@pingan/protocol/schedule/plan';
import { expect } from 'vitest';
import { until } from './halves.ts';
import { day, type HeadquartersDesk, plainPlan, valuesOf } from './headquarters-desk.ts';
import type { RehearsalBus } from './rehearsal-bus.ts';

/** A journey may go over midnight. */
const TODAY = day(0);

/** A plan for today. */
export function placed(name: string): Pick<PlanFields, 'place' | 'when'> {
  const place = { name: { zh: name, en: name }, village: name, county: null, address: null, position: null };
  return { place, when: { date: TODAY, from: null, to: null } };
}

/** What both sides want of the same three stops while neither hears of the other. */
const RIVALS: readonly { stop: string; field: PlanField; onBus: object; atDesk: object }[] = [
  {
    ...{ stop: 'north-village', field: 'when' },
    onBus: { when: { date: day(5), from: '09:00', to: '11:00' } },
    atDesk: { when: { date: day(6), from: '14:00', to: null } },
  },
  {
    ...{ stop: 'south-market', field: 'notes' },
    onBus: { notes: 'park behind the hall' },
    atDesk: { notes: 'park at the gate' },
  },
  {
    ...{ stop: 'east-school', field: 'theme' },
    onBus: { theme: 'locks' },
    atDesk: { theme: 'telephone fraud', kind: 'school' },
  },
];
const valueIn = (set: object, field: PlanField) => (set as Partial<PlanFields>)[field];

export interface Sides {
  desk: HeadquartersDesk;
  bus: RehearsalBus;
}

/** At headquarters. */
export async function planThree({ desk }: Sides): Promise<void> {
  for (const { stop } of RIVALS) expect((await desk.plan(stop, placed(stop))).outcome).toBe('stored');
}

/** On the bus. */
export async function threeArrive({ bus }: Sides): Promise<void> {
  for (const { stop } of RIVALS)
    await bus.stopShown(stop, ({ plan }) => plan.place?.village === stop && plan.when?.date === TODAY);
}

/**
 * Each side edits the three stops, and the bus is killed with its edits not sent.
 * @param restart how the bus comes back
 */
export async function changeApart({ desk, bus }: Sides, restart: () => Promise<void>): Promise<void> {
  for (const { stop, field, onBus, atDesk } of RIVALS) {
    bus.command({ do: 'plan', stop, set: onBus });
    const { edits } = await bus.stopShown(stop, (shown) => shown.edits.length === 1);
    expect(edits[0]).toMatchObject({ fields: [field], fate: 'not-sent' });
    await bus.onDisk(edits[0]!.proposal);
    expect((await desk.change(stop, atDesk)).outcome).toBe('stored');
  }
  await bus.stop('SIGKILL');
  await restart();
  for (const { stop, field, onBus } of RIVALS) {
    const { plan, edits, conflicts } = await bus.stopShown(stop, (shown) => shown.edits.length > 0);
    expect(plan[field]).toEqual(valueIn(onBus, field));
    expect(edits).toMatchObject([{ fields: [field], fate: 'not-sent' }]);
    expect(conflicts).toEqual([]);
  }
}

/** Both values stand at both sides until somebody chooses. */
export async function bothShowBoth({ desk, bus }: Sides): Promise<void> {
  for (const { stop, field, onBus, atDesk } of RIVALS) {
    const both = [valueIn(atDesk, field), valueIn(onBus, field)];
    await until(`${stop} is in conflict at headquarters`, async () =>
      (await desk.stop(stop)).conflicts.includes(field),
    );
    expect(valuesOf(await desk.stop(stop), field)).toEqual(both);
    const { conflicts, edits } = await bus.stopShown(
      stop,
      (shown) => shown.conflicts.length > 0 && shown.edits.length === 0,
    );
    expect(conflicts.map((conflict) => conflict.field)).toEqual([field]);
    expect(conflicts[0]!.values.map(({ value }) => value)).toEqual(both);
    expect(edits).toEqual([]);
  }
}

/** Headquarters chooses its own value at the first and the bus's at the second stop; the bus chooses its own at the third. */
export async function choose({ desk, bus }: Sides): Promise<void> {
  const [first, second, third] = RIVALS;
  for (const [{ stop, field }, chosen] of [
    [first!, first!.atDesk],
    [second!, second!.onBus],
  ] as const) {
    const { outcome } = await desk.change(stop, { [field]: valueIn(chosen, field) });
    expect(outcome).toBe('stored');
  }
  bus.command({ do: 'plan', stop: third!.stop, set: third!.onBus });
  await bus.stopShown(third!.stop, ({ conflicts }) => conflicts.length === 0);
}

/** On what was chosen, with nothing left to be sent or shown as an edit. */
export async function bothAgree({ desk, bus }: Sides): Promise<void> {
  const [first, second, third] = RIVALS;
  const chosen = [first!.atDesk, second!.onBus, { ...third!.atDesk, ...third!.onBus }];
  for (const [n, { stop }] of RIVALS.entries()) {
    const settled = { ...placed(stop), ...chosen[n] };
    await until(
      `${stop} is settled at headquarters`,
      async () => (await desk.stop(stop)).conflicts.length === 0,
    );
    const shown = await bus.stopShown(stop, (each) => each.conflicts.length === 0 && each.edits.length === 0);
    expect(plainPlan(await desk.stop(stop))).toEqual(settled);
    expect(shown.plan).toEqual(settled);
  }
  await bus.nothingToSend();
  expect(bus.officer.refusals).toEqual([]);
}
