/** Who is heard first, from last to first. The highest layer that says something about a lamp has that lamp. */
export const LAYERS = ['ambient', 'zone', 'exhibit', 'alarm', 'safety'] as const;
export type Layer = (typeof LAYERS)[number];

/** One lamp by its name in the profile, or a named group of them (see `groupsOf`). */
export type Target = { lamp: string } | { group: string };

/** What a cue makes its lamps do. Levels are perceptual brightness 0..1, times are milliseconds. */
export type CueShape =
  | { kind: 'steady'; level: number }
  /** Eases from what the lamp shows when the cue starts to `to`, and stays there. */
  | { kind: 'fade'; to: number; ms: number }
  /** Rises and falls between `min` and `max`. All that breathe at one period do it together, whenever they began. */
  | { kind: 'breathe'; min: number; max: number; periodMs?: number }
  /** Swells from what lies below to `level` and back, `times` times of `ms` each; then says nothing any more. */
  | { kind: 'pulse'; level: number; ms: number; times: number }
  /** One lamp of the group after the other, round and round; the others are dark. */
  | { kind: 'chase'; level: number; stepMs: number }
  /** On and off, `hz` times a second; begins lit. All alarms of one rate flash together. */
  | { kind: 'alarm'; level: number; hz: number };

export type Cue = CueShape & {
  layer: Layer;
  on: Target;
  /** Milliseconds between being shown and starting; 0 where it is left out. */
  after?: number;
  /** Milliseconds from its start until it says nothing any more; without it, until it is replaced or cleared. */
  lasts?: number;
  /** Milliseconds in which its lamps ease into it from what they show when it starts. */
  glideMs?: number;
};

/** A slow breath, as the lamps and the attract screens take it. */
export const BREATH_MS = 6000;

/**
 * The shortest flash by construction: 2.5 a second. Below the three a second of WCAG 2.3.1 by a margin, so that a frame
 * that comes late never crowds a fourth one into a second.
 */
export const SHORTEST_FLASH_MS = 400;
