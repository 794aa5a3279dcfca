import { askHeadquarters } from '@pingan/firmware-bridge/enrolment/ask-headquarters';
import { enrol } from '@pingan/firmware-bridge/enrolment/enrol';
import type { BusIdentity } from '@pingan/firmware-bridge/store/identity-file';
import type { EnrolmentCodeAnswer } from '@pingan/headquarters/web/answers';
import { type IClientOptions, type MqttClient, connectAsync } from 'mqtt';
import type { RunningHeadquarters } from './running-headquarters.ts';

/** An embedded broker with TLS on a free port. */
export const WITH_TLS = {
  kind: 'embedded',
  host: '127.0.0.1',
  port: 0,
  tls: { names: ['127.0.0.1', 'localhost'] },
} as const;

/** A bus with an identity that its own part of the product got from headquarters. */
export async function enrolledBus(headquarters: RunningHeadquarters, bus: string): Promise<BusIdentity> {
  const { answer } = await headquarters.tell<EnrolmentCodeAnswer>(`buses/${bus}/enrolment-code`);
  const ask = (request: Parameters<typeof askHeadquarters>[1]) => askHeadquarters(headquarters.web, request);
  return enrol({ bus, code: answer.code, ask });
}

/** How mqtt.js shows an identity. */
export function shown(identity: Pick<BusIdentity, 'key' | 'certificate' | 'authority'>): IClientOptions {
  return { key: identity.key, cert: identity.certificate, ca: identity.authority };
}

/** Connects with an identity, under any client id. */
export function connectAs(
  broker: string,
  identity: Pick<BusIdentity, 'key' | 'certificate' | 'authority'>,
  more: IClientOptions = {},
): Promise<MqttClient> {
  return connectAsync(
    broker,
    { protocolVersion: 4, reconnectPeriod: 0, ...shown(identity), ...more },
    // Without it the library goes on trying where the first attempt failed.
    false,
  );
}

/** What a client has heard on every topic. */
export function heardBy(client: MqttClient): { topic: string; text: string }[] {
  const heard: { topic: string; text: string }[] = [];
  client.on('message', (topic, payload) => void heard.push({ topic, text: payload.toString() }));
  return heard;
}
