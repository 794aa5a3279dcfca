import { type RenewalAnswer, RenewalRequest } from '@pingan/protocol/enrolment';
import { busOfRenewal, topics } from '@pingan/protocol/topics';
import type { BrokerLink } from '../broker/broker-link.ts';
import type { Log } from '../log.ts';
import type { FleetIdentity } from './fleet-identity.ts';

interface RenewalParts {
  identity: FleetIdentity;
  broker: BrokerLink;
  log: Log;
}

/**
 * Answers a bus that asks for its next certificate; does nothing with any other message. Only a broker that knows its clients by their
 * certificates can be believed about who asks. Never rejects.
 */
export async function takeRenewal(parts: RenewalParts, topic: string, payload: Uint8Array): Promise<void> {
  const bus = busOfRenewal(topic);
  if (bus === null) return;
  const { identity, broker, log } = parts;
  try {
    if (!broker.knowsItsClients) throw new Error('the broker does not know who asks');
    const asked = RenewalRequest.parse(JSON.parse(new TextDecoder().decode(payload)));
    if (asked.bus !== bus) throw new Error(`it was sent by ${bus} and names ${asked.bus}`);
    const certificate = await identity.renew(bus, asked.request);
    await broker.publish(topics.identity(bus), { v: 1, bus, certificate } satisfies RenewalAnswer);
  } catch (problem) {
    log.warn({ bus }, `a renewal of ${bus} was refused: ${(problem as Error).message.replaceAll('\n', ' ')}`);
  }
}
