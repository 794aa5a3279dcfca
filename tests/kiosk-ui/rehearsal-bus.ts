import { join } from 'node:path';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { busSummary } from '@pingan/firmware-bridge/bus-summary';
import type { BusSummary } from '@pingan/protocol/bus-summary';

const PROFILE = join(import.meta.dirname, '../../device-config/profiles/rehearsal.yaml');

/** What screens hear of the whole rehearsal bus: every lamp, thing, button and sensor of its profile. */
export const rehearsalBus = (): BusSummary => busSummary(readBusProfile(PROFILE).profile);
