/** Why the bus must stop: somebody turned the key, or the battery will not carry it much longer. */
export type ShutdownReason = 'ignition' | 'voltage';

/** What is known at `at`, in monotonic milliseconds. Unknown (null) never stops a bus. */
export interface PowerSeen {
  ignition: boolean | null;
  critical: boolean | null;
  at: number;
}

/** Both in milliseconds. */
export interface ShutdownRules {
  /** The voltage must be critical for this long. */
  criticalMs: number;
  /** Time in which the key may be turned back. */
  graceMs: number;
}

export const SHUTDOWN_RULES: ShutdownRules = { criticalMs: 5_000, graceMs: 10_000 };

export type Shutdown =
  | { at: 'running'; criticalSince: number | null }
  /** Asked for; it may still be taken back. */
  | { at: 'asked'; why: ShutdownReason; since: number; dueAt: number }
  /** The grace is over; there is no way back but a start. */
  | { at: 'due'; why: ShutdownReason };

export type ShutdownEvent =
  | { kind: 'shutdown-asked'; why: ShutdownReason; dueAt: number; at: number }
  | { kind: 'shutdown-cancelled'; at: number }
  | { kind: 'shutdown-due'; why: ShutdownReason; at: number };

export interface ShutdownStep {
  state: Shutdown;
  events: ShutdownEvent[];
}

export const RUNNING: Shutdown = { at: 'running', criticalSince: null };

/** What the power seen now means. The ignition is given debounced: off is only told once it has been off long enough. */
export function shutdownStep(
  state: Shutdown,
  seen: PowerSeen,
  rules: ShutdownRules = SHUTDOWN_RULES,
): ShutdownStep {
  switch (state.at) {
    case 'running':
      return run(state, seen, rules);
    case 'asked':
      return wait(state, seen);
    case 'due':
      return { state, events: [] };
  }
}

function run(
  { criticalSince: before }: Extract<Shutdown, { at: 'running' }>,
  { ignition, critical, at }: PowerSeen,
  rules: ShutdownRules,
): ShutdownStep {
  const criticalSince = critical === true ? (before ?? at) : null;
  const flat = criticalSince !== null && at - criticalSince >= rules.criticalMs;
  if (ignition !== false && !flat) return { state: { at: 'running', criticalSince }, events: [] };
  const why = ignition === false ? 'ignition' : 'voltage';
  const dueAt = at + rules.graceMs;
  return {
    state: { at: 'asked', why, since: at, dueAt },
    events: [{ kind: 'shutdown-asked', why, dueAt, at }],
  };
}

function wait(
  state: Extract<Shutdown, { at: 'asked' }>,
  { ignition, critical, at }: PowerSeen,
): ShutdownStep {
  const { why, dueAt } = state;
  // The reason itself must be seen to be gone: a lost board takes nothing back.
  const gone = why === 'ignition' ? ignition === true : critical === false;
  if (gone) return { state: RUNNING, events: [{ kind: 'shutdown-cancelled', at }] };
  if (at < dueAt) return { state, events: [] };
  return { state: { at: 'due', why }, events: [{ kind: 'shutdown-due', why, at }] };
}
