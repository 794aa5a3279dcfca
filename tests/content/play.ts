import type { ExhibitAction, ExhibitCount, KindRule } from '@pingan/content/kinds/kind-rule';
import fc from 'fast-check';
import { expect } from 'vitest';

/** An action a screen, a hand or the rig could send; most of the names are ones the exhibit knows. */
export function actionsWith(...names: string[]): fc.Arbitrary<ExhibitAction[]> {
  const name = fc.constantFrom(...names, 'unknown', '');
  const glimpse = fc.record({
    stage: fc.constantFrom(
      ...(['ready', 'arming', 'announced', 'armed', 'sounding', 'silenced', 'busy', 'gone'] as const),
    ),
    announce: fc.constantFrom(null, 3, 2),
    timeline: fc.array(
      fc.record({ seen: fc.constantFrom('armed', 'siren-on'), at: fc.integer({ min: 0, max: 3 }) }),
      { maxLength: 3 },
    ),
  });
  const action = fc.oneof(
    { arbitrary: fc.constant<ExhibitAction>({ do: 'next' }), weight: 3 },
    { arbitrary: name.map((choice): ExhibitAction => ({ do: 'choose', choice })), weight: 4 },
    name.map((object): ExhibitAction => ({ do: 'beside', object })),
    fc.constant<ExhibitAction>({ do: 'back' }),
    glimpse.map((seen): ExhibitAction => ({ do: 'rig', glimpse: seen })),
  );
  return fc.array(action, { maxLength: 30 });
}

/** Every state from the first to the last, and everything counted on the way as a session counts it. */
export function play<Exhibit, State>(
  rule: KindRule<Exhibit, State>,
  exhibit: Exhibit,
  start: State,
  actions: readonly ExhibitAction[],
): { states: State[]; counts: ExhibitCount[]; last: State } {
  const states = [start];
  const counts = [...rule.counts(exhibit, null, start)];
  for (const action of actions) {
    const before = states.at(-1)!;
    const state = rule.next(exhibit, before, action);
    if (state === before) continue;
    counts.push(...rule.counts(exhibit, before, state));
    states.push(state);
  }
  return { states, counts, last: states.at(-1)! };
}

/** What the rule of every kind keeps to, whatever is done to it. */
export function keepsToTheContract<Exhibit extends { id: string }, State>(
  rule: KindRule<Exhibit, State>,
  exhibit: Exhibit,
  start: State,
  actions: readonly ExhibitAction[],
): void {
  const { states, counts } = play(rule, exhibit, start, actions);
  for (const state of states) {
    const frozen = JSON.stringify(state);
    // What changes nothing says so by giving the same state, and what gives another state has changed something.
    for (const action of actions) {
      const next = rule.next(exhibit, state, action);
      if (next !== state) expect(JSON.stringify(next)).not.toBe(frozen);
      if (rule.isOver(state)) expect(next).toBe(state);
    }
    expect(rule.counts(exhibit, state, state)).toEqual([]);
    for (const level of Object.values(rule.lights(exhibit, state).lights))
      expect(level >= 0 && level <= 1).toBe(true);
    expect(rule.spoken(exhibit, state).length).toBeGreaterThan(0);
    const { genuine, scam } = rule.buttons(exhibit, state);
    // A button that means something does something.
    for (const action of [genuine, scam])
      if (action) expect(rule.next(exhibit, state, action)).not.toBe(state);
    expect(JSON.stringify(state)).toBe(frozen);
  }
  for (const { label } of counts) expect(label.split('/')).toContain(exhibit.id);
}
