import type { Exhibit } from '@pingan/content/pack';
import { beatOf, choiceOf, endingOf } from '@pingan/content/kinds/story-rule';
import type { TurningPoint } from '@pingan/content/texts';
import { TURNING_POINTS } from '@pingan/protocol/screen-messages';
import type { StationState } from './station.ts';

/** Desired levels 0..1 by lamp name. */
export type LampLevels = Record<string, number>;

export interface LightRules {
  /** Level of the five turning-point lamps while nobody plays. */
  ambient: number;
  /** Lamp that tells the officer that somebody asked for quiet help. */
  quietHelp?: string | undefined;
}

/** Ceiling lamps that are not meant step back so far, that the one that is meant stands out. */
const DIM = 0.03;
/** The turning point named at the end of a story: lit, but no longer pressing. */
const GLOW = 0.6;

/**
 * The levels one station wants. Every lamp that its exhibits ever light is named, at 0 where it is dark now, so
 * that no lamp stays lit by being forgotten. A bus may lack some of them.
 */
export function lightsOf(state: StationState, rules: LightRules): LampLevels {
  const levels = dark(state.offered);
  if (state.activity.at === 'attract') Object.assign(levels, ceiling(rules.ambient));
  else Object.assign(levels, dark([state.activity.exhibit]), storyLights(state.activity, rules));
  if (rules.quietHelp !== undefined)
    levels[rules.quietHelp] = state.worried ? 1 : (levels[rules.quietHelp] ?? 0);
  return levels;
}

/** Several stations share the ceiling: each lamp takes the highest level any of them wants. */
export function mergeLights(wanted: readonly LampLevels[]): LampLevels {
  const merged: LampLevels = {};
  for (const [lamp, level] of wanted.flatMap((levels) => Object.entries(levels))) {
    merged[lamp] = Math.max(merged[lamp] ?? 0, level);
  }
  return merged;
}

function storyLights(
  { exhibit, story }: Extract<StationState['activity'], { at: 'story' }>,
  { ambient }: LightRules,
): LampLevels {
  const others = ceiling(Math.min(DIM, ambient));
  switch (story.at) {
    case 'beat': {
      const beat = beatOf(exhibit, story.beat);
      return { ...others, ...beat?.lights, ...named(beat?.turningPoint, 1) };
    }
    case 'feedback': {
      const choice = choiceOf(exhibit, story.beat, story.choice);
      return {
        ...others,
        ...beatOf(exhibit, story.beat)?.lights,
        ...named(choice?.feedback.turningPoint, 1),
      };
    }
    case 'result': {
      const ending = endingOf(exhibit, story.ending);
      return { ...others, ...ending?.lights, ...named(ending?.turningPoint, GLOW) };
    }
  }
}

function named(turningPoint: TurningPoint | undefined, level: number): LampLevels {
  return turningPoint === undefined ? {} : { [turningPoint]: level };
}

function ceiling(level: number): LampLevels {
  return Object.fromEntries(TURNING_POINTS.map((lamp) => [lamp, level]));
}

function dark(exhibits: readonly Exhibit[]): LampLevels {
  const cues = exhibits.flatMap(({ beats, endings }) =>
    [...beats, ...endings].flatMap(({ lights }) => Object.keys(lights)),
  );
  return Object.fromEntries(cues.map((lamp) => [lamp, 0]));
}
