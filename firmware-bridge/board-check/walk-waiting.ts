import { GOOD, settle, signalFault } from './walk-questions.ts';
import type { Walk, Walked, WalkEvent } from './walk-state.ts';
import { walkWords as words } from './words/walk-words.ts';

/** A contact that is back sooner has only bounced: neither is it seen nor does anybody hear of it. */
const BOUNCE_MS = 40;

/** Something moved while a step is under way. */
export function onSignal(walk: Walk, { signal, on, at }: WalkEvent & { kind: 'signal' }): Walked {
  const [step] = walk.steps;
  const { phase } = walk;
  if (phase?.at !== 'signal' || (step?.kind !== 'contact' && step?.kind !== 'beam'))
    return { walk, effects: [] };
  if (signal !== step.signal) {
    const name = walk.names.get(signal);
    const strange = phase.away === null && name !== undefined;
    if (!strange || phase.instead === name) return { walk, effects: [] };
    const told: Walk = { ...walk, phase: { ...phase, instead: name } };
    return { walk: told, effects: [{ kind: 'say', words: words.instead(name) }] };
  }
  if (on !== phase.rest)
    return { walk: { ...walk, phase: { ...phase, away: phase.away ?? at } }, effects: [] };
  // A beam that was broken at first has cleared: now it is to be broken.
  if (phase.away === null) return { walk, effects: [] };
  if (at - phase.away < BOUNCE_MS) return { walk: { ...walk, phase: { ...phase, away: null } }, effects: [] };
  const { walk: next, effects } = settle(walk, [step.item], GOOD, at);
  return { walk: next, effects: [{ kind: 'say', words: words.fine() }, ...effects] };
}

/** Time goes by: a hand took too long, or the siren has sounded long enough. */
export function onTime(walk: Walk, at: number): Walked {
  const [step] = walk.steps;
  const { phase } = walk;
  if (phase?.at === 'siren-on' && at >= phase.until)
    return {
      walk: { ...walk, phase: { at: 'siren-heard' } },
      effects: [
        { kind: 'siren', on: false },
        { kind: 'ask', words: words.sirenHeard() },
      ],
    };
  if (phase?.at === 'signal' && !phase.told && phase.away !== null && at - phase.away >= BOUNCE_MS)
    return {
      walk: { ...walk, phase: { ...phase, told: true } },
      effects: [{ kind: 'say', words: words.halfway() }],
    };
  const late = phase?.at === 'signal' && at >= phase.until;
  if (!late || (step?.kind !== 'contact' && step?.kind !== 'beam')) return { walk, effects: [] };
  return settle(walk, [step.item], signalFault(walk, step, Math.round(walk.limitMs / 1000)), at);
}
