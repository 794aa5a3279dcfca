import type { Log } from '@pingan/firmware-bridge/log';

/** A log that keeps its lines for the test to read. */
export class KeptLog implements Log {
  lines: { level: keyof Log; fields: object; message: string }[] = [];

  debug = (fields: object, message: string) => this.#keep('debug', fields, message);
  info = (fields: object, message: string) => this.#keep('info', fields, message);
  warn = (fields: object, message: string) => this.#keep('warn', fields, message);
  error = (fields: object, message: string) => this.#keep('error', fields, message);
  fatal = (fields: object, message: string) => this.#keep('fatal', fields, message);

  #keep(level: keyof Log, fields: object, message: string): void {
    this.lines.push({ level, fields, message });
  }
}
