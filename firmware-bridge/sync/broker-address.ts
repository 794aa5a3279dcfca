const PROTOCOLS = ['mqtt:', 'mqtts:'];

/**
 * A broker's address without user and password, fit for a page or a log. `fault` says why it cannot be used; left to
 * itself mqtt.js takes nearly any text for a broker on this machine.
 */
export function readBrokerAddress(text: string): { shown: string } | { fault: string } {
  const refuse = (why: string) => ({
    fault: `the broker address ${why}; it looks like mqtt://HOST:1883 or mqtts://HOST:8883. Nothing is sent until the profile or --broker is corrected`,
  });
  if (!URL.canParse(text)) return refuse('is not an address');
  const url = new URL(text);
  if (!PROTOCOLS.includes(url.protocol)) return refuse(`begins with "${url.protocol}"`);
  if (url.hostname === '') return refuse('names no host');
  return { shown: `${url.protocol}//${url.host}` };
}
