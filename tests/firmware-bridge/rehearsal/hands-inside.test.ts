import { HandsInside } from '@pingan/firmware-bridge/rehearsal/hands-inside';
import { describe, expect, it } from 'vitest';
import { KeptLog } from '../kiosk-server/kept-log.ts';
import { viewOf } from './small-day.ts';

function inside() {
  const did: string[] = [];
  const log = new KeptLog();
  const hands = new HandsInside({
    controls: {
      setBeam: (door, beam, broken) => void did.push(`${door} ${beam} ${broken}`),
      setInput: (input, active) => void did.push(`${input} ${active}`),
      plug: async (plugged, board) => {
        if (board === 'gone') throw new RangeError('there is no board "gone" in this profile');
        did.push(`${board} ${plugged}`);
      },
    },
    boards: {
      boards: [
        { name: 'main', state: 'ready' },
        { name: 'shelf', state: 'starting' },
      ],
    },
    stationView: () => viewOf(3),
    touch: (station, { action }) => void did.push(`${station} ${action.do}`),
    log,
  });
  return { hands, did, log };
}

describe('hands inside the bus', () => {
  it('see what the screens are shown, when they are, until nobody looks', () => {
    const { hands } = inside();
    const heard: string[] = [];
    const stop = hands.onShown((station) => heard.push(station));
    hands.stepShown('locks');
    stop();
    hands.stepShown('telephone');
    expect(heard).toEqual(['locks']);
    expect(hands.shown('locks').revision).toBe(3);
  });

  it('touch, move and pull, and know which boards are heard', () => {
    const { hands, did } = inside();
    hands.touch('locks', { session: 'a', revision: 3, action: { do: 'next' } });
    hands.beam('front', 'outer', true);
    hands.input('thing/lock-01', false);
    hands.cable('shelf', false);
    expect(did).toEqual(['locks next', 'front outer true', 'thing/lock-01 false', 'shelf false']);
    expect(['main', 'shelf', 'none'].map((board) => hands.works(board))).toEqual([true, false, false]);
  });

  it('tell the log of a cable that did not move, and nobody else', async () => {
    const { hands, log } = inside();
    hands.cable('gone', false);
    await Promise.resolve();
    await Promise.resolve();
    expect(JSON.stringify(log)).toContain('a cable did not move');
  });
});
