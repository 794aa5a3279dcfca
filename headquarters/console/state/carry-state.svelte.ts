import type { CarryRead, CarryRefused } from '@pingan/protocol/carry-report';
import type { BilingualName, CarryReadingsAnswer, ErrorAnswer } from '../../web/answers.ts';

/** Headquarters does not take the file, and says why. */
export class CarryRefusedError extends Error {
  readonly words: BilingualName;
  constructor(words: BilingualName) {
    super(words.en);
    this.words = words;
  }
}

/** How the page hands files to headquarters. */
export interface CarryApi {
  /** Throws a `CarryRefusedError`, or the browser's own error where headquarters is not reached. */
  read(file: Blob): Promise<CarryRead>;
  readings(): Promise<CarryReadingsAnswer['readings']>;
}

export class HttpCarryApi implements CarryApi {
  readonly #headers: () => Record<string, string>;

  /** @param headers what headquarters wants with everything that changes something */
  constructor(headers: () => Record<string, string> = () => ({})) {
    this.#headers = headers;
  }

  async read(file: Blob): Promise<CarryRead> {
    const headers = { ...this.#headers(), 'Content-Type': 'application/octet-stream' };
    const response = await fetch('/api/v1/carry', { method: 'POST', body: file, headers });
    return answerOf<CarryRead>(response);
  }

  async readings(): Promise<CarryReadingsAnswer['readings']> {
    return (await answerOf<CarryReadingsAnswer>(await fetch('/api/v1/carry'))).readings;
  }
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (response.ok) return (await response.json()) as Answer;
  // What is wrong with the file, or with who brings it.
  const { words, text, error } = (await response.json()) as Partial<CarryRefused & ErrorAnswer>;
  const said = error ?? `${response.status}`;
  throw new CarryRefusedError(words ?? text ?? { zh: said, en: said });
}

/** What became of one file. `words` is null where headquarters was not reached. */
export type FileFate =
  | { is: 'reading'; name: string }
  | { is: 'read'; name: string; report: CarryRead }
  | { is: 'refused'; name: string; words: BilingualName | null };

/** Files that were dropped on the page, the latest first, and those read lately. */
export class CarryState {
  files: FileFate[] = $state.raw([]);
  readings: CarryReadingsAnswer['readings'] = $state.raw([]);
  readonly #api: CarryApi;
  #reading = Promise.resolve();

  constructor(api: CarryApi) {
    this.#api = api;
  }

  /** One after the other, however they come: they may be of one bus. */
  read(files: readonly File[]): Promise<void> {
    this.#reading = this.#reading.then(async () => {
      for (const file of files) {
        this.files = [{ is: 'reading', name: file.name }, ...this.files];
        const fate = await this.#fateOf(file);
        this.files = [fate, ...this.files.slice(1)];
      }
      await this.load();
    });
    return this.#reading;
  }

  async load(): Promise<void> {
    try {
      this.readings = await this.#api.readings();
    } catch {
      // The list is for looking back; what happened to a file stands above it.
    }
  }

  async #fateOf(file: File): Promise<FileFate> {
    const { name } = file;
    try {
      return { is: 'read', name, report: await this.#api.read(file) };
    } catch (problem) {
      return { is: 'refused', name, words: problem instanceof CarryRefusedError ? problem.words : null };
    }
  }
}
