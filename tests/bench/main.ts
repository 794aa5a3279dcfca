import { type Figure, table } from './figures.ts';
import { lightsOnBoard } from './lights-on-board.ts';
import { kioskSize } from './kiosk-size.ts';
import { pinToScreen } from './pin-to-screen.ts';
import { processCost } from './process-cost.ts';
import { storeFlush } from './store-flush.ts';
import { touchToPin } from './touch-to-pin.ts';

/** `npm run bench`: figures measured side by side in one run; the last line is a JSON array of them. */
const parts: [string, () => Promise<Figure[]>][] = [
  ['touch', touchToPin],
  ['pin', pinToScreen],
  ['lights', lightsOnBoard],
  ['process', processCost],
  ['store', storeFlush],
  ['kiosk', kioskSize],
];

const wanted = process.argv.slice(2);
const figures: Figure[] = [];
for (const [name, measure] of parts) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`measuring: ${name} …\n`);
  figures.push(...(await measure()));
}
process.stdout.write(`${table(figures)}\n\n${JSON.stringify(figures)}\n`);
process.exit(0);
