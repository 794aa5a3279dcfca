/**
 * What node-serialport 13 asks of a binding. Its own package of these types cannot be resolved under `nodenext`, so the
 * part that is used is written down here.
 */
export interface SerialBinding {
  list(): Promise<PortDescription[]>;
  open(options: PortOptions): Promise<SerialBindingPort>;
}

export interface PortOptions {
  path: string;
  /** Bits per second. */
  baudRate: number;
}

export interface PortDescription {
  path: string;
  manufacturer: string | undefined;
  vendorId: string | undefined;
  productId: string | undefined;
}

export interface SerialBindingPort {
  readonly openOptions: PortOptions;
  isOpen: boolean;
  /** Waits for at least one byte. */
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
  write(buffer: Buffer): Promise<void>;
  close(): Promise<void>;
  update(options: { baudRate: number }): Promise<void>;
  set(flags: { dtr?: boolean }): Promise<void>;
  get(): Promise<{ cts: boolean; dsr: boolean; dcd: boolean }>;
  getBaudRate(): Promise<{ baudRate: number }>;
  flush(): Promise<void>;
  drain(): Promise<void>;
}
