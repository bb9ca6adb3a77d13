/** Prints the window's content through the system's print dialog. */
import type { WebContents } from 'electron';

export function print(contents: WebContents): Promise<void> {
  return new Promise((resolve, reject) => {
    contents.print({ printBackground: true }, (success, reason) => {
      // Closing the dialog is a choice, not a failure.
      if (success || reason.toLowerCase().includes('cancel')) resolve();
      else reject(new Error(reason));
    });
  });
}
