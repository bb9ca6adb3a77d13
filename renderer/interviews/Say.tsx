/**
 * The sentence to say now, as a heading that takes the free focus, so that a screen reader reads it when it appears.
 */
import { type ReactNode, useEffect, useRef } from 'react';
import '../ui/callSay.css';

export function Say({ children, still = false }: { children: ReactNode /** Shown beside an editor: takes no focus. */; still?: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!still && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [still]);
  return (
    <h2 ref={heading} className="call-say" tabIndex={-1}>
      {children}
    </h2>
  );
}
