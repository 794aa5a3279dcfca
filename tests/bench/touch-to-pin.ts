import { join } from 'node:path';
import {
  startVirtualBoard,
  type VirtualBoard,
} from '@pingan/firmware-bridge/board/virtual-board/virtual-board';
import { journeyFolder, pause, startBus } from '../journeys/halves.ts';
import { firstCode, signedIn } from '../journeys/officer.ts';
import { Screen } from '../journeys/screen.ts';
import { openBareLed, sharedClock, timeToPin } from './bare-johnny-five.ts';
import { against, type Figure, reported, summary } from './figures.ts';
import { benchProfile } from './bench-profile.ts';

const SAMPLES = 120;
const LAMP = 12;
/** Between samples: a lamp that turned on may not turn back within 167 ms, or it would flash more than three times a second. */
const BREATH_MS = 90;

/**
 * WebSocket frame in → pin changed, beside bare johnny-five `led.on()`: each on an emulated Uno of its own behind a
 * pseudo-terminal, one sample of each in turn. Times are of the system's monotonic clock.
 */
export async function touchToPin(): Promise<Figure[]> {
  const folder = journeyFolder();
  const ours = await startVirtualBoard({ pty: true });
  const bare = await startVirtualBoard({ pty: true });
  const profile = folder.write('bench.yaml', benchProfile(ours.path));
  const data = join(folder.path, 'bus');
  const code = firstCode(data);
  const bus = await startBus({ profile, data });
  const floor = await openBareLed(bare.path, LAMP);
  try {
    const visitor = await Screen.open(bus.address('Kiosk'), 'visitor');
    const officer = await signedIn(bus.address('Kiosk'), code);
    await officer.wait('status', ({ status }) => status.board.state === 'ready');
    // In the short length no messages are asked before the story, whose first beat lights the lamp.
    officer.send({ type: 'officer', command: { do: 'queue', queue: 'long' } });
    await officer.wait('status', ({ status }) => status.length === 'short');
    await visitor.wait('step', () => true);
    const touches: number[] = [];
    const calls: number[] = [];
    for (let i = 0; i < SAMPLES + 20; i++) {
      const touch = await timeTouch(ours, visitor, i % 2 === 0);
      await pause(BREATH_MS);
      const call = await timeToPin(bare, LAMP, i % 2 === 0, () => floor.set(i % 2 === 0));
      await pause(BREATH_MS);
      if (i >= 20) {
        touches.push(touch);
        calls.push(call);
      }
    }
    const [a, b] = [summary(touches), summary(calls)];
    return [
      against('touch → pin, median (floor: bare johnny-five led.on())', 'ms', a.median, b.median),
      reported('touch → pin, p99', 'ms', a.p99),
      reported('bare led.on() → pin, p99', 'ms', b.p99),
      reported('emulated time lost to a busy machine', 'ms', ours.slipMs + bare.slipMs),
    ];
  } finally {
    await bus.kill('SIGKILL');
    await floor.close();
    await Promise.all([ours.close(), bare.close()]);
    folder.remove();
  }
}

/** The lamp of the station comes on with the first beat and goes off when the visitor leaves. */
async function timeTouch(board: VirtualBoard, visitor: Screen, on: boolean): Promise<number> {
  const { session, revision } = visitor.latest('step')!;
  const action = on ? ({ do: 'start', exhibit: 'fake-police' } as const) : ({ do: 'leave' } as const);
  const took = await timeToPin(board, LAMP, on, () => {
    visitor.send({ type: 'touch', session, revision, action });
    // Loopback: when the write has returned, the frame is in the bus's socket.
    return sharedClock();
  });
  await visitor.wait('step', (step) => step.session !== session || step.revision > revision);
  return took;
}
