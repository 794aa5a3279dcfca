/** Another program listens there; nothing was started. */
export class PortTakenError extends Error {}

/** What went wrong where a listener could not start, with the way out. `option` chooses another address. */
export function explainListening(
  problem: unknown,
  { host, port, option }: { host: string; port: number; option: string },
): unknown {
  if ((problem as NodeJS.ErrnoException).code !== 'EADDRINUSE') return problem;
  return new PortTakenError(
    `port ${port} on ${host} is taken by another program; end that one or choose another with ${option}`,
  );
}
