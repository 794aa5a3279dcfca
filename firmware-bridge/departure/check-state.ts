import type { Text } from '@pingan/protocol/ids';
import type { BusGlance } from './bus-glance.ts';
import type { CheckPart, CheckPlan } from './check-plan.ts';
import type { Doing } from './doing.ts';
import type { Verdict } from './machine-verdicts.ts';

export interface RunningCheck {
  at: 'running';
  check: string;
  plan: CheckPlan;
  startedAt: number;
  /** When somebody last did something. */
  activeAt: number;
  now: number;
  glance: BusGlance;
  /** Since when boards and controllers have been away without a break, by item. */
  awaySince: Readonly<Record<string, number>>;
  /** When boards and controllers that had been away came back. */
  backAt: Readonly<Record<string, number>>;
  verdicts: Readonly<Record<string, Verdict>>;
  /** Which part of the plan, and since when. */
  part: number;
  since: number;
  doing: Doing;
  /** Chimes asked for so far. */
  chimes: number;
}

export interface EndedCheck {
  at: 'over';
  plan: CheckPlan;
  verdicts: Readonly<Record<string, Verdict>>;
  seconds: number;
}

export type Departure = { at: 'idle' } | RunningCheck | EndedCheck;

export const NO_CHECK: Departure = { at: 'idle' };

export function nameOf(plan: CheckPlan, id: string): Text {
  return plan.items.find((item) => item.id === id)!.name;
}

/** The part of the plan that is under way. */
export function partOf({ plan, part }: RunningCheck): CheckPart {
  return plan.parts[part]!;
}

/** Items of the part under way that have no verdict yet. */
export function openItems(check: RunningCheck): string[] {
  return partOf(check).items.filter((id) => check.verdicts[id] === undefined);
}
