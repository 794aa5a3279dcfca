import type { FleetIdentity } from '../fleet-identity/fleet-identity.ts';
import type { Log } from '../log.ts';
import type { BrokerAddress } from './broker-address.ts';
import type { BrokerLink } from './broker-link.ts';
import { EmbeddedBroker } from './embedded-broker.ts';
import { ExternalBroker } from './external-broker.ts';

/** The broker of an address; one with TLS gets its certificates from our own authority and turns out whoever is revoked. */
export async function createBroker(
  address: BrokerAddress,
  identity: FleetIdentity,
  log: Log,
): Promise<BrokerLink> {
  switch (address.kind) {
    case 'embedded': {
      const { host, port, tls } = address;
      if (tls === undefined) return new EmbeddedBroker({ host, port, log });
      const authority = await identity.authority();
      const door = {
        ...(await authority.forServer(tls.names)),
        authority: authority.certificate,
        isRevoked: (serial: string) => identity.isRevoked(serial),
      };
      const broker = new EmbeddedBroker({ host, port, log, door });
      identity.onRevoked((serials) => broker.turnOut(serials));
      return broker;
    }
    case 'external': {
      const { url } = address;
      if (!url.startsWith('mqtts:')) return new ExternalBroker({ url, log });
      const authority = await identity.authority();
      const credentials = { ...(await authority.forHeadquarters()), authority: authority.certificate };
      return new ExternalBroker({ url, log, credentials });
    }
  }
}
