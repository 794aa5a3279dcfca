import { USUAL_REACH } from '@pingan/protocol/screen-messages';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  LOUDNESS,
  Narrator,
  readingTime,
  type Speakers,
} from '../../kiosk-ui/visitor/narration/narrator.svelte.ts';
import { calmScript, scriptOf } from '../../kiosk-ui/visitor/narration/script.ts';
import { findWords } from '../../kiosk-ui/visitor/narration/spoken-mark.ts';
import { viewOf } from '../../kiosk-ui/visitor/view.ts';
import { words } from '../../kiosk-ui/visitor/words.ts';
import { samplePack } from './sample-content.ts';

const line = (text: string, file: string | null = null) => ({ words: text, file });

/** Files and voices that take a second each, and say what they did. */
class FakeSpeakers implements Speakers {
  readonly did: string[] = [];
  speakingNow = 0;
  most = 0;
  files = new Set<string>();
  voices = new Set<string>(['zh']);

  play(file: string, loudness: number, stop: AbortSignal): Promise<boolean> {
    if (!this.files.has(file)) return Promise.resolve(false);
    return this.#take(`play ${file} at ${loudness}`, 1_000, stop);
  }
  say(text: string, language: string, loudness: number, stop: AbortSignal): Promise<boolean> {
    if (!this.voices.has(language)) return Promise.resolve(false);
    return this.#take(`say ${text} at ${loudness}`, 1_000, stop);
  }
  async wait(ms: number, stop: AbortSignal): Promise<void> {
    await this.#take(`show for ${ms}`, ms, stop);
  }

  #take(what: string, ms: number, stop: AbortSignal): Promise<boolean> {
    this.did.push(what);
    this.most = Math.max(this.most, (this.speakingNow += 1));
    return new Promise((done) => {
      const over = (whole: boolean) => {
        clearTimeout(timer);
        stop.removeEventListener('abort', aborted);
        this.speakingNow -= 1;
        done(whole);
      };
      const aborted = () => over(false);
      const timer = setTimeout(() => over(true), ms);
      stop.addEventListener('abort', aborted);
    });
  }
}

