import { i2cAddress } from '@pingan/device-config/i2c-chips';
import type { BusProfile } from '@pingan/device-config/profile';
import type { Language, Text } from '@pingan/protocol/ids';
import { inputsOf } from '@pingan/device-config/inputs';
import type { DeskBoard } from './desk-board.ts';
import { type DeskItem, deskItems, itemOfInput } from './desk-items.ts';
import type { Finding, Findings } from './findings.ts';
import { found } from './findings.ts';
import { machineFindings } from './machine-findings.ts';
import { hasFaults, reportOf } from './report.ts';
import { begin, isOver, walkStep } from './walk.ts';
import { walkPlan } from './walk-plan.ts';
import type { Effect, Walk, Walked, WalkEvent } from './walk-state.ts';
import { machineWords } from './words/machine-words.ts';
import { startWords } from './words/start-words.ts';
import { walkWords } from './words/walk-words.ts';

/** Who sits before the screen. */
export interface Person {
  language: Language;
  say(words: Text): void;
  ask(words: Text): void;
  /** Calls `line` for each line that is typed and `left` once nobody will type any more; gives back how to end it. */
  listen(line: (text: string) => void, left: () => void): () => void;
}

const TICK_MS = 100;

/** Looks at one board that is open: by itself first, then, where somebody is there, thing by thing. True when nothing is wrong. */
export async function checkDesk(parts: {
  profile: BusProfile;
  board: string;
  desk: DeskBoard;
  path: string;
  person: Person;
  /** Nobody is asked anything. */
  alone: boolean;
  limitMs: number;
  now: () => number;
}): Promise<boolean> {
  const { profile, board, desk, path, person } = parts;
  const items = deskItems(profile, board);
  let gone: Text | undefined;
  desk.on('lost', (fault) => (gone ??= startWords.fault(fault, path)));
  person.say(startWords.asking());
  const glance = await desk.glance();
  let findings: Findings = new Map();
  if (glance) {
    findings = machineFindings(profile, items, glance);
    const plan = walkPlan(profile, items, glance.silent);
    const walk: Walk = {
      steps: plan.steps,
      phase: null,
      findings: merged(findings, plan.findings),
      signals: desk.signals,
      names: namesOf(profile, items),
      keysTold: false,
      limitMs: parts.limitMs,
    };
    findings = parts.alone ? seenAlone(walk) : await walkThrough(walk, parts);
  }
  if (gone) findings = found(findings, `board/${board}`, { state: 'fault', words: gone });
  person.say({ zh: '', en: '' });
  const report = reportOf(items, findings, person.language);
  person.say({ zh: report, en: report });
  if (glance && glance.strangers.length > 0)
    person.say(machineWords.strangers(glance.strangers.map(i2cAddress)));
  return !hasFaults(findings);
}

const merged = (a: Findings, b: Findings): Findings =>
  [...b].reduce((all, [id, finding]) => found(all, id, finding), a);

/** Without a person only a beam that is broken can be told, for nobody should stand in it. */
function seenAlone({ steps, signals, findings }: Walk): Findings {
  return steps.reduce((all, step) => {
    if (step.kind !== 'beam') return all;
    const finding: Finding =
      signals.get(step.signal) === false
        ? { state: 'unseen', words: walkWords.clearNow() }
        : { state: 'fault', words: walkWords.blockedNow() };
    return found(all, step.item.id, finding);
  }, findings);
}

function namesOf(profile: BusProfile, items: readonly DeskItem[]): ReadonlyMap<string, Text> {
  const named = new Map(items.map(({ id, name }) => [id, name]));
  return new Map(
    inputsOf(profile).flatMap(({ input }): [string, Text][] => {
      const name = named.get(itemOfInput(input));
      return name ? [[input, name]] : [];
    }),
  );
}

/** Carries lines, signals and time into the walk, one after the other, and its effects out. */
function walkThrough(
  first: Walk,
  {
    desk,
    person,
    board,
    path,
    now,
  }: Pick<Parameters<typeof checkDesk>[0], 'desk' | 'person' | 'board' | 'path' | 'now'>,
): Promise<Findings> {
  return new Promise((resolve, reject) => {
    let walk = first;
    let turn: Promise<void> = Promise.resolve();
    const perform = async (effect: Effect) => {
      switch (effect.kind) {
        case 'say':
          return person.say(effect.words);
        case 'ask':
          return person.ask(effect.words);
        case 'light':
          return desk.light(effect.lamps);
        case 'siren':
          return desk.setSiren(effect.on);
        case 'pause':
          return new Promise<void>((done) => setTimeout(done, effect.ms));
      }
    };
    const inTurn = (step: () => Walked) => {
      turn = turn
        .then(async () => {
          const { walk: next, effects } = step();
          walk = next;
          for (const effect of effects) await perform(effect);
          if (isOver(walk)) end();
        })
        .catch(reject);
    };
    const hear = (event: WalkEvent) => inTurn(() => walkStep(walk, event));
    const stopListening = person.listen(
      (text) => hear({ kind: 'line', text, at: now() }),
      () => hear({ kind: 'left', at: now() }),
    );
    const clock = setInterval(() => hear({ kind: 'time', at: now() }), TICK_MS);
    const end = () => {
      clearInterval(clock);
      stopListening();
      resolve(walk.findings);
    };
    desk.on('signal', ({ signal, on, at }) => hear({ kind: 'signal', signal, on, at }));
    desk.on('lost', (fault) =>
      hear({ kind: 'lost', words: startWords.fault(fault, path), board, at: now() }),
    );
    inTurn(() => begin(walk, now()));
  });
}
