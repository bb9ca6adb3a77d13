/** Procedures of the story room. */
import type { Handlers } from '../base/door.ts';
import { story as get, showPhones } from './story.ts';

export const story: Handlers<'story'> = { get, showPhones };
