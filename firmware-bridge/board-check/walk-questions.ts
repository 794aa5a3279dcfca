import type { Text } from '@pingan/protocol/ids';
import { type Finding, found } from './findings.ts';
import type { DeskItem } from './desk-items.ts';
import type { Effect, Phase, Walk, Walked } from './walk-state.ts';
import type { Step } from './walk-plan.ts';
import { walkWords as words } from './words/walk-words.ts';

/** Milliseconds that lamps are dark before they light again. */
const DARK_MS = 600;
export const SIREN_MS = 1000;

/** Opens the step that is first now. */
export function enter(walk: Walk, at: number): Walked {
  const [step] = walk.steps;
  if (step === undefined) return { walk: { ...walk, phase: null }, effects: [light([])] };
  switch (step.kind) {
    case 'lamps':
    case 'lamp':
      return waiting(walk, { at: 'light' }, [light(lampsOf(step)), ask(questionOf(step))]);
    case 'contact':
    case 'beam':
      return enterSignal(walk, step, at);
    case 'siren':
      return waiting(walk, { at: 'siren-allowed' }, [light([]), ask(words.siren(step.item.at[0]!))]);
  }
}

function enterSignal(walk: Walk, step: Step & { kind: 'contact' | 'beam' }, at: number): Walked {
  const now = walk.signals.get(step.signal);
  if (now === undefined) {
    const nothing: Finding = { state: 'fault', words: words.noChange(whereOf(step), null, null) };
    return settle(walk, [step.item], nothing, at);
  }
  // A beam rests clear, also where it is broken when its turn comes; a contact rests as it is found.
  const rest = step.kind === 'beam' ? false : now;
  const phase: Phase = {
    at: 'signal',
    rest,
    away: null,
    told: false,
    instead: null,
    until: at + walk.limitMs,
  };
  const question =
    step.kind === 'contact'
      ? words.act(step.act, step.item.name, whereOf(step))
      : (now ? words.beamBlocked : words.breakBeam)(step.item.name, step.beam, step.at);
  const keys = walk.keysTold ? [] : [say(words.keys())];
  return waiting({ ...walk, keysTold: true }, phase, [light([]), ...keys, ask(question)]);
}

/** What somebody typed, for the step under way. */
export function answerTo(walk: Walk, text: string, at: number): Walked {
  const [step] = walk.steps;
  const answer = text.trim().toLowerCase();
  if (step === undefined) return { walk, effects: [] };
  switch (step.kind) {
    case 'lamps':
    case 'lamp':
      return answerLight(walk, step, answer, at);
    case 'contact':
    case 'beam':
      return answerSignal(walk, step, answer, at);
    case 'siren':
      return answerSiren(walk, step.item, answer, at);
  }
}

function answerLight(
  walk: Walk,
  step: Step & { kind: 'lamps' | 'lamp' },
  answer: string,
  at: number,
): Walked {
  const items = itemsOf(step);
  if (isYes(answer)) return settle(walk, items, GOOD, at);
  if (isNo(answer)) {
    if (step.kind === 'lamps')
      return enter({ ...walk, steps: [...oneByOne(items), ...walk.steps.slice(1)] }, at);
    return settle(walk, items, { state: 'fault', words: words.lampDark(whereOf(step)) }, at);
  }
  if (answer === 'r')
    return {
      walk,
      effects: [light([]), { kind: 'pause', ms: DARK_MS }, light(lampsOf(step)), ask(questionOf(step))],
    };
  if (answer === 's') return skipRest(walk, (other) => other.kind === 'lamps' || other.kind === 'lamp', at);
  return { walk, effects: [say(words.notUnderstood()), ask(questionOf(step))] };
}

function answerSignal(
  walk: Walk,
  step: Step & { kind: 'contact' | 'beam' },
  answer: string,
  at: number,
): Walked {
  const { phase } = walk;
  if (answer === '') return settle(walk, [step.item], UNSEEN, at);
  if (isNo(answer) && phase?.at === 'signal')
    return settle(walk, [step.item], signalFault(walk, step, null), at);
  if (answer === 'r') return enter(walk, at);
  if (answer === 's') return skipRest(walk, ({ kind }) => kind === step.kind, at);
  return { walk, effects: [say(words.notUnderstood()), say(words.keys())] };
}

