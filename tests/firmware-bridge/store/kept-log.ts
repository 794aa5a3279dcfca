import type { Log } from '@pingan/firmware-bridge/log';

export interface LogLine {
  level: keyof Log;
  message: string;
}

/** A log that keeps its lines for the test to read. */
export function keepLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: keyof Log) => (_fields: object, message: string) => void lines.push({ level, message });
  return {
    lines,
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  };
}
