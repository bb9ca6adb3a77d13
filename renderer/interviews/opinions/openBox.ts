/**
 * Remembers across a reload which feedback was being written. Its text is kept by the core, or with the unsent edits.
 */
const place = (interviewId: string) => `open box ${interviewId}`;

/** @param key null where nothing is being written */
export function keepOpenBox(interviewId: string, key: string | null): void {
  if (key === null) sessionStorage.removeItem(place(interviewId));
  else sessionStorage.setItem(place(interviewId), key);
}

/** The key of the opinion; null where nothing was being written. */
export const openBoxOf = (interviewId: string): string | null => sessionStorage.getItem(place(interviewId));
