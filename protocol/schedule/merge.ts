import type { AnyPlanned, AnyVersion, PlanField, Proposal, StopPlan } from './plan.ts';

export type Merged =
  /** Every field took its value. */
  | { outcome: 'stored'; plan: StopPlan }
  /** At these fields both values stay until somebody chooses. */
  | { outcome: 'conflict'; plan: StopPlan; fields: PlanField[] }
  /** Nothing was changed, and why. */
  | { outcome: 'rejected'; why: string };

/**
 * What headquarters makes of a proposal, and what a bus shows of its own until it hears. A field takes the new value if its author
 * had seen every value it has; so choosing between rivals is an edit like any other. Whoever had not seen one is in conflict with
 * it, unless both want the same. Whoever edits a stop without having seen that it was cancelled is in conflict as well.
 */
export function mergeProposal(before: StopPlan | undefined, proposal: Proposal): Merged {
  const plan = before ?? { id: proposal.stop, fields: {} };
  const refused = refusal(plan, proposal);
  if (refused !== null) return { outcome: 'rejected', why: refused };
  const blind = cancelledUnseen(plan, proposal);
  const fields: Record<string, AnyPlanned> = { ...plan.fields };
  const disputed: PlanField[] = [];
  for (const name of Object.keys(proposal.set) as PlanField[]) {
    const { planned, agreed } = mergeField(fields[name], proposal, name, blind && name !== 'status');
    fields[name] = planned;
    if (!agreed) disputed.push(name);
  }
  const merged = { id: plan.id, fields } as StopPlan;
  return disputed.length === 0
    ? { outcome: 'stored', plan: merged }
    : { outcome: 'conflict', plan: merged, fields: disputed };
}

/** The fields of a plan at which values stand against each other. */
export function conflictsOf({ fields }: StopPlan): PlanField[] {
  return (Object.entries(fields) as [PlanField, AnyPlanned][])
    .filter(([, { rivals }]) => rivals.length > 0)
    .map(([name]) => name);
}

/** The versions that somebody sees who looks at these fields now: what an edit must name as its base. */
export function seenOf(plan: StopPlan | undefined, names: readonly PlanField[]): Proposal['base'] {
  const wanted = [...new Set<PlanField>([...names, 'status'])];
  const seen = wanted.flatMap((name) => {
    const planned = plan?.fields[name] as AnyPlanned | undefined;
    return planned === undefined ? [] : [[name, versionsOf(planned)] as const];
  });
  return Object.fromEntries(seen);
}

function versionsOf({ current, rivals }: AnyPlanned): string[] {
  return [current, ...rivals].map(({ version }) => version);
}

function refusal(plan: StopPlan, { set, base }: Proposal): string | null {
  const isNew = Object.keys(plan.fields).length === 0;
  if (isNew && (set.place === undefined || set.when === undefined))
    return 'there is no such stop; a new one needs at least a place and a date';
  const status = plan.fields.status;
  const knownCancelled =
    status?.current.value === 'cancelled' && (base.status ?? []).includes(status.current.version);
  if (knownCancelled && set.status === undefined)
    return 'the stop is cancelled; set its status to draft or postponed first, then edit it';
  return null;
}

/** Cancelled by somebody who had not seen this edit, and whom its author had not seen. */
function cancelledUnseen({ fields: { status } }: StopPlan, { id, base }: Proposal): boolean {
  if (status?.current.value !== 'cancelled') return false;
  return !(base.status ?? []).includes(status.current.version) && !status.current.over.includes(id);
}

function mergeField(
  before: AnyPlanned | undefined,
  { id, author, at, base, set }: Proposal,
  name: PlanField,
  blind: boolean,
): { planned: AnyPlanned; agreed: boolean } {
  const mine: AnyVersion = { version: id, value: set[name], author, at, over: base[name] ?? [] };
  if (before === undefined) return { planned: { current: mine, rivals: [] }, agreed: true };
  const seen = new Set<string>(base[name] ?? []);
  const all = [before.current, ...before.rivals];
  if (all.some(({ over }) => over.includes(id))) return { planned: before, agreed: true };
  const unseen = blind ? all : all.filter(({ version }) => !seen.has(version));
  if (unseen.length === 0) return { planned: { current: mine, rivals: [] }, agreed: true };
  if (unseen.every(({ value }) => isSameValue(value, mine.value))) {
    const [current, ...rivals] = unseen;
    return { planned: { current: current!, rivals }, agreed: true };
  }
  // What its author saw is answered by the new value; what they did not see stays, and the current one stays current.
  const isCurrentUnseen = unseen[0] === before.current;
  const planned = isCurrentUnseen
    ? { current: before.current, rivals: [...unseen.slice(1), mine] }
    : { current: mine, rivals: unseen };
  return { planned, agreed: false };
}

/** Values are plain data; key order is not part of them. */
function isSameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
