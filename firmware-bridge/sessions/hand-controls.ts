import type { Exhibit } from '@pingan/content/pack';
import type { Step, TouchAction } from '@pingan/protocol/screen-messages';

/** What a hand does at a station without touching the screen. */
export type HandControl = 'genuine' | 'scam' | 'handset-lifted' | 'handset-hung-up';

/**
 * What a big button or the telephone means at this step, as if the screen had been touched; null where it means nothing.
 * "Scam" takes the first safe choice, "genuine" the first one the trick waits for; where there is nothing to decide, either
 * goes on. Lifting the handset starts the story of a telephone; hanging up takes a safe choice where one is offered.
 */
export function actionOf(step: Step, control: HandControl, exhibits: readonly Exhibit[]): TouchAction | null {
  switch (step.at) {
    case 'attract':
      return start(control, step.exhibits, exhibits);
    case 'beat':
      return decide(step, control, exhibits);
    case 'feedback':
      return isButton(control) ? { do: 'next' } : null;
    case 'result':
      return control === 'handset-lifted' ? null : { do: 'leave' };
  }
}

function isButton(control: HandControl): boolean {
  return control === 'genuine' || control === 'scam';
}

function start(
  control: HandControl,
  offered: readonly string[],
  exhibits: readonly Exhibit[],
): TouchAction | null {
  const playable = exhibits.filter(({ id }) => offered.includes(id));
  const wanted =
    control === 'handset-lifted'
      ? playable.find(({ medium }) => medium === 'phone')
      : isButton(control)
        ? playable[0]
        : undefined;
  return wanted === undefined ? null : { do: 'start', exhibit: wanted.id };
}

function decide(
  step: Extract<Step, { at: 'beat' }>,
  control: HandControl,
  exhibits: readonly Exhibit[],
): TouchAction | null {
  const beat = exhibits.find(({ id }) => id === step.exhibit)?.beats.find(({ id }) => id === step.beat);
  if (beat === undefined || control === 'handset-lifted') return null;
  if (!('choices' in beat.then)) return isButton(control) ? { do: 'next' } : null;
  const verdict = control === 'genuine' ? 'caught' : 'safe';
  const choice = beat.then.choices.find((offered) => offered.verdict === verdict);
  return choice === undefined ? null : { do: 'choose', choice: choice.id };
}
