import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Figure, table } from './figures.ts';
import { idleView } from './idle-view.ts';
import { kioskSize } from './kiosk-size.ts';
import { lightsOnBoard } from './lights-on-board.ts';
import { paint } from './paint.ts';
import { pinToScreen } from './pin-to-screen.ts';
import { playedDay } from './played-day.ts';
import { processCost } from './process-cost.ts';
import { schedule } from './schedule.ts';
import { storeFlush } from './store-flush.ts';
import { touchToPin } from './touch-to-pin.ts';

/**
 * `npm run bench [-- PART …]`: figures measured side by side in one run; the last line is a JSON array of them. Each part runs in a
 * process of its own, because bare johnny-five, the floor of several, cannot drive a second board with light controllers.
 */
const parts: Record<string, () => Promise<Figure[]>> = {
  touch: touchToPin,
  pin: pinToScreen,
  lights: lightsOnBoard,
  process: processCost,
  store: () => storeFlush(),
  schedule,
  kiosk: kioskSize,
  paint,
  view: idleView,
  day: () => playedDay(),
};
/** Parts that are measured only where somebody asks for them: the day alone takes ten minutes. */
const ON_REQUEST = ['day'];

async function measureApart(part: string): Promise<Figure[]> {
  process.stderr.write(`measuring: ${part} …\n`);
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(import.meta.url),
    '--only',
    part,
  ]);
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Figure[];
}

const [flag, ...rest] = process.argv.slice(2);
const only = flag === '--only' ? parts[rest[0] ?? ''] : undefined;
if (only !== undefined) {
  process.stdout.write(`${JSON.stringify(await only())}\n`);
  process.exit(0);
}
const usual = Object.keys(parts).filter((part) => !ON_REQUEST.includes(part));
const wanted = process.argv.slice(2).length > 0 ? process.argv.slice(2) : usual;
const unknown = wanted.filter((part) => !(part in parts));
if (unknown.length > 0) {
  process.stderr.write(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}\n`);
  process.exit(2);
}
const figures: Figure[] = [];
for (const part of wanted) figures.push(...(await measureApart(part)));
process.stdout.write(`${table(figures)}\n\n${JSON.stringify(figures)}\n`);
