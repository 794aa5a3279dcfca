import { pathToFileURL } from 'node:url';
import { BoardLink } from '@pingan/firmware-bridge/board/board-link';
import { wiringOf } from '@pingan/firmware-bridge/board/board-wiring';
import { serialLine } from '@pingan/firmware-bridge/board/serial-line';
import { virtualBinding } from '@pingan/firmware-bridge/board/virtual-board/virtual-binding';
import {
  startVirtualBoard,
  type VirtualBoard,
} from '@pingan/firmware-bridge/board/virtual-board/virtual-board';
import { against, type Figure, reported, summary, table } from './figures.ts';
import {
  benchBus,
  BUTTON,
  CHIPS,
  type Driver,
  FADE_HZ,
  fadeLevels,
  FADING,
  FADING_LAMPS,
  log,
  now,
  openBare,
  openOurs,
  pause,
  TOUCHED,
} from './lamp-drivers.ts';
import { readyLink, unplugCycles } from './unplug-cycles.ts';

const WIRE_BYTES_PER_SECOND = 5_760;
/** Two controllers full of lamps in neighbouring channels, written in the longest blocks that the firmware takes. */
const LEAST_BYTES_PER_FRAME = 274;
const SAMPLES = 150;
const WARM_UP = 10;
const LATEST_MS = 5_000;
const hrtimeMs = () => Number(process.hrtime.bigint()) / 1e6;

/** Milliseconds from the call to the channel of the touched lamp, on the clock both threads share. */
function timeTouch({ board, touch }: Driver, on: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const end = board.onChannel(TOUCHED.address, ({ channel, level, at }) => {
      if (channel !== 0 || level > 0 !== on) return;
      clearTimeout(guard);
      end();
      resolve(at - calledAt);
    });
    const guard = setTimeout(() => {
      end();
      reject(new Error(`the touched lamp was not ${on ? 'on' : 'off'} ${LATEST_MS} ms after the call`));
    }, LATEST_MS);
    const calledAt = hrtimeMs();
    touch(on);
  });
}

/** Touches at moments that have nothing to do with the frames of the fade. */
async function touches(driver: Driver, fading: boolean): Promise<number[]> {
  let frame = 0;
  const frames = fading ? setInterval(() => driver.fade(frame++), 1000 / driver.fadeHz) : undefined;
  if (fading) await pause(500);
  const times: number[] = [];
  for (let n = 0; n < SAMPLES + WARM_UP; n++) {
    const took = await timeTouch(driver, n % 2 === 0);
    if (n >= WARM_UP) times.push(took);
    await pause(20 + ((n * 37) % 61));
  }
  clearInterval(frames);
  await pause(300);
  return times;
}

/** Milliseconds from the pin to the event of the program. */
async function presses(driver: Driver): Promise<number[]> {
  let heard: ((pressed: boolean) => void) | undefined;
  driver.onButton((pressed) => heard?.(pressed));
  const times: number[] = [];
  for (let n = 0; n < SAMPLES + WARM_UP; n++) {
    const press = n % 2 === 0;
    const pressedAt = hrtimeMs();
    const event = new Promise<void>((resolve) => (heard = (pressed) => pressed === press && resolve()));
    driver.board.setInput(BUTTON, !press);
    await event;
    if (n >= WARM_UP) times.push(hrtimeMs() - pressedAt);
    await pause(25 + ((n * 13) % 17));
  }
  return times;
}

