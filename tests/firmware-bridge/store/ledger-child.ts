import { Ledger } from '@pingan/firmware-bridge/store/ledger';
import { keepLog } from './kept-log.ts';

/** A process of its own that counts until it is killed: `ledger-child.ts DIRECTORY`. Says on stdout what is safe. */
const started = performance.now();
try {
  const ledger = await Ledger.open({
    directory: process.argv[2]!,
    bus: 'bus-17',
    timeZone: 'Asia/Shanghai',
    software: '1.0',
    defaultPurpose: 'service',
    log: keepLog(),
    now: () => performance.now() - started,
  });
  process.stdout.write(`open ${ledger.epoch}\n`);
  let counted = 0;
  setInterval(() => {
    for (let n = 0; n < 5; n++) ledger.count({ place: 'front', metric: 'door.in', label: '' });
    counted += 5;
    const safe = counted;
    void ledger.flush().then(() => process.stdout.write(`safe ${safe}\n`));
  }, 3);
  setInterval(() => process.stdout.write(`counted ${counted}\n`), 1);
} catch (problem) {
  process.stdout.write(`refused ${problem instanceof Error ? problem.message : String(problem)}\n`);
}
