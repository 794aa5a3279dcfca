export interface BrokerEvents {
  message(topic: string, payload: Uint8Array): void;
  /** Subscriptions are in place, for the first time or after a gap; what is retained is to be published anew. */
  connected(): void;
}

export type BrokerState = { state: 'serving' | 'connected' | 'connecting' | 'stopped'; detail: string };

/** The one thing headquarters needs of MQTT; QoS 1 throughout. */
export interface BrokerLink {
  /** `mqtt://…` as buses would name it, without a password. Known once started. */
  readonly address: string;
  /** Whether the broker lets a bus speak as itself alone, by its certificate. */
  readonly knowsItsClients: boolean;
  status(): BrokerState;
  start(events: BrokerEvents): Promise<void>;
  /** Resolves when the broker has taken the message; rejects when it has not within a few seconds. */
  publish(topic: string, message: object, options?: { retain?: boolean }): Promise<void>;
  stop(): Promise<void>;
}
