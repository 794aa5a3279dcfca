import type { Language } from '@pingan/protocol/ids';
import type { Line } from './script.ts';

/** What a machine can say a text with. Each stops at once when `stop` is raised. */
export interface Speakers {
  /** Plays a narration file to its end; false where it is missing, broken or may not be played. */
  play(file: string, loudness: number, stop: AbortSignal): Promise<boolean>;
  /** Says it with the browser's own voice for that language; false where it has none. */
  say(words: string, language: Language, loudness: number, stop: AbortSignal): Promise<boolean>;
  /** Gives a reader that many milliseconds. */
  wait(ms: number, stop: AbortSignal): Promise<void>;
}

/** Loudness 0..1 of the three steps a visitor chooses from. */
export const LOUDNESS: Record<number, number> = { 1: 0.4, 2: 0.7, 3: 1 };

/** Reading aloud takes about so many milliseconds for a character of Chinese, and for one of English. */
const PACE: Record<Language, number> = { zh: 240, en: 70 };
const LEAST_PACE = 1_500;

/** Milliseconds in which a slow reader follows a marked text. */
export const readingTime = (words: string, language: Language): number =>
  Math.max(LEAST_PACE, words.length * PACE[language]);

/**
 * Reads a screen aloud, one text after the other: from the pack's file, else with the browser's voice, else silently, marking the
 * text at a reader's pace. There is never more than one voice.
 */
export class Narrator {
  /** The text that is being read, or null. */
  speaking = $state<string | null>(null);

  #speakers: Speakers;
  #stop: AbortController | null = null;

  constructor(speakers: Speakers) {
    this.#speakers = speakers;
  }

  /** Reads a screen from its beginning; whatever was being read ends. `volume` is 1, 2 or 3. */
  async read(script: readonly Line[], language: Language, volume: number): Promise<void> {
    this.stop();
    const stop = new AbortController();
    this.#stop = stop;
    for (const line of script) {
      this.speaking = line.words;
      await this.#readOne(line, language, LOUDNESS[volume] ?? LOUDNESS[2]!, stop.signal);
      if (stop.signal.aborted) return;
    }
    this.speaking = null;
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
    this.speaking = null;
  }

  async #readOne(
    { words, file }: Line,
    language: Language,
    loudness: number,
    stop: AbortSignal,
  ): Promise<void> {
    if (file !== null && (await this.#speakers.play(file, loudness, stop))) return;
    if (stop.aborted) return;
    if (await this.#speakers.say(words, language, loudness, stop)) return;
    if (!stop.aborted) await this.#speakers.wait(readingTime(words, language), stop);
  }
}
