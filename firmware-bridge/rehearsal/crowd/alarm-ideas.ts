import type { At } from './shown-step.ts';
import type { Deed } from './station-crowd.ts';
import type { Idea, Situation } from './situation.ts';

/** It is held for some seconds and counts down for some more; the siren ends by itself. */
const WHILE_MS = 9_000;

/** The live alarm: the button on the screen is held until the countdown begins, then the door is opened or somebody walks past. */
export function alarmIdeas(situation: Situation, step: At<'alarm'>): Idea[] {
  const { make, view, place, party } = situation;
  const { stage } = step.rig;
  const wait = (weight: number): Idea => ({
    weight,
    deed: () => make.wait(onwards(situation, stage), WHILE_MS),
  });
  const goOn: Idea = { weight: 6, deed: () => make.touch(view, { do: 'next' }, party) };
  const hush: Idea = {
    weight: 0.3,
    deed: () => make.adjust({ do: 'alarm', press: 'disarm' }, onwards(situation, stage)),
  };
  switch (stage) {
    case 'ready':
      return [{ weight: 5, deed: () => hold(situation) }, ...(step.sounded ? [goOn] : [])];
    case 'arming':
      return [wait(8), { weight: 1, deed: () => letGo(situation) }];
    case 'announced':
      return [{ weight: 4, deed: () => letGo(situation) }, wait(8), hush];
    case 'armed': {
      const { alarm } = place;
      if (alarm === null) return [wait(1), hush];
      return [
        {
          weight: 5,
          deed: () => make.forAWhile(alarm.magnet, false, [800, 3_000], onwards(situation, stage)),
        },
        {
          weight: 4,
          deed: () => make.forAWhile(alarm.motion, true, [500, 1_500], onwards(situation, stage)),
        },
        wait(0.5),
        hush,
        ...(step.sounded ? [goOn] : []),
      ];
    }
    case 'sounding':
      return [wait(8), hush];
    case 'silenced':
      return [goOn, wait(3)];
    default:
      return [wait(3), ...(step.sounded ? [goOn] : [])];
  }
}

function hold(situation: Situation): Deed {
  return situation.make.adjust({ do: 'alarm', press: 'hold' }, onwards(situation, 'ready'), 2_000);
}

/** Letting go too early puts the rig back to rest; once the countdown has begun it changes nothing. */
function letGo(situation: Situation): Deed {
  return situation.make.adjust({ do: 'alarm', press: 'release' }, onwards(situation, 'arming'), 400);
}

function onwards({ view }: Situation, stage: At<'alarm'>['rig']['stage']): Deed['done'] {
  return ({ session, step }) => session !== view.session || step.at !== 'alarm' || step.rig.stage !== stage;
}
