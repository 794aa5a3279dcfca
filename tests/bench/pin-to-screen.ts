import { createRequire } from 'node:module';
import { join } from 'node:path';
import {
  startVirtualBoard,
  type VirtualBoard,
} from '@pingan/firmware-bridge/board/virtual-board/virtual-board';
import { journeyFolder, pause, startBus } from '../journeys/halves.ts';
import { firstCode, signedIn } from '../journeys/officer.ts';
import { Screen } from '../journeys/screen.ts';
import { sharedClock } from './bare-johnny-five.ts';
import { benchProfile } from './bench-profile.ts';
import { against, type Figure, reported, summary } from './figures.ts';

const SAMPLES = 100;
const WARM_UP = 10;
const BUTTON = 7;

/**
 * A big button pressed → the step message at the screen, debounced and decided on the way, beside the event of
 * johnny-five's own Button (which debounces 7 ms): each on an emulated Uno of its own, one sample of each in turn.
 */
export async function pinToScreen(): Promise<Figure[]> {
  const folder = journeyFolder();
  const ours = await startVirtualBoard({ pty: true });
  const bare = await startVirtualBoard({ pty: true });
  const profile = folder.write(
    'bench.yaml',
    benchProfile(
      ours.path,
      `
buttons:
  scam: { means: scam, name: { zh: 骗局, en: scam }, station: telephone, contact: { board: main, pin: ${BUTTON} } }
`,
    ),
  );
  const data = join(folder.path, 'bus');
  const code = firstCode(data);
  const bus = await startBus({ profile, data });
  try {
    const visitor = await Screen.open(bus.address('Kiosk'), 'visitor');
    const officer = await signedIn(bus.address('Kiosk'), code);
    const pressed = await bareButton(bare.path);
    await officer.wait('status', ({ status }) => status.board.state === 'ready');
    const screens: number[] = [];
    const buttons: number[] = [];
    for (let n = 0; n < SAMPLES + WARM_UP; n++) {
      const screen = await timeScreen(ours, visitor);
      const button = await timeButton(bare, pressed);
      if (n >= WARM_UP) {
        screens.push(screen);
        buttons.push(button);
      }
    }
    const [a, b] = [summary(screens), summary(buttons)];
    return [
      against(
        'button pin → step at the screen, median (floor: johnny-five Button event)',
        'ms',
        a.median,
        b.median,
      ),
      reported('button pin → step at the screen, p99', 'ms', a.p99),
      reported('johnny-five Button event, p99', 'ms', b.p99),
    ];
  } finally {
    await bus.kill('SIGKILL');
    await Promise.all([ours.close(), bare.close()]);
    folder.remove();
  }
}

/** johnny-five as its handbook shows it; resolves with a function that waits for the next press. */
async function bareButton(path: string): Promise<() => Promise<void>> {
  const bridge = createRequire(import.meta.resolve('@pingan/firmware-bridge/package.json'));
  const { SerialPort } = bridge('serialport') as typeof import('serialport');
  const { Firmata } = bridge('firmata-io') as { Firmata: new (port: unknown) => object };
  const five = bridge('johnny-five') as typeof import('johnny-five');
  const options = {
    io: new Firmata(new SerialPort({ path, baudRate: 57_600 })),
    repl: false,
    debug: false,
    sigint: false,
  };
  const board = new five.Board(options);
  await new Promise<void>((ready) => board.on('ready', () => ready()));
  const button = new five.Button({ pin: BUTTON, isPullup: true, board });
  let heard: () => void = () => undefined;
  button.on('down', () => heard());
  return () => new Promise((resolve) => (heard = resolve));
}

async function timeScreen(board: VirtualBoard, visitor: Screen): Promise<number> {
  // A session begun by touch, where a press acts at once: in a group it would open a vote whose seconds are steps too.
  if (visitor.latest('step')?.step.at === 'attract')
    await visitor.touch({ do: 'start', exhibit: 'fake-police' });
  const step = visitor.next('step');
  const at = sharedClock();
  board.setInput(BUTTON, false);
  await step;
  const took = sharedClock() - at;
  await release(board);
  return took;
}

async function timeButton(board: VirtualBoard, pressed: () => Promise<void>): Promise<number> {
  const event = pressed();
  const at = sharedClock();
  board.setInput(BUTTON, false);
  await event;
  const took = sharedClock() - at;
  await release(board);
  return took;
}

/** Slow enough not to be taken for a contact that flickers. */
async function release(board: VirtualBoard): Promise<void> {
  board.setInput(BUTTON, true);
  await pause(110);
}
