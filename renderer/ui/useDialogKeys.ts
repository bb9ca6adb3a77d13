import { useEffect, useRef } from 'react';
import { isHeldDown } from '../base/commands.ts';

/** Keys while a dialog is open (the screen's commands rest then). The handler answers true for a key that it used. */
export function useDialogKeys(press: (key: string, typing: boolean, event: KeyboardEvent) => boolean): void {
  const handler = useRef(press);
  handler.current = press;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || document.querySelector('.lock')) return;
      if (isHeldDown(event)) return;
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (handler.current(event.key, typing, event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** Where dialogs are put: inside the page's root, because over the whole body they lock scrolling with a style that the policy refuses. */
export const pageRoot = () => document.getElementById('root') ?? document.body;
