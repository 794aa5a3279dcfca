import { HEADQUARTERS_NAME } from '@pingan/protocol/enrolment';
import { topics } from '@pingan/protocol/topics';
import { MAX_PACKET_BYTES } from '../broker/packet-meter.ts';

/** Names of the files beside each other. */
export const FILES = {
  configuration: 'mosquitto.conf',
  rules: 'acl',
  authority: 'authority.crt',
  certificate: 'server.crt',
  key: 'server.key',
  revoked: 'revoked.crl',
} as const;

/** Messages that may wait for one bus that is slow or away: it asks again for whatever it has no receipt for. */
const QUEUED_MESSAGES = 1_000;
/** Seconds after which what is retained is on the disk; headquarters says everything again when it starts. */
const AUTOSAVE_S = 60;

/** @param at folder in which the files will lie on the broker's machine, @param keep folder for what is retained */
export function mosquittoConfiguration({
  at,
  port,
  keep,
}: {
  at: string;
  port: number;
  keep: string;
}): string {
  const file = (name: string) => `${at}/${name}`;
  return `# Mosquitto 2 for the fleet, written by "npm run broker:files". docs/broker.md says how to install and renew it.
# Whoever connects shows a certificate of the fleet's own authority and is the bus that stands in it.
listener ${port}
protocol mqtt
cafile ${file(FILES.authority)}
certfile ${file(FILES.certificate)}
keyfile ${file(FILES.key)}
crlfile ${file(FILES.revoked)}
tls_version tlsv1.2
require_certificate true
allow_anonymous false
# The name in the certificate is the user, and the user is the client id: bus 18 cannot push bus 17 off its connection.
use_identity_as_username true
use_username_as_clientid true
acl_file ${file(FILES.rules)}

max_qos 1
max_packet_size ${MAX_PACKET_BYTES}
max_inflight_messages 20
max_queued_messages ${QUEUED_MESSAGES}
persistent_client_expiration 1d

# What is retained survives a restart of the broker. Records do not depend on it: a bus sends until it has a receipt.
persistence true
persistence_location ${keep.replace(/\/?$/, '/')}
autosave_interval ${AUTOSAVE_S}

log_dest stderr
log_type error
log_type warning
log_type notice
connection_messages true
`;
}

/** Who may do what. \`%u\` is the name in the certificate; \`%c\`, the client id, is what a client calls itself. */
export function mosquittoRules(): string {
  const own = '%u';
  return `# A bus speaks as itself and hears what is for it and for all.
pattern write pingan/v1/up/${own}/#
pattern read ${topics.state(own)}
pattern read pingan/v1/down/${own}/#
pattern read pingan/v1/all/#

user ${HEADQUARTERS_NAME}
topic read pingan/v1/up/#
topic write pingan/v1/down/#
topic readwrite pingan/v1/all/#
`;
}
