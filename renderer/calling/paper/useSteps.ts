/** From field to field by Enter, also to one that the last answer has just brought up. */
import { useCallback, useEffect, useRef, useState } from 'react';

const step = '[data-step] input, input[data-step], textarea[data-step]';

export function useSteps() {
  const root = useRef<HTMLDivElement>(null);
  const from = useRef<Element | null>(null);
  const [, drawAnew] = useState(0);
  // After the screen has been drawn anew, so that a field for an opinion is there.
  useEffect(() => {
    const left = from.current;
    from.current = null;
    if (!left) return;
    const fields = [...(root.current?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(step) ?? [])].filter(
      (field) => !field.disabled,
    );
    const next = fields[fields.indexOf(left as HTMLInputElement) + 1];
    next?.focus();
    if (next instanceof HTMLInputElement) next.select();
  });
  const goOn = useCallback((field: EventTarget) => {
    from.current = field as Element;
    drawAnew((count) => count + 1);
  }, []);
  return { root, goOn };
}
