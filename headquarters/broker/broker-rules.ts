import { topics } from '@pingan/protocol/topics';

const UP = /^pingan\/v1\/up\/([^/]+)\//;

/** What a client wants to publish, as far as rules ask. */
export interface Publication {
  topic: string;
  qos?: number;
  retain?: boolean;
}

/** Why a bus may not publish this, or null where it may: its own topics alone, and nothing retained but its state. */
export function refusePublication(
  bus: string,
  { topic, qos = 0, retain = false }: Publication,
): string | null {
  if (UP.exec(topic)?.[1] !== bus) return `${topic.slice(0, 120)} is not a topic of ${bus}`;
  if (qos > 1) return `quality of service ${qos} is more than this broker takes`;
  if (retain && topic !== topics.state(bus))
    return `only the state of a bus may be retained, not ${topic.slice(0, 120)}`;
  return null;
}

/**
 * Why a bus may not listen to a filter, or null where it may: what headquarters sends to it and to all, and its own state. The part that
 * names whose topics they are must be spelt out, so that no wildcard reaches further.
 */
export function refuseSubscription(bus: string, filter: string): string | null {
  const may =
    filter === topics.state(bus) ||
    [`pingan/v1/down/${bus}/`, 'pingan/v1/all/'].some((own) => filter.startsWith(own));
  return may ? null : `${filter.slice(0, 120)} is not for ${bus} to hear`;
}
