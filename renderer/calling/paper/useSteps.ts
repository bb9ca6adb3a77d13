/** From field to field by Enter, also to one that the last answer has just brought up. Fields are told apart by their labels. */
import { useCallback, useEffect, useRef, useState } from 'react';

const step = 'input[data-step], textarea[data-step]';

export function useSteps() {
  const root = useRef<HTMLDivElement>(null);
  const from = useRef<string | null>(null);
  const [, drawAnew] = useState(0);
  // After the screen has been drawn anew, so that a field for an opinion is there.
  useEffect(() => {
    const left = from.current;
    from.current = null;
    if (left === null) return;
    const fields = [...(root.current?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(step) ?? [])];
    const next = fields[fields.findIndex((field) => field.ariaLabel === left) + 1];
    next?.focus();
    if (next instanceof HTMLInputElement) next.select();
  });
  const goOn = useCallback((field: EventTarget) => {
    from.current = field instanceof Element ? field.ariaLabel : null;
    drawAnew((count) => count + 1);
  }, []);
  return { root, goOn };
}
