import { LOUDNESS } from '../narration/narrator.svelte.ts';

/** How a chime went. `locked`: the browser wants a touch before it makes a sound. */
export type Chimed = 'played' | 'locked' | 'failed';

/** What makes a sound in a browser, as far as a chime needs it. */
export interface Sounder {
  readonly state: AudioContextState;
  readonly currentTime: number;
  readonly destination: AudioNode;
  resume(): Promise<void>;
  close(): Promise<void>;
  createGain(): GainNode;
  createOscillator(): OscillatorNode;
}

/** A bell of the village school: first the fifth, then the note below it, in Hz. */
const TONES = [
  { hertz: 783.99, begins: 0 },
  { hertz: 523.25, begins: 0.32 },
];
/** Seconds in which a tone comes and dies away. */
const RISE = 0.02;
const LASTS = 0.9;
/** Of full loudness at the strongest step: a chime is soft even then. */
const SOFT = 0.5;
/** A browser that has not begun to sound after so many milliseconds waits for a touch. */
const BEGINS_WITHIN = 1_000;

/**
 * Plays two soft tones. `volume` is 1, 2 or 3, as for narration. Says `played` only once they are scheduled on a device that runs,
 * and leaves nothing behind that a later touch would let sound.
 */
export async function ring(volume: number, open: () => Sounder = () => new AudioContext()): Promise<Chimed> {
  let sounder: Sounder;
  try {
    sounder = open();
  } catch {
    /* Whatever the reason (no sound card, no such thing in this browser), the officer hears that there was none. */
    return 'failed';
  }
  const runs = sounder.state === 'running' || (await hasBegun(sounder));
  if (!runs) {
    void sounder.close();
    return 'locked';
  }
  const last = TONES.map((tone) => strike(sounder, tone, (LOUDNESS[volume] ?? LOUDNESS[2]!) * SOFT)).at(-1)!;
  last.onended = () => void sounder.close();
  return 'played';
}

/** A browser that waits for a touch lets `resume` wait as well. */
async function hasBegun(sounder: Sounder): Promise<boolean> {
  let late: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<void>((done) => (late = setTimeout(done, BEGINS_WITHIN)));
  await Promise.race([sounder.resume().catch(() => undefined), tooLate]);
  clearTimeout(late);
  return sounder.state === 'running';
}

function strike(
  sounder: Sounder,
  { hertz, begins }: (typeof TONES)[number],
  loudness: number,
): OscillatorNode {
  const from = sounder.currentTime + begins;
  const level = sounder.createGain();
  level.gain.setValueAtTime(0, from);
  level.gain.linearRampToValueAtTime(loudness, from + RISE);
  level.gain.exponentialRampToValueAtTime(0.001, from + LASTS);
  level.connect(sounder.destination);
  const tone = sounder.createOscillator();
  tone.frequency.value = hertz;
  tone.connect(level);
  tone.start(from);
  tone.stop(from + LASTS);
  return tone;
}