function answerSiren(walk: Walk, item: DeskItem, answer: string, at: number): Walked {
  const sound = (): Walked =>
    waiting(walk, { at: 'siren-on', until: at + SIREN_MS }, [{ kind: 'siren', on: true }]);
  switch (walk.phase?.at) {
    case 'siren-allowed':
      return /^(yes|是)$/.test(answer) ? sound() : settle(walk, [item], UNSEEN, at);
    case 'siren-heard':
      if (isYes(answer)) return settle(walk, [item], GOOD, at);
      if (isNo(answer))
        return settle(walk, [item], { state: 'fault', words: words.sirenSilent(item.at[0]!) }, at);
      if (answer === 'r') return sound();
      return { walk, effects: [say(words.notUnderstood()), ask(words.sirenHeard())] };
    default:
      return { walk, effects: [] };
  }
}

export const GOOD: Finding = { state: 'good', words: null };
const UNSEEN: Finding = { state: 'unseen', words: null };

/** What is wrong with a contact or a beam that did not do what was asked; `seconds` where it ran out of time. */
export function signalFault(
  walk: Walk,
  step: Step & { kind: 'contact' | 'beam' },
  seconds: number | null,
): Finding {
  const at = whereOf(step);
  const away = walk.phase?.at === 'signal' && walk.phase.away !== null;
  if (away) return { state: 'fault', words: words.stuck(at, seconds) };
  const blocked = step.kind === 'beam' && walk.signals.get(step.signal) === true;
  return {
    state: 'fault',
    words: blocked ? words.stillBlocked(at) : words.noChange(at, seconds, insteadOf(walk)),
  };
}

const insteadOf = ({ phase }: Walk): Text | null => (phase?.at === 'signal' ? phase.instead : null);

/** Notes a finding for the step under way and goes on to the next. */
export function settle(walk: Walk, items: readonly DeskItem[], finding: Finding, at: number): Walked {
  const findings = items.reduce((all, { id }) => found(all, id, finding), walk.findings);
  const next = enter({ ...walk, findings, steps: walk.steps.slice(1) }, at);
  const heard = finding.state === 'fault' && finding.words ? [say(indented(finding.words))] : [];
  return { walk: next.walk, effects: [...heard, ...next.effects] };
}

function skipRest(walk: Walk, alike: (step: Step) => boolean, at: number): Walked {
  const skipped = walk.steps.filter(alike).flatMap(itemsOf);
  const findings = skipped.reduce((all, { id }) => found(all, id, UNSEEN), walk.findings);
  return enter({ ...walk, findings, steps: walk.steps.filter((step) => !alike(step)) }, at);
}

const itemsOf = (step: Step): readonly DeskItem[] => (step.kind === 'lamps' ? step.items : [step.item]);
const lampsOf = (step: Step) => itemsOf(step).map(({ id }) => id.slice('lamp/'.length));
const oneByOne = (items: readonly DeskItem[]): Step[] => items.map((item) => ({ kind: 'lamp', item }));
const whereOf = (step: Step) => (step.kind === 'beam' ? step.at : itemsOf(step)[0]!.at.join(' / '));

function questionOf(step: Step & { kind: 'lamps' | 'lamp' }): Text {
  return step.kind === 'lamps'
    ? words.lampsLit(
        step.where,
        step.items.map(({ name }) => name),
      )
    : words.lampLit(step.item.name, whereOf(step));
}

const isYes = (answer: string) => /^(|y|yes|是|对)$/.test(answer);
const isNo = (answer: string) => /^(n|no|不|否)$/.test(answer);
const say = (text: Text): Effect => ({ kind: 'say', words: text });
const ask = (text: Text): Effect => ({ kind: 'ask', words: text });
const light = (lamps: readonly string[]): Effect => ({ kind: 'light', lamps });
const indented = ({ zh, en }: Text): Text => ({ zh: `  ${zh}`, en: `  ${en}` });
const waiting = (walk: Walk, phase: Phase, effects: Effect[]): Walked => ({
  walk: { ...walk, phase },
  effects,
});
