import { BlockList, isIP } from 'node:net';
import type { Text } from '@pingan/protocol/ids';
import { readBrokerAddress } from './broker-address.ts';

/** Where to connect, or why nothing is sent, for officers. */
export type BrokerChoice = { shown: string } | { fault: Text };

/**
 * Whether a bus may speak to this broker. With TLS it needs an identity of its own; without, anybody on the way could read and speak for
 * it, so that is for this machine and for rehearsals.
 */
export function chooseBroker(parts: {
  bus: string;
  broker: string;
  /** The bus that the identity on this machine is for; null where there is none. */
  identityOf: string | null;
  rehearsal: boolean;
}): BrokerChoice {
  const { bus, broker, identityOf, rehearsal } = parts;
  const address = readBrokerAddress(broker);
  if ('fault' in address)
    return { fault: { zh: `总部地址不能用，请改正配置或 --broker（${address.fault}）`, en: address.fault } };
  const { protocol, hostname } = new URL(broker);
  if (protocol === 'mqtts:') return encrypted(bus, identityOf, address.shown);
  if (rehearsal || isThisMachine(hostname.replace(/^\[|\]$/g, ''))) return address;
  return {
    fault: {
      zh: `${address.shown} 没有加密，途中任何人都能冒充本车，所以什么都不发送。请使用 mqtts:// 地址，并用 npm run enrol 登记本车`,
      en: `${address.shown} is not encrypted: anybody on the way could speak for this bus, so nothing is sent. Use an mqtts:// address, and enrol this bus with npm run enrol`,
    },
  };
}

function encrypted(bus: string, identityOf: string | null, shown: string): BrokerChoice {
  if (identityOf === bus) return { shown };
  if (identityOf === null)
    return {
      fault: {
        zh: '本车还没有登记，不能连接总部。请向总部要一次性登记码，然后运行 npm run enrol；数据都留在车上',
        en: `this bus is not enrolled, so ${shown} would not let it in; get a one-time code from headquarters and run npm run enrol. Records wait on the bus`,
      },
    };
  return {
    fault: {
      zh: `这台设备登记的是 ${identityOf}，配置里却是 ${bus}。请改正配置，或重新登记`,
      en: `this machine is enrolled as ${identityOf}, but its profile says ${bus}; correct the profile or enrol again`,
    },
  };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

function isThisMachine(host: string): boolean {
  const version = isIP(host);
  return version === 0 ? host === 'localhost' : loopback.check(host, version === 6 ? 'ipv6' : 'ipv4');
}
