const ROOT = 'pingan/v1';

/** MQTT topics, all QoS 1. Broker persistence and client queues are treated as worthless: receipts decide. */
export const topics = {
  state: (bus: string) => `${ROOT}/up/${bus}/state`,
  records: (bus: string) => `${ROOT}/up/${bus}/records`,
  receipts: (bus: string) => `${ROOT}/down/${bus}/receipts`,
  schedule: (bus: string) => `${ROOT}/down/${bus}/schedule`,
  crew: (bus: string) => `${ROOT}/down/${bus}/crew`,
  warnings: (bus: string) => `${ROOT}/down/${bus}/warnings`,
  renewal: (bus: string) => `${ROOT}/up/${bus}/renewal`,
  identity: (bus: string) => `${ROOT}/down/${bus}/identity`,
  headquarters: `${ROOT}/all/headquarters`,
  everyState: `${ROOT}/up/+/state`,
  everyRecord: `${ROOT}/up/+/records`,
  everyRenewal: `${ROOT}/up/+/renewal`,
} as const;

/** The bus a topic under `up/` belongs to, or null for a topic that carries neither its state nor its records. */
export function busOfTopic(topic: string): { bus: string; channel: 'state' | 'records' } | null {
  const found = /^pingan\/v1\/up\/([^/]+)\/(state|records)$/.exec(topic);
  return found ? { bus: found[1]!, channel: found[2] as 'state' | 'records' } : null;
}

/** The bus that asks on this topic for its next certificate, or null for any other topic. */
export function busOfRenewal(topic: string): string | null {
  return /^pingan\/v1\/up\/([^/]+)\/renewal$/.exec(topic)?.[1] ?? null;
}
