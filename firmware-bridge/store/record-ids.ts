import type { ShardBody } from '@pingan/protocol/records';

/** Revision of records that are written once and never change. */
export const WRITTEN_ONCE = 1;

export function shardId(shard: Pick<ShardBody, 'epoch' | 'day' | 'part'>): string {
  return `${shard.epoch}/${shard.day}/${shard.part}`;
}

export function anchorId(epoch: string, index: number): string {
  return `${epoch}/anchor/${index}`;
}

export function factId(epoch: string, index: number): string {
  return `${epoch}/fact/${index}`;
}
