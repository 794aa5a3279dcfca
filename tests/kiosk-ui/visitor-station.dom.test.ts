import {
  type BridgeMessage,
  type ScreenMessage,
  type Step,
  USUAL_REACH,
} from '@pingan/protocol/screen-messages';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { VisitorStation } from '../../kiosk-ui/visitor/station.svelte.ts';
import { sampleBus } from './sample-bus.ts';
import { samplePack } from './sample-content.ts';

const attract: Step = { at: 'attract', exhibits: ['fake-police'] };
const hotel: Step = { at: 'beat', exhibit: 'fake-police', beat: 'hotel', length: 'full' };

function stepAt(
  step: Step,
  revision: number,
  more: Partial<Extract<BridgeMessage, { type: 'step' }>> = {},
): BridgeMessage {
  return {
    type: 'step',
    session: 'one',
    revision,
    language: 'zh',
    step,
    stillHere: null,
    reach: USUAL_REACH,
    audience: { is: 'one' },
    ...more,
  };
}

const welcome = (content = samplePack.version): BridgeMessage => ({
  type: 'welcome',
  v: 1,
  bus: sampleBus,
  station: 'telephone',
  content,
});

describe('a visitor station', () => {
  let sent: ScreenMessage[];
  let bridgeIsThere: boolean;
  let station: VisitorStation;
  const loadContent = vi.fn(async () => samplePack);

  beforeEach(() => {
    vi.useFakeTimers();
    loadContent.mockClear();
    sent = [];
    bridgeIsThere = true;
    station = new VisitorStation({
      send: (message) => {
        if (bridgeIsThere) sent.push(message);
        return bridgeIsThere;
      },
      loadContent,
      now: () => performance.now(),
    });
  });
  afterEach(() => {
    station.stop();
    vi.useRealTimers();
  });

  const begin = async (step: Step = hotel, revision = 3) => {
    station.receive(welcome());
    station.receive(stepAt(step, revision));
    await vi.advanceTimersByTimeAsync(1_000);
  };

  test('finds the texts of the step it is given', async () => {
    await begin();
    expect(station.view).toMatchObject({ at: 'beat', beat: { id: 'hotel' } });
  });

  test('ignores a step older than the one it shows', async () => {
    await begin();
    station.receive(stepAt(attract, 2));
    expect(station.step).toEqual(hotel);
  });

  test('takes whatever step a bridge sends after welcoming it again', async () => {
    await begin();
    station.receive(welcome());
    station.receive(stepAt(attract, 0, { session: 'two' }));
    expect(station.view.at).toBe('attract');
  });

  test('a touch carries the session and the revision of the step it was made on', async () => {
    await begin();
    station.press('go', { do: 'choose', choice: 'go' });
    expect(sent).toEqual([
      { type: 'touch', session: 'one', revision: 3, action: { do: 'choose', choice: 'go' } },
    ]);
  });

  test('a press shows at once and is over when its step comes', async () => {
    await begin();
    station.press('go', { do: 'choose', choice: 'go' });
    expect(station.pressed).toBe('go');
    station.receive(stepAt({ ...hotel, at: 'feedback', choice: 'go' }, 4));
    expect(station.pressed).toBeNull();
  });

  test('the second half of a double tap does nothing, not even on the step that has just come', async () => {
    await begin();
    station.press('go', { do: 'choose', choice: 'go' });
    station.receive(stepAt({ ...hotel, at: 'feedback', choice: 'go' }, 4));
    await vi.advanceTimersByTimeAsync(400);
    station.press('next', { do: 'next' });
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(700);
    station.press('next', { do: 'next' });
    expect(sent).toHaveLength(2);
  });

  test('while one choice waits for its step another cannot be pressed', async () => {
    await begin();
    station.press('go', { do: 'choose', choice: 'go' });
    await vi.advanceTimersByTimeAsync(800);
    station.press('hang-up', { do: 'choose', choice: 'hang-up' });
    expect(sent).toHaveLength(1);
  });

  test('a press no step answers lets go again', async () => {
    await begin();
    bridgeIsThere = false;
    station.press('go', { do: 'choose', choice: 'go' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(station.pressed).toBeNull();
  });

  test('changes language by itself and tells the bridge', async () => {
    await begin();
    station.speak('en');
    expect(station.language).toBe('en');
    expect(sent).toMatchObject([{ type: 'touch', action: { do: 'language', language: 'en' } }]);
  });

  test('reads fewer words to whoever asked for that, and tells the bridge', async () => {
    await begin();
    const text = samplePack.exhibits[0]!.invitation;
    expect(station.read(text)).toBe('电话响了，你接不接？');
    station.adapt({ easyRead: true });
    expect(station.read(text)).toBe('电话响了，接不接？');
    expect(sent).toMatchObject([{ type: 'touch', action: { do: 'reach', reach: { easyRead: true } } }]);
  });

  test('is back to normal for the next visitor, whatever the last one chose', async () => {
    await begin();
    station.adapt({ easyRead: true, lowReach: true, volume: 3, aloud: true });
    station.receive(stepAt(attract, 0, { session: 'two' }));
    expect(station.reach).toEqual(USUAL_REACH);
  });

  test('counts hands as fast as a presenter does, never below none, and shows them at once', async () => {
    await begin();
    station.receive(stepAt(hotel, 4, { audience: { is: 'class', hands: { go: 1 } } }));
    for (const more of [true, true, false]) {
      station.count('go', more);
      await vi.advanceTimersByTimeAsync(150);
    }
    expect(station.audience).toEqual({ is: 'class', hands: { go: 2 } });
    for (const _ of [1, 2, 3]) {
      station.count('go', false);
      await vi.advanceTimersByTimeAsync(150);
    }
    expect(station.audience).toEqual({ is: 'class', hands: { go: 0 } });
    expect(sent).toHaveLength(6);
    expect(sent[0]).toMatchObject({ action: { do: 'hands', choice: 'go', more: true } });
  });

  test('counts no hands where no class plays', async () => {
    await begin();
    station.count('go', true);
    expect(sent).toEqual([]);
  });

  test('the calm page tells the officer when it opens and when it closes', async () => {
    await begin();
    station.openCalm();
    expect(station.calm).toMatchObject({ isOpen: true, officerKnows: true });
    await vi.advanceTimersByTimeAsync(1_000);
    station.closeCalm();
    expect(sent).toEqual([
      { type: 'worried', on: true },
      { type: 'worried', on: false },
    ]);
  });

  test('the calm page opens without the bridge, and a bridge that is back hears of it', async () => {
    await begin();
    bridgeIsThere = false;
    station.bridgeLost();
    station.openCalm();
    expect(station.calm).toMatchObject({ isOpen: true, officerKnows: false });
    bridgeIsThere = true;
    station.receive(welcome());
    expect(sent).toEqual([{ type: 'worried', on: true }]);
    expect(station.calm.officerKnows).toBe(true);
  });

  test('a calm page that was closed while the bridge was away is taken back when it returns', async () => {
    await begin();
    station.openCalm();
    bridgeIsThere = false;
    await vi.advanceTimersByTimeAsync(1_000);
    station.closeCalm();
    bridgeIsThere = true;
    station.receive(welcome());
    expect(sent.at(-1)).toEqual({ type: 'worried', on: false });
  });

  test('an abandoned calm page asks, and closes so that the next visitor does not find it', async () => {
    await begin(attract);
    station.openCalm();
    await vi.advanceTimersByTimeAsync(121_000);
    expect(station.calm.stillHere.left).toBeGreaterThan(20);
    await vi.advanceTimersByTimeAsync(26_000);
    expect(station.calm.isOpen).toBe(false);
    expect(sent.at(-1)).toEqual({ type: 'worried', on: false });
  });

  test('counts the seconds down and any touch stays', async () => {
    await begin();
    station.receive(stepAt(hotel, 3, { stillHere: 25 }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(station.stillHere.left).toBe(20);
    station.stay();
    expect(station.stillHere.left).toBeNull();
    expect(sent).toMatchObject([{ action: { do: 'stay' } }]);
  });

  test('loads the content again only when the bridge holds another version', async () => {
    await begin();
    station.receive(welcome());
    expect(loadContent).toHaveBeenCalledTimes(1);
    station.receive(welcome('sample-2'));
    expect(loadContent).toHaveBeenCalledTimes(2);
  });

  test('keeps asking for the content until it comes', async () => {
    loadContent.mockRejectedValueOnce(new TypeError('fetch failed'));
    station.receive(welcome());
    station.receive(stepAt(attract, 0));
    await vi.advanceTimersByTimeAsync(100);
    expect(station.view.at).toBe('waiting');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(station.view.at).toBe('attract');
  });

  test('rests where no exhibit is offered', async () => {
    await begin({ at: 'attract', exhibits: [] });
    expect(station.view.at).toBe('resting');
  });

  test('waits where the content lacks the step', async () => {
    await begin({ at: 'beat', exhibit: 'fake-police', beat: 'gone', length: 'full' });
    expect(station.view.at).toBe('waiting');
  });
});
