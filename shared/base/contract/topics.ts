/**
 * Push messages to open screens: the topics that changed and the progress of long work. Neither carries patient data.
 */
import { z } from 'zod';

/** The closed list of what can change under an open screen. */
export const topicNames = [
  /** Users and departments. */
  'accounts',
  /** Stays, their batches, and how files are read. */
  'discharges',
  /** Hospital databases and their pulls. */
  'connections',
  /** Draws, replacements, who is assigned to whom. */
  'sampling',
  /** Which nurse holds which follow-up. */
  'holds',
  /** Calls, their outcomes, appointments. */
  'followUps',
  /** Numbers and the do-not-call list. */
  'numbers',
  /** Interviews that ended or were corrected: what figures are made of. */
  'interviews',
  /** Revisits reminded of, and stays to be verified. */
  'revisits',
  'handOvers',
  /** Printed and entered paper forms. */
  'paper',
  /** Quality control. */
  'reviews',
  'questionnaires',
  'feedback',
  'settings',
] as const;

export const topic = z.enum(topicNames);
export type Topic = z.infer<typeof topic>;

/** How far long work is, 0–1, in words. */
export const progress = z.object({ task: z.string(), done: z.number(), words: z.string() });
export type Progress = z.infer<typeof progress>;

/** One push. `to` says who of those that hear through the stream it is for, by their place; none: the stream is alive. */
export const push = z.object({
  to: z.array(z.int()),
  topics: z.array(topic),
  progress: progress.optional(),
});
export type Push = z.infer<typeof push>;
