import type { ScreenMessage } from '@pingan/protocol/screen-messages';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerChime } from '../../kiosk-ui/visitor/chime/chime.ts';
import { ring, type Sounder } from '../../kiosk-ui/visitor/chime/two-tones.ts';

interface Struck {
  hertz: number;
  from: number;
  to: number;
  loudest: number;
}

/** A sound device as a browser gives it: running, or waiting for a touch that does not come. */
function soundDevice(state: 'running' | 'suspended', resumes: Promise<void>, runsThen = false) {
  const struck: Struck[] = [];
  const device = {
    state: state as AudioContextState,
    currentTime: 12,
    destination: {},
    isClosed: false,
    resume: () => resumes.then(() => void (runsThen && (device.state = 'running'))),
    close: () => Promise.resolve(void (device.isClosed = true)),
    createGain: () => {
      const tone: Struck = { hertz: 0, from: 0, to: 0, loudest: 0 };
      struck.push(tone);
      return {
        gain: {
          setValueAtTime: () => undefined,
          linearRampToValueAtTime: (level: number) => void (tone.loudest = level),
          exponentialRampToValueAtTime: () => undefined,
        },
        connect: () => undefined,
      };
    },
    createOscillator: () => {
      const tone = struck.at(-1)!;
      const oscillator = {
        frequency: {
          set value(hertz: number) {
            tone.hertz = hertz;
          },
        },
        connect: () => undefined,
        start: (from: number) => void (tone.from = from),
        stop: (to: number) => void (tone.to = to),
        onended: null as (() => void) | null,
      };
      last = oscillator;
      return oscillator;
    },
  };
  let last: { onended: (() => void) | null } | undefined;
  return { device, struck, end: () => last?.onended?.(), open: () => device as unknown as Sounder };
}

const never = new Promise<void>(() => undefined);
const now = Promise.resolve();

describe('the two tones', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('are struck one after the other on a device that runs, the lower last, and the device is let go', async () => {
    const { device, struck, end, open } = soundDevice('running', now);
    expect(await ring(2, open)).toBe('played');
    const [first, second] = struck;
    expect(struck).toHaveLength(2);
    expect(first!.from).toBe(12);
    expect(second!.from).toBeGreaterThan(first!.from);
    expect(second!.from).toBeLessThan(first!.to);
    expect(second!.hertz).toBeLessThan(first!.hertz);
    expect(device.isClosed).toBe(false);
    end();
    expect(device.isClosed).toBe(true);
  });

  test('are as loud as the officer has set, and soft even at the strongest', async () => {
    const loudest: number[] = [];
    for (const volume of [1, 2, 3]) {
      const { struck, open } = soundDevice('running', now);
      await ring(volume, open);
      loudest.push(struck[0]!.loudest);
    }
    expect([...loudest].sort((a, b) => a - b)).toEqual(loudest);
    expect(new Set(loudest).size).toBe(3);
    expect(loudest[2]).toBeLessThanOrEqual(0.5);
  });

  test('sound on a device that only had to be woken', async () => {
    const { struck, open } = soundDevice('suspended', now, true);
    expect(await ring(2, open)).toBe('played');
    expect(struck).toHaveLength(2);
  });

  test.each([
    ['waits for a touch', () => never],
    ['says no', () => Promise.reject(new Error('not allowed'))],
    ['wakes and is silent', () => now],
  ])('are locked where the browser %s, and do not sound later', async (_, resumes) => {
    const { device, struck, open } = soundDevice('suspended', resumes());
    const rung = ring(2, open);
    await vi.runAllTimersAsync();
    expect(await rung).toBe('locked');
    expect(struck).toEqual([]);
    expect(device.isClosed).toBe(true);
  });

  test('have failed where there is no sound at all', async () => {
    expect(
      await ring(2, () => {
        throw new Error('no sound card');
      }),
    ).toBe('failed');
  });
});

describe('what a screen answers', () => {
  const answered = async (load: Parameters<typeof answerChime>[2]): Promise<ScreenMessage[]> => {
    const sent: ScreenMessage[] = [];
    await answerChime({ chime: 7, volume: 3 }, (message) => sent.push(message) > 0, load);
    return sent;
  };

  test.each(['played', 'locked', 'failed'] as const)(
    'is how the chime it was asked for went: %s',
    async (how) => {
      const ring = vi.fn(() => Promise.resolve(how));
      expect(await answered(() => Promise.resolve(ring))).toEqual([{ type: 'chimed', chime: 7, how }]);
      expect(ring).toHaveBeenCalledWith(3);
    },
  );

  test('is that it failed where the tones could not be fetched, or broke', async () => {
    const failed = [{ type: 'chimed', chime: 7, how: 'failed' }];
    expect(await answered(() => Promise.reject(new Error('gone')))).toEqual(failed);
    expect(await answered(() => Promise.resolve(() => Promise.reject(new Error('broken'))))).toEqual(failed);
  });
});
