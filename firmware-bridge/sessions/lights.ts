import { beatOf, choiceOf, endingOf } from '@pingan/content/kinds/story-rule';
import type { TurningPoint } from '@pingan/content/texts';
import { TURNING_POINTS } from '@pingan/protocol/screen-messages';
import { BREATH_MS, type Cue } from '../lights/cue.ts';
import { quietHelpCue } from '../lights/cues.ts';
import type { StationState } from './station.ts';

export interface LightRules {
  /** Brightness 0..1 of the five turning-point lamps while nobody plays. */
  ambient: number;
  /** Lamp that tells the officer that somebody asked for quiet help. */
  quietHelp?: string | undefined;
}

/** The turning point named at the end of a story: lit, but no longer pressing. */
const GLOW = 0.6;
/** A turning point reached lights its lamp as fast as the screen moves. */
const REACHED_MS = 280;
/** The ceiling comes back to rest after a visit. */
const REST_MS = 1200;
/** How far the breath of the ceiling goes above and below its level. */
const BREATH = 1 / 3;

/**
 * The cues one station shows. At rest the ceiling breathes; in a story the lamps of the step are lit, the ceiling lamp of
 * its turning point comes up and the other four sink. Lamps a bus lacks may be named.
 */
export function stationCues(state: StationState, rules: LightRules): Cue[] {
  const { activity, worried } = state;
  const help = worried && rules.quietHelp !== undefined ? quietHelpCue(rules.quietHelp) : [];
  return [...(activity.at === 'attract' ? restCues(rules) : storyCues(meantBy(activity), rules)), ...help];
}

function restCues({ ambient }: LightRules): Cue[] {
  const min = ambient * (1 - BREATH);
  const max = Math.min(1, ambient * (1 + BREATH));
  const on = { group: 'ceiling' };
  return [{ kind: 'breathe', layer: 'ambient', on, min, max, periodMs: BREATH_MS, glideMs: REST_MS }];
}

function storyCues({ lights, turningPoint, level }: Meant, { ambient }: LightRules): Cue[] {
  const reached = turningPoint === undefined ? [] : [turningPoint];
  const others = TURNING_POINTS.filter((lamp) => lamp !== turningPoint);
  return [
    ...others.map((lamp): Cue => fade(lamp, 'zone', ambient / 2)),
    ...Object.entries(lights)
      .filter(([lamp]) => lamp !== turningPoint)
      .map(([lamp, level]): Cue => ({ kind: 'steady', layer: 'exhibit', on: { lamp }, level })),
    ...reached.map((lamp): Cue => fade(lamp, 'exhibit', level)),
  ];
}

function fade(lamp: string, layer: 'zone' | 'exhibit', to: number): Cue {
  return { kind: 'fade', layer, on: { lamp }, to, ms: REACHED_MS };
}

/** What a step of a story means to light. */
interface Meant {
  /** Brightness 0..1 by lamp. */
  lights: Record<string, number>;
  turningPoint?: TurningPoint | undefined;
  /** Level of the ceiling lamp of the turning point. */
  level: number;
}

function meantBy({ exhibit, story }: Extract<StationState['activity'], { at: 'story' }>): Meant {
  switch (story.at) {
    case 'beat': {
      const beat = beatOf(exhibit, story.beat);
      return { lights: beat?.lights ?? {}, turningPoint: beat?.turningPoint, level: 1 };
    }
    case 'feedback': {
      const { turningPoint } = choiceOf(exhibit, story.beat, story.choice)?.feedback ?? {};
      return { lights: beatOf(exhibit, story.beat)?.lights ?? {}, turningPoint, level: 1 };
    }
    case 'result': {
      const ending = endingOf(exhibit, story.ending);
      return { lights: ending?.lights ?? {}, turningPoint: ending?.turningPoint, level: GLOW };
    }
  }
}
