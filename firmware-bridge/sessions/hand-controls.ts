import type { ButtonMeaning, ExhibitAction } from '@pingan/content/kinds/kind-rule';
import { ruleOf } from '@pingan/content/kinds/rules';
import type { Exhibit } from '@pingan/content/pack';
import type { Play } from './play.ts';
import type { Activity, HandControl } from './station-state.ts';
import type { BigButton } from './vote.ts';

/** As if the screen had been touched. `decides`: a group votes on it. */
export type HandMeaning =
  | { do: 'start'; exhibit: Exhibit }
  | { do: 'leave' }
  | { do: 'move'; action: ExhibitAction; decides: boolean };

/**
 * What a big button or the telephone means at this step; null where it means nothing. A button answers or goes on, as the
 * rule of the exhibit's kind says. Lifting the handset starts a story of a telephone; hanging up takes its safe choice at once.
 */
export function meaningOf(
  activity: Activity,
  control: HandControl,
  offered: readonly Exhibit[],
): HandMeaning | null {
  switch (activity.at) {
    case 'attract':
    case 'menu': {
      const exhibit = startedBy(control, offered);
      return exhibit === undefined ? null : { do: 'start', exhibit };
    }
    case 'later':
      return answer(control, activity.mistaken);
    case 'play':
      return within(activity, control);
  }
}

function isButton(control: HandControl): control is BigButton {
  return control === 'genuine' || control === 'scam';
}

function startedBy(control: HandControl, offered: readonly Exhibit[]): Exhibit | undefined {
  if (control === 'handset-lifted')
    return offered.find((exhibit) => exhibit.kind === 'story' && exhibit.medium === 'phone');
  return isButton(control) ? offered.find(hasButtons) : undefined;
}

/** Whether the two big buttons play it from its first step on. */
function hasButtons(exhibit: Exhibit): boolean {
  const rule = ruleOf(exhibit);
  const { genuine, scam } = rule.buttons(exhibit, rule.start(exhibit, { length: 'full', luck: '' }));
  return genuine !== null || scam !== null;
}

function answer(control: HandControl, mistaken: boolean): HandMeaning | null {
  if (!isButton(control)) return null;
  if (mistaken) return { do: 'move', action: { do: 'next' }, decides: false };
  return { do: 'move', action: { do: 'choose', choice: control }, decides: true };
}

function within({ part, exhibit, state, pass }: Play, control: HandControl): HandMeaning | null {
  if (part === 'before' || part === 'after') return answer(control, pass?.mistaken ?? false);
  const rule = ruleOf(exhibit);
  if (rule.isOver(state)) {
    if (control === 'handset-hung-up') return { do: 'leave' };
    return isButton(control) ? { do: 'move', action: { do: 'next' }, decides: false } : null;
  }
  return pressed(exhibit, rule.buttons(exhibit, state), control);
}

function pressed(exhibit: Exhibit, means: ButtonMeaning, control: HandControl): HandMeaning | null {
  if (isButton(control)) {
    const action = means[control];
    return action && { do: 'move', action, decides: means.decides };
  }
  const hangsUp = control === 'handset-hung-up' && exhibit.kind === 'story' && means.decides;
  return hangsUp && means.scam ? { do: 'move', action: means.scam, decides: false } : null;
}
