import type { Language } from '@pingan/protocol/ids';
import type { Speakers } from './narrator.svelte.ts';

/** A file or a voice that has not begun after so many milliseconds is not there. */
const BEGINS_WITHIN = 3_000;

/** Settles once: with what it is told first, or with false when it has not begun in time; `end` runs however it ends. */
function settle(
  stop: AbortSignal,
  begin: (told: { began: () => void; over: (whole: boolean) => void }) => void,
  end: () => void,
): Promise<boolean> {
  return new Promise((done) => {
    const over = (whole: boolean) => {
      clearTimeout(late);
      stop.removeEventListener('abort', aborted);
      end();
      done(whole);
    };
    const aborted = () => over(false);
    const late = setTimeout(aborted, BEGINS_WITHIN);
    stop.addEventListener('abort', aborted);
    begin({ began: () => clearTimeout(late), over });
  });
}

function play(file: string, loudness: number, stop: AbortSignal): Promise<boolean> {
  const sound = new Audio(`/api/narration/${file}`);
  sound.volume = loudness;
  return settle(
    stop,
    ({ began, over }) => {
      sound.onplaying = began;
      sound.onended = () => over(true);
      sound.onerror = () => over(false);
      /* Whatever the reason (no such file, no such codec, no sound card), the voice is the way out. */
      sound.play().catch(() => over(false));
    },
    () => {
      sound.onplaying = sound.onended = sound.onerror = null;
      sound.pause();
      sound.removeAttribute('src');
    },
  );
}

function say(words: string, language: Language, loudness: number, stop: AbortSignal): Promise<boolean> {
  const synthesis = (globalThis as { speechSynthesis?: SpeechSynthesis }).speechSynthesis;
  const voice = synthesis?.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language));
  if (synthesis === undefined || voice === undefined) return Promise.resolve(false);
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.volume = loudness;
  utterance.rate = 0.9;
  return settle(
    stop,
    ({ began, over }) => {
      utterance.onstart = began;
      utterance.onend = () => over(true);
      utterance.onerror = () => over(false);
      synthesis.speak(utterance);
    },
    () => {
      utterance.onstart = utterance.onend = utterance.onerror = null;
      synthesis.cancel();
    },
  );
}

function wait(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const over = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', over);
      done();
    };
    const timer = setTimeout(over, ms);
    stop.addEventListener('abort', over);
  });
}

/** The sound files of the pack and the voices of this browser (Chromium on Linux has none). */
export const browserSpeakers: Speakers = { play, say, wait };
