import type { CarryBrought, CarryRefused } from '@pingan/protocol/carry-report';
import type { Text } from '@pingan/protocol/ids';

/** What became of the last file; failures say what to do. */
export type CarryState =
  | { is: 'idle' }
  | { is: 'taking' }
  | { is: 'taken'; name: string; records: number; left: number }
  | { is: 'reading' }
  | { is: 'brought'; report: CarryBrought }
  | { is: 'refused'; words: Text }
  | { is: 'unreadable'; status: number }
  | { is: 'away' };

export interface CarryParts {
  fetch: typeof fetch;
  /** What tells the bus who asks, beside the WebSocket; null in an open rehearsal. */
  token: () => string | null;
  /** Hands a file to the person: a download, wherever this device puts them. */
  save: (file: Blob, name: string) => void;
}

/** The counter at which records are taken away by hand and headquarters' answer is brought back. */
export class CarryDesk {
  state = $state.raw<CarryState>({ is: 'idle' });
  isBusy = $derived.by(() => this.state.is === 'taking' || this.state.is === 'reading');

  #parts: CarryParts;

  constructor(parts: CarryParts) {
    this.#parts = parts;
  }

  async take(): Promise<void> {
    if (this.isBusy) return;
    this.state = { is: 'taking' };
    await this.#ask('take', {}, async (answer) => {
      const { headers } = answer;
      const name = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '')?.[1] ?? 'pingan.carry';
      this.#parts.save(await answer.blob(), name);
      const number = (header: string) => Number(headers.get(header) ?? 0);
      return { is: 'taken', name, records: number('x-carry-records'), left: number('x-carry-left') };
    });
  }

  async bring(file: Blob): Promise<void> {
    if (this.isBusy) return;
    this.state = { is: 'reading' };
    await this.#ask('bring', { method: 'POST', body: file }, async (answer) => {
      const report = (await answer.json()) as CarryBrought;
      return { is: 'brought', report };
    });
  }

  async #ask(
    what: 'take' | 'bring',
    request: RequestInit,
    read: (answer: Response) => Promise<CarryState>,
  ): Promise<void> {
    const token = this.#parts.token();
    const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
    try {
      const answer = await this.#parts.fetch(`/api/carry/${what}`, {
        ...request,
        headers,
        cache: 'no-store',
      });
      this.state = answer.ok ? await read(answer) : await refusalOf(answer);
    } catch (error) {
      /* Fetch says TypeError where nobody answers; a cut connection or broken JSON leave the file as it was, too. */
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      this.state = { is: 'away' };
    }
  }
}

async function refusalOf(answer: Response): Promise<CarryState> {
  const said = (await answer.json().catch(() => null)) as Partial<CarryRefused> | null;
  if (said?.words?.zh === undefined) return { is: 'unreadable', status: answer.status };
  return { is: 'refused', words: said.words };
}

/** A download by the browser's own way. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