describe('reading a screen aloud', () => {
  let speakers: FakeSpeakers;
  let narrator: Narrator;

  beforeEach(() => {
    vi.useFakeTimers();
    speakers = new FakeSpeakers();
    narrator = new Narrator(speakers);
  });
  afterEach(() => {
    narrator.stop();
    vi.useRealTimers();
  });

  test('plays the file of the pack, and says with the browser’s voice what has none', async () => {
    speakers.files.add('hotel-zh.mp3');
    void narrator.read([line('一', 'hotel-zh.mp3'), line('二')], 'zh', 2);
    await vi.advanceTimersByTimeAsync(2_500);
    expect(speakers.did).toEqual(['play hotel-zh.mp3 at 0.7', 'say 二 at 0.7']);
    expect(narrator.speaking).toBeNull();
  });

  test('a file that is missing or broken falls back to the voice', async () => {
    void narrator.read([line('一', 'gone.mp3')], 'zh', 2);
    await vi.advanceTimersByTimeAsync(100);
    expect(speakers.did).toEqual(['say 一 at 0.7']);
  });

  test('without file and voice the text is marked at a reader’s pace', async () => {
    speakers.voices.clear();
    void narrator.read([line('请先挂断电话，再打一一零'), line('二')], 'zh', 2);
    await vi.advanceTimersByTimeAsync(100);
    expect(narrator.speaking).toBe('请先挂断电话，再打一一零');
    await vi.advanceTimersByTimeAsync(readingTime('请先挂断电话，再打一一零', 'zh'));
    expect(narrator.speaking).toBe('二');
  });

  test('stops at once, and says nothing of what was to follow', async () => {
    void narrator.read([line('一'), line('二')], 'zh', 2);
    await vi.advanceTimersByTimeAsync(100);
    narrator.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(speakers).toMatchObject({ did: ['say 一 at 0.7'], speakingNow: 0 });
    expect(narrator.speaking).toBeNull();
  });

  test('a new screen takes the word from the one before: never two voices', async () => {
    for (const text of ['一', '二', '三']) {
      void narrator.read([line(text), line(`${text}再`)], 'zh', 2);
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(speakers.most).toBe(1);
    expect(narrator.speaking).toBe('三');
  });

  test('is softer, usual or louder by the visitor’s choice, and usual by default', async () => {
    for (const volume of [1, 2, 3]) {
      void narrator.read([line('一')], 'zh', volume);
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(speakers.did).toEqual(['say 一 at 0.4', 'say 一 at 0.7', 'say 一 at 1']);
    expect(LOUDNESS[USUAL_REACH.volume]).toBe(0.7);
  });
});

describe('what is read aloud', () => {
  const read = (step: Parameters<typeof viewOf>[0], language: 'zh' | 'en' = 'zh', easyRead = false) =>
    scriptOf(viewOf(step, samplePack), { language, easyRead, says: words[language] }).map(
      (said) => said.words,
    );

  test('a beat and its choices, as its kind’s rule tells them, in the language and words of the visitor', () => {
    const step = { at: 'beat', exhibit: 'fake-police', beat: 'account', length: 'full' } as const;
    expect(read(step)).toEqual([
      '“把钱先转到安全账户，查清楚就还给你。”',
      '转过去，早点查清楚',
      '挂断，自己打 110 问',
    ]);
    expect(read(step, 'en', true)[0]).toBe('“Move your money.”');
  });

  test('a screen of every kind has something to read', () => {
    const steps = [
      { at: 'attract', exhibits: ['messages'] },
      { at: 'menu', exhibits: ['messages', 'house'] },
      { at: 'item', exhibit: 'fake-police', phase: 'before', item: 'power-cut', index: 0, count: 2 },
      { at: 'item-feedback', exhibit: 'fake-police', phase: 'after', item: 'power-debt' },
      { at: 'sort', exhibit: 'messages', order: ['clinic', 'subsidy'], said: [] },
      { at: 'shelf', exhibit: 'shelf', seen: [] },
      { at: 'house', exhibit: 'house', bought: [] },
      { at: 'question', exhibit: 'voice', answers: [] },
      { at: 'alarm-result', exhibit: 'live-alarm', timeline: [], sounded: true },
    ] as const;
    for (const step of steps) {
      for (const language of ['zh', 'en'] as const)
        expect(
          read(step as unknown as Parameters<typeof viewOf>[0], language).length,
          step.at,
        ).toBeGreaterThan(0);
    }
  });

  test('the file is the one of the text that is read, easy or full, in the language that is read', () => {
    const narrated = {
      ...samplePack.exhibits[0]!.invitation,
      narration: { zh: 'ring-zh.mp3' },
      easy: { zh: '接不接？', en: 'Answer?', narration: { en: 'ring-easy-en.mp3' } },
    };
    const pack = { ...samplePack, exhibits: [{ ...samplePack.exhibits[0]!, invitation: narrated }] };
    const view = viewOf({ at: 'attract', exhibits: ['fake-police'] }, pack);
    const file = (language: 'zh' | 'en', easyRead: boolean) =>
      scriptOf(view, { language, easyRead, says: words[language] })[0]!.file;
    expect([file('zh', false), file('en', false), file('zh', true), file('en', true)]).toEqual([
      'ring-zh.mp3',
      null,
      null,
      'ring-easy-en.mp3',
    ]);
  });

  test('the calm page is read to its end: whether the officer knows', () => {
    expect(calmScript(words.zh, true).at(-1)!.words).toBe(words.zh.calm.told);
    expect(calmScript(words.zh, false).at(-1)!.words).toBe(words.zh.calm.untold);
  });
});

describe('the mark on what is being read', () => {
  const page = document.createElement('div');

  test('finds a text where it stands, also where a number in it stands out', () => {
    page.innerHTML = '<h1>先停一下</h1><p>马上打 <strong>110</strong> 报警</p>';
    expect(findWords(page, '马上打 110 报警')?.toString()).toBe('马上打 110 报警');
    expect(findWords(page, '先停一下')?.toString()).toBe('先停一下');
  });

  test('finds nothing that the page does not show', () => {
    expect(findWords(page, '别的话')).toBeNull();
    expect(findWords(page, '')).toBeNull();
  });
});
