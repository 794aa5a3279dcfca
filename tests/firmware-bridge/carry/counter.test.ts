import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carryCounter } from '@pingan/firmware-bridge/carry-counter';
import type { PanelDoor } from '@pingan/firmware-bridge/crew/panel-door';
import type { LinkedBus } from '@pingan/firmware-bridge/bus-for-headquarters';
import type { BusRecord } from '@pingan/protocol/records';
import { afterEach, expect, test } from 'vitest';
import { keysOfBothSides } from '../../protocol/carry/carried.ts';
import { keepLog } from '../store/kept-log.ts';
import { freshBench } from '../store/ledger-on-fragile-disk.ts';
import { contentOf } from './a-bus.ts';

const keys = keysOfBothSides();
const folder = mkdtempSync(join(tmpdir(), 'pingan-counter-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The folder in which headquarters of a rehearsal leaves its public keys. */
function leaveKeys(): void {
  const exchange = join(folder, 'rehearsal-keys');
  mkdirSync(exchange);
  for (const [name, { publicKey }] of [
    ['sealing', keys.sealing],
    ['signing', keys.signing],
  ] as const)
    writeFileSync(
      join(exchange, `headquarters-${name}.pem`),
      publicKey.export({ type: 'spki', format: 'pem' }),
    );
}

test('a file holds what an officer said the moment before it was asked for', async () => {
  leaveKeys();
  const directory = join(folder, 'bus-17');
  mkdirSync(directory);
  const ledger = await freshBench().open();
  const counter = carryCounter({
    ...{ bus: 'bus-17', directory, rehearsal: true, ledger, identity: null },
    ...{ door: { open: true } as PanelDoor, house: {} as LinkedBus, log: keepLog() },
  });
  ledger.fact('odometer', { detail: { km: 12_345 } });
  const { bytes } = await counter.take();
  const { records } = await contentOf(bytes, keys);
  const facts = records.map((text) => JSON.parse(text) as BusRecord).filter(({ kind }) => kind === 'fact');
  expect(facts).toMatchObject([{ body: { fact: 'odometer', detail: { km: 12_345 } } }]);
  await ledger.stop();
});
