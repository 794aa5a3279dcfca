import type { Meant } from '@pingan/content/kinds/kind-rule';
import { ruleOf } from '@pingan/content/kinds/rules';
import type { LearningItem } from '@pingan/content/learning-rule';
import { TURNING_POINTS } from '@pingan/protocol/screen-messages';
import { BREATH_MS, type Cue } from '../lights/cue.ts';
import { quietHelpCue } from '../lights/cues.ts';
import { shownItem } from './learning-pass.ts';
import type { Play } from './play.ts';
import type { Activity, StationState } from './station-state.ts';

export interface LightRules {
  /** Brightness 0..1 of the five turning-point lamps while nobody plays. */
  ambient: number;
  /** Lamp that tells the officer that somebody asked for quiet help. */
  quietHelp?: string | undefined;
}

/** The turning point named at the end of an exhibit: lit, but no longer pressing. */
const GLOW = 0.6;
/** A turning point reached lights its lamp as fast as the screen moves. */
const REACHED_MS = 280;
/** The ceiling comes back to rest after a visit. */
const REST_MS = 1200;
/** How far the breath of the ceiling goes above and below its level. */
const BREATH = 1 / 3;
const NOTHING_MEANT: Meant = { lights: {}, level: 'full' };

/**
 * The cues one station shows. At rest the ceiling breathes; in an exhibit the lamps of the step are lit, the ceiling lamp of
 * its turning point comes up and the other four sink. Lamps a bus lacks may be named.
 */
export function stationCues(state: StationState, rules: LightRules): Cue[] {
  const { activity, worried } = state;
  const help = worried && rules.quietHelp !== undefined ? quietHelpCue(rules.quietHelp) : [];
  const meant = meantBy(activity);
  return [...(meant === null ? restCues(rules) : exhibitCues(meant, rules)), ...help];
}

function restCues({ ambient }: LightRules): Cue[] {
  const min = ambient * (1 - BREATH);
  const max = Math.min(1, ambient * (1 + BREATH));
  const on = { group: 'ceiling' };
  return [{ kind: 'breathe', layer: 'ambient', on, min, max, periodMs: BREATH_MS, glideMs: REST_MS }];
}

function exhibitCues({ lights, turningPoint, level }: Meant, { ambient }: LightRules): Cue[] {
  const reached = turningPoint === undefined ? [] : [turningPoint];
  const others = TURNING_POINTS.filter((lamp) => lamp !== turningPoint);
  return [
    ...others.map((lamp): Cue => fade(lamp, 'zone', ambient / 2)),
    ...Object.entries(lights)
      .filter(([lamp]) => lamp !== turningPoint)
      .map(([lamp, level]): Cue => ({ kind: 'steady', layer: 'exhibit', on: { lamp }, level })),
    ...reached.map((lamp): Cue => fade(lamp, 'exhibit', level === 'glow' ? GLOW : 1)),
  ];
}

function fade(lamp: string, layer: 'zone' | 'exhibit', to: number): Cue {
  return { kind: 'fade', layer, on: { lamp }, to, ms: REACHED_MS };
}

/** What is to be lit; null while nothing is played. */
function meantBy(activity: Activity): Meant | null {
  switch (activity.at) {
    case 'attract':
    case 'menu':
      return null;
    case 'later':
      return meantByItem(activity.item, activity.mistaken);
    case 'play':
      return meantByPlay(activity);
  }
}

function meantByPlay({ exhibit, part, state, pass }: Play): Meant {
  if (part === 'exhibit' || part === 'closing') return ruleOf(exhibit).lights(exhibit, state);
  const item = pass !== null && exhibit.kind === 'story' ? shownItem(exhibit, pass) : undefined;
  return item === undefined ? NOTHING_MEANT : meantByItem(item, pass?.mistaken ?? false);
}

/** A scam that somebody took for genuine shows its turning point; a genuine message has none. */
function meantByItem({ turningPoint }: LearningItem, mistaken: boolean): Meant {
  return mistaken ? { ...NOTHING_MEANT, turningPoint } : NOTHING_MEANT;
}
