/**
 * Hook that moves the focus from field to field by Enter, also to a field that the last answer has just added. Fields
 * are told apart by their labels; `to` names the one to go to, else it is the next on the page.
 */
import { useCallback, useEffect, useRef, useState } from 'react';

const step = 'input[data-step], textarea[data-step]';

export function useSteps() {
  const root = useRef<HTMLDivElement>(null);
  const from = useRef<{ readonly left: string; readonly to: string | null } | null>(null);
  const [, drawAnew] = useState(0);
  // After the screen has been drawn anew, so that a field for an opinion is there.
  useEffect(() => {
    const way = from.current;
    from.current = null;
    if (way === null) return;
    const fields = [...(root.current?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(step) ?? [])];
    const at = fields.findIndex((field) => field.ariaLabel === way.left);
    const next = way.to === null ? fields[at + 1] : (fields.find((field) => field.ariaLabel === way.to) ?? fields[at + 1]);
    next?.focus();
    if (next instanceof HTMLInputElement) next.select();
  });
  const goOn = useCallback((field: EventTarget, to: string | null = null) => {
    from.current = field instanceof Element ? { left: field.ariaLabel ?? '', to } : null;
    drawAnew((count) => count + 1);
  }, []);
  return { root, goOn };
}
