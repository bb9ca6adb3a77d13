/**
 * What is typed into a form and not sent yet: it is there again after another case was opened, the page was left or loaded anew.
 * It lies where everything unsent lies (renderer/base/unsent.ts): in this tab alone, under its user, gone at sign-out, because these may
 * be patients' words; the core gets them only when they are sent.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useUser } from './signedIn.ts';
import { keepUnsent, unsentOf } from './unsent.ts';

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * As `useState`, and the value outlives the screen until `drop`.
 * @param place names the box: the form, and the record it is about; another place is another box
 * @param initial what stands there before anything is typed; written back to it, nothing is kept
 * @returns value, setter, and what is to be called once it is sent
 */
export function useDraft<T>(place: string, initial: T): readonly [T, (value: T) => void, () => void] {
  const { id } = useUser();
  const document = `draft ${place}`;
  const read = () => {
    const [kept] = unsentOf(id, document);
    return kept === undefined ? initial : (kept as T);
  };
  const [shown, show] = useState(() => ({ document, value: read() }));
  const value = shown.document === document ? shown.value : read();
  const untouched = useRef(initial);
  untouched.current = initial;
  const write = useCallback(
    (next: T) => {
      show({ document, value: next });
      keepUnsent(id, document, next === '' || isSame(next, untouched.current) ? [] : [next]);
    },
    [id, document],
  );
  const drop = useCallback(() => keepUnsent(id, document, []), [id, document]);
  useAskBeforeClosing(id, document);
  return [value, write, drop];
}

/** A browser keeps what is unsent over a reload; the desktop's window takes it along when it is closed, so it asks first. */
export function useAskBeforeClosing(userId: string, document: string): void {
  useEffect(() => {
    if (!window.desktop) return;
    const ask = (event: BeforeUnloadEvent) => {
      if (unsentOf(userId, document).length > 0) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [userId, document]);
}
