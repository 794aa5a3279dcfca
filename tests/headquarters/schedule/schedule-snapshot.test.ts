import { fitSnapshot } from '@pingan/headquarters/schedule/schedule-snapshot';
import { MAX_MESSAGE_BYTES } from '@pingan/protocol/records';
import { EMPTY_AUTHORITY, decideProposals } from '@pingan/protocol/schedule/authority';
import { ScheduleSnapshot, type StopPlan } from '@pingan/protocol/schedule/plan';
import { describe, expect, test } from 'vitest';
import { aProposal, newStop } from './a-plan.ts';

const TODAY = '2026-12-01';
const dayAt = (n: number) => new Date(Date.parse(TODAY) + n * 86_400_000).toISOString().slice(0, 10);

/** A stop with every field filled in as an officer would. */
function planned(id: string, date: string, more: Parameters<typeof newStop>[2] = {}): StopPlan {
  const set = newStop(date, id, {
    kind: 'market',
    theme: '反诈与防盗',
    officers: ['officer-1', 'officer-2'],
    notes: '停在集市北口，先和村委会联系',
    status: 'confirmed',
    ...more,
  });
  const { authority } = decideProposals(EMPTY_AUTHORITY, [aProposal(id, set, { at: 1_795_312_800_000 })]);
  return authority.plans.get(id)!;
}

const bytesOf = (snapshot: ScheduleSnapshot) => Buffer.byteLength(JSON.stringify(snapshot));

describe('a snapshot', () => {
  test('of two hundred stops keeps within a message: the nearest days come, and it is known how many do not', () => {
    const stops = Array.from({ length: 200 }, (_, n) => {
      const date = dayAt(n - 14);
      return { plan: planned(`stop-${n}`, date), date, conflicts: 0 };
    });
    const { snapshot, leftOut } = fitSnapshot('bus-01', 200, stops, TODAY);
    expect(bytesOf(snapshot)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
    // A stop with every field filled in takes about 1.2 KB.
    expect(snapshot.stops.length).toBeGreaterThan(45);
    expect(snapshot.stops.length + leftOut).toBe(200);
    const days = snapshot.stops.map(({ fields }) => fields.when!.current.value.date).sort();
    expect(days[0]).toBe(dayAt(-14));
    expect(days.at(-1)).toBe(dayAt(snapshot.stops.length - 15));
  });

  test('is read by its schema as the plans are', () => {
    const plan = planned('stop-1', TODAY);
    const { snapshot } = fitSnapshot('bus-01', 3, [{ plan, date: TODAY, conflicts: 0 }], TODAY);
    expect(JSON.stringify(snapshot)).not.toContain('"over"');
    expect(ScheduleSnapshot.parse(JSON.parse(JSON.stringify(snapshot))).stops).toEqual([plan]);
  });

  test('leaves out no stop with an open conflict before one without, however far its day is', () => {
    const far = { plan: planned('far', '2027-12-01'), date: '2027-12-01', conflicts: 1 };
    const stops = Array.from({ length: 80 }, (_, n) => ({
      plan: planned(`stop-${n}`, dayAt(n)),
      date: dayAt(n),
      conflicts: 0,
    }));
    const { snapshot, leftOut } = fitSnapshot('bus-01', 1, [...stops, far], TODAY);
    expect(leftOut).toBeGreaterThan(0);
    expect(snapshot.stops[0]!.id).toBe('far');
  });

  test('goes on with shorter stops where a long one does not fit', () => {
    const long = { notes: '长'.repeat(1000) };
    const stops = Array.from({ length: 40 }, (_, n) => ({
      plan: planned(`stop-${n}`, dayAt(n), n % 2 === 0 ? long : {}),
      date: dayAt(n),
      conflicts: 0,
    }));
    const { snapshot, leftOut } = fitSnapshot('bus-01', 1, stops, TODAY);
    expect(leftOut).toBeGreaterThan(0);
    expect(bytesOf(snapshot)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
    expect(snapshot.stops.length + leftOut).toBe(40);
  });
});
