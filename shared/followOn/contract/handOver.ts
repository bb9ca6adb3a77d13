/**
 * 交接班 (shift hand-over): notes that a nurse leaves for the next shift or for one colleague. Notes are never changed
 * or deleted.
 */
import { z } from 'zod';
import { done, id, instant, nothing, offset, read, write } from '../../base/contract/base.ts';
import { followUpStates, handOverBoxes } from '../../base/contract/words.ts';

export const handOverNote = z.object({
  id,
  at: instant,
  from: z.string(),
  mine: z.boolean(),
  /** Null: for whoever has the next shift. */
  to: z.string().nullable(),
  /** The colleague it was written for, who left before reading it. */
  movedFrom: z.string().nullable(),
  /** Numbers in it are masked. */
  text: z.string(),
  /** Who ticked it, the first first. */
  readBy: z.array(z.object({ name: z.string(), at: instant })),
  /** Waits for the reader's tick. */
  waits: z.boolean(),
  about: z
    .object({
      followUpId: id,
      /** Surname alone where the reader cannot take the patient. */
      name: z.string(),
      department: z.string(),
      /** Masked; empty where the reader cannot take the patient. */
      phone: z.string(),
      state: followUpStates.schema,
      takeable: z.boolean(),
    })
    .nullable(),
});
export type HandOverNote = z.infer<typeof handOverNote>;

const nurses = ['nurse', 'supervisor'] as const;

export const handOver = {
  handOvers: read(nurses)
    .input(
      z.object({
        box: handOverBoxes.schema.default('received'),
        offset,
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ total: z.int(), waiting: z.int(), rows: z.array(handOverNote) })),
  /** How many wait for the reader's tick. */
  handOversWaiting: read(nurses)
    .input(nothing)
    .output(z.object({ waiting: z.int() })),
  /** Whom a note can be for. */
  colleagues: read(nurses)
    .input(nothing)
    .output(z.array(z.object({ id, name: z.string() }))),
  writeHandOver: write(nurses)
    .input(
      z.object({
        text: z.string().trim().min(1, '请写下要交接的内容').max(500),
        toUserId: id.nullable().default(null),
        followUpId: id.nullable().default(null),
      }),
    )
    .output(z.object({ id })),
  /** 已阅 */
  readHandOver: write(nurses).input(z.object({ id })).output(done),
};
