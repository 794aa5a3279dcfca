import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BOARD_TIMING } from '@pingan/firmware-bridge/board/board-connection';
import { Heartbeat } from '@pingan/firmware-bridge/board/heartbeat';

function heartbeat() {
  const beat = vi.fn();
  const silent = vi.fn();
  return { beat, silent, heart: new Heartbeat({ everyMs: 500, allowed: 3, beat, onSilence: silent }) };
}

describe('heartbeat', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks for a sign of life every half second', () => {
    const { heart, beat } = heartbeat();
    heart.start();
    vi.advanceTimersByTime(2000);
    expect(beat).toHaveBeenCalledTimes(4);
    heart.stop();
  });

  it('reports silence once the allowed beats went unanswered', () => {
    const { heart, silent } = heartbeat();
    heart.start();
    heart.count();
    vi.advanceTimersByTime(1500);
    expect(silent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(500);
    expect(silent).toHaveBeenCalledWith(3);
    heart.stop();
  });

  it('finds a lost board, with the timing of the bus, after two missed beats', () => {
    const { heartbeatMs, unansweredBeats } = BOARD_TIMING;
    const silent = vi.fn();
    const beat = vi.fn();
    const heart = new Heartbeat({ everyMs: heartbeatMs, allowed: unansweredBeats, beat, onSilence: silent });
    heart.start();
    heart.count();
    vi.advanceTimersByTime(3 * heartbeatMs);
    expect(beat).toHaveBeenCalledTimes(2);
    expect(silent).toHaveBeenCalledTimes(1);
    heart.stop();
  });

  it('is content with any byte from the board', () => {
    const { heart, silent } = heartbeat();
    heart.start();
    heart.count();
    for (let n = 0; n < 20; n++) {
      vi.advanceTimersByTime(1000);
      heart.heard();
    }
    expect(silent).not.toHaveBeenCalled();
    heart.stop();
  });

  it('does not blame a board that is still booting', () => {
    const { heart, silent } = heartbeat();
    heart.start();
    vi.advanceTimersByTime(60_000);
    expect(silent).not.toHaveBeenCalled();
    heart.stop();
  });

  it('leaves no timer behind', () => {
    const { heart } = heartbeat();
    heart.start();
    heart.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
