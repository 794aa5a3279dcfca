import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT } from './halves.ts';
import { Screen } from './screen.ts';

export const OFFICER_PIN = '4719';

/** `npm run crew -- --data DIR --first`, on a bus that is stopped. */
export function firstCode(data: string): string {
  mkdirSync(data, { recursive: true });
  const command = resolve(ROOT, 'firmware-bridge/dist/crew-command.js');
  const printed = execFileSync(process.execPath, [command, '--data', data, '--first'], { encoding: 'utf8' });
  return /One-time code: (\S+)/.exec(printed)![1]!;
}

/** An officer panel at which the local officer has just used their one-time code. */
export async function signedIn(kiosk: string, code: string): Promise<Screen> {
  const officer = await Screen.open(kiosk, 'officer');
  officer.send({ type: 'identify', as: { by: 'code', member: 'officer', code, pin: OFFICER_PIN } });
  await officer.wait('identity', ({ identity }) => identity.is === 'known');
  return officer;
}
