import type { Step } from '@pingan/protocol/screen-messages';
import type { Told } from './said-so-far.ts';
import { type At, playedExhibit } from './shown-step.ts';

/** What a step that is reached counts. */
export function stepsOf(from: Step, to: Step): Told[] {
  const step = (what: string): Told => ({ metric: 'step', label: `${playedExhibit(to)}/${what}` });
  switch (to.at) {
    case 'beat':
      return [step(to.beat)];
    case 'feedback':
      return [{ metric: 'story.choice', label: `${to.exhibit}/${to.beat}/${to.choice}` }];
    case 'sort':
      return [step(`item-${to.said.length + 1}`)];
    case 'object': {
      const known = 'seen' in from ? from.seen : [];
      return to.seen.filter((object) => !known.includes(object)).map(step);
    }
    case 'alarm':
    case 'alarm-result':
      return alarmSteps(from, to);
    default:
      return [];
  }
}

/** The rig is seen to be armed, or to sound. */
export function alarmSteps(from: Step, to: Step): Told[] {
  if (to.at === 'alarm') {
    const before = from.at === 'alarm' ? from.rig.stage : null;
    const { stage } = to.rig;
    if (stage === before || (stage !== 'armed' && stage !== 'sounding')) return [];
    return [{ metric: 'step', label: `${to.exhibit}/${stage}` }];
  }
  if (to.at !== 'alarm-result' || from.at !== 'alarm') return [];
  return newlyArmed(from, to).map(() => ({ metric: 'step', label: `${to.exhibit}/armed` }));
}

/** Armed again in the very moment in which somebody went on: the timeline on the result tells. */
function newlyArmed({ rig }: At<'alarm'>, { timeline }: At<'alarm-result'>) {
  const goesOn = rig.timeline.every(
    ({ seen, at }, nth) => timeline[nth]?.seen === seen && timeline[nth].at === at,
  );
  return goesOn ? timeline.slice(rig.timeline.length).filter(({ seen }) => seen === 'armed') : [];
}
