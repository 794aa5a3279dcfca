import type { Text } from '@pingan/protocol/ids';
import { type Finding, found } from './findings.ts';
import { answerTo, enter } from './walk-questions.ts';
import { onSignal, onTime } from './walk-waiting.ts';
import type { Walk, Walked, WalkEvent } from './walk-state.ts';
import { walkWords as words } from './words/walk-words.ts';

export const isOver = ({ steps }: Walk): boolean => steps.length === 0;

/** Begins the walk with its first step. */
export const begin = (walk: Walk, at: number): Walked => enter(walk, at);

/** What follows from an answer, from something that moved, or from time going by. */
export function walkStep(walk: Walk, event: WalkEvent): Walked {
  if (event.kind === 'signal') {
    const known = { ...walk, signals: new Map(walk.signals).set(event.signal, event.on) };
    return isOver(walk) ? { walk: known, effects: [] } : onSignal(known, event);
  }
  if (isOver(walk)) return { walk, effects: [] };
  switch (event.kind) {
    case 'line':
      return answerTo(walk, event.text, event.at);
    case 'time':
      return onTime(walk, event.at);
    case 'left':
      return breakOff(walk, null);
    case 'lost': {
      const broken = breakOff(walk, words.boardGone());
      const board: Finding = { state: 'fault', words: event.words };
      const findings = found(broken.walk.findings, `board/${event.board}`, board);
      return {
        walk: { ...broken.walk, findings },
        effects: [...broken.effects, { kind: 'say', words: event.words }],
      };
    }
  }
}

/** Everything that is still open is not looked at; lamps and siren go off. */
function breakOff(walk: Walk, why: Text | null): Walked {
  const items = walk.steps.flatMap((step) => (step.kind === 'lamps' ? step.items : [step.item]));
  const findings = items.reduce(
    (all, { id }) => found(all, id, { state: 'unseen', words: why }),
    walk.findings,
  );
  return {
    walk: { ...walk, steps: [], phase: null, findings },
    effects: [
      { kind: 'light', lamps: [] },
      { kind: 'siren', on: false },
    ],
  };
}
