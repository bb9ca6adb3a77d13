/** Books the telephone time of each nurse, so that no nurse makes two calls at once across the months' samples. */
import { civilDateOf } from '../../shared/base/rules/time.ts';
import { plusMinutes } from './times.ts';

/** Minutes between hanging up and dialling again. */
const breath = 0.6;

export interface Diary {
  /** The first instant from `at` on at which the nurse is free for so many minutes. */
  freeFrom(nurse: number, at: string, minutes: number): string;
  book(nurse: number, from: string, to: string): void;
}

export function openDiary(): Diary {
  const days = new Map<string, (readonly [from: string, to: string])[]>();
  const callsOf = (nurse: number, at: string) => days.get(`${nurse} ${civilDateOf(at)}`) ?? [];
  return {
    freeFrom(nurse, at, minutes) {
      for (let start = at; ; ) {
        const end = plusMinutes(start, minutes + breath);
        const between = callsOf(nurse, start).find(([from, to]) => from < end && plusMinutes(to, breath) > start);
        if (!between) return start;
        start = plusMinutes(between[1], breath);
      }
    },
    book(nurse, from, to) {
      days.set(`${nurse} ${civilDateOf(from)}`, [...callsOf(nurse, from), [from, to]]);
    },
  };
}
