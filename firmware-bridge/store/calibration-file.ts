import { z } from 'zod';
import type { Log } from '../log.ts';
import type { FileSystem } from './file-system.ts';
import { nodeFileSystem } from './node-file-system.ts';
import { Page } from './page.ts';

const Count = z.number().int().nonnegative();
const Matched = z.object({ hand: Count, machine: Count, seen: Count, missed: Count, ghosts: Count });

/** Numbers alone: what was tapped by hand, what the beams counted, and how far they agree. */
const Calibration = z.object({
  door: z.string().min(1),
  in: Matched.nullable(),
  out: Matched.nullable(),
  error: z.object({ estimate: z.number(), low: z.number(), high: z.number() }),
});
export type KeptCalibration = z.infer<typeof Calibration>;
const CalibrationDocument = z.object({ doors: z.array(Calibration) });

/** The last calibration of each door, beside the ledger's documents. The ledger's lock covers it. */
export class CalibrationFile {
  readonly #page: Page<z.infer<typeof CalibrationDocument>>;

  private constructor(directory: string, log: Log, fileSystem: FileSystem) {
    const empty = { doors: [] };
    this.#page = new Page({
      folder: directory,
      name: 'calibration',
      schema: CalibrationDocument,
      empty,
      fileSystem,
      log,
    });
  }

  static async open(
    directory: string,
    log: Log,
    fileSystem: FileSystem = nodeFileSystem,
  ): Promise<CalibrationFile> {
    const file = new CalibrationFile(directory, log, fileSystem);
    await file.#page.read();
    return file;
  }

  get known(): readonly KeptCalibration[] {
    return this.#page.data.doors;
  }

  /** Keeps it in place of the door's earlier one; rejects with `DocumentNotWritten` where the disk does not take it. */
  async keep(calibration: KeptCalibration): Promise<void> {
    const others = this.known.filter(({ door }) => door !== calibration.door);
    this.#page.set({ doors: [...others, calibration] });
    await this.#page.write();
  }
}