/** Touch → first lamp on a PCA9685, idle and during a full fade of 32 lamps, and pin → event, beside bare johnny-five. */
export async function touchToLamp(): Promise<Figure[]> {
  const ours = await openOurs();
  const bare = await openBare();
  try {
    const [idle, bareIdle] = [summary(await touches(ours, false)), summary(await touches(bare, false))];
    const [fade, bareFade] = [summary(await touches(ours, true)), summary(await touches(bare, true))];
    const [pin, barePin] = [summary(await presses(ours)), summary(await presses(bare))];
    return [
      against(
        'touch → first lamp on a PCA9685, idle, median (floor: bare johnny-five)',
        'ms',
        idle.median,
        bareIdle.median,
      ),
      against(
        '… during a full fade of 32 lamps, median (floor: bare johnny-five during its fade)',
        'ms',
        fade.median,
        bareFade.median,
      ),
      against(
        '… during a full fade, median (floor: bare johnny-five idle)',
        'ms',
        fade.median,
        bareIdle.median,
      ),
      reported('touch → first lamp, idle, p99', 'ms', idle.p99),
      reported('touch → first lamp, during a full fade, p99', 'ms', fade.p99),
      against(
        'pin → input event, median (floor: johnny-five Button event)',
        'ms',
        pin.median,
        barePin.median,
      ),
      reported('pin → input event, p99', 'ms', pin.p99),
      reported('emulated time lost to a busy machine', 'ms', ours.board.slipMs + bare.board.slipMs),
    ];
  } finally {
    await ours.close();
    await bare.close();
  }
}

const FADE_MS = 8_000;

/** Complete frames a second of 32 fading lamps, as their channels show them. */
export async function fadeRate(): Promise<Figure[]> {
  const board = await startVirtualBoard({ chips: CHIPS });
  let bytes = 0;
  const send = board.send.bind(board);
  board.send = (sent) => {
    bytes += sent.length;
    send(sent);
  };
  const link = virtualLink(board);
  link.start();
  await readyLink(link);
  let changes = 0;
  const ends = FADING.map(({ address }) => board.onChannel(address, () => changes++));
  let frame = 0;
  const frames = setInterval(
    () => link.setLevels(fadeLevels(frame++), { urgent: false, share: 1 }),
    1000 / FADE_HZ,
  );
  await pause(1000);
  const [bytesBefore, changesBefore, slipBefore, began] = [bytes, changes, board.slipMs, now()];
  await pause(FADE_MS);
  // On the board's own clock: while a busy machine holds the emulator up, there is no wire.
  const slip = board.slipMs - slipBefore;
  const seconds = (now() - began - slip) / 1000;
  const shown = (changes - changesBefore) / FADING_LAMPS.length;
  const sent = bytes - bytesBefore;
  clearInterval(frames);
  for (const end of ends) end();
  await link.stop();
  await board.close();
  return [
    against(
      'frames of 32 fading lamps (floor: what the wire bears of the bytes sent)',
      '/s',
      shown / seconds,
      WIRE_BYTES_PER_SECOND / (sent / shown),
    ),
    against(
      'frames of 32 fading lamps (floor: what the wire bears of the fewest bytes, 274)',
      '/s',
      shown / seconds,
      WIRE_BYTES_PER_SECOND / LEAST_BYTES_PER_FRAME,
    ),
    reported('bytes of one frame of 32 fading lamps', 'B', sent / shown),
    reported('emulated time lost to a busy machine during the fade', 'ms', slip),
  ];
}

function virtualLink(board: VirtualBoard): BoardLink {
  return new BoardLink({
    name: 'main',
    path: board.path,
    wiring: wiringOf('main', benchBus({ kind: 'virtual-uno' })),
    makePort: () => Promise.resolve(serialLine(board.path, 57_600, virtualBinding(board))),
    now,
    random: () => 0.5,
    log,
  });
}

/** All of it, for `npm run bench`. */
export async function lightsOnBoard(): Promise<Figure[]> {
  return [...(await touchToLamp()), ...(await fadeRate()), ...(await unplugCycles())];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const parts = { touch: touchToLamp, fade: fadeRate, unplug: unplugCycles };
  const wanted = process.argv.slice(2);
  for (const [part, measure] of Object.entries(parts))
    if (wanted.length === 0 || wanted.includes(part)) process.stdout.write(`${table(await measure())}\n`);
  process.exit(0);
}
