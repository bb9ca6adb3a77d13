/** Makes libraries work under the page's content security policy. Imported before anything else. */
import { config } from 'zod';

export const nonce = document.querySelector('meta[name=csp-nonce]')?.getAttribute('content') ?? '';

// zod tries `new Function` to see whether it may: the policy forbids it, and the browser says so each time.
config({ jitless: true });

// antd's dialogs lock the page with a style that has no nonce (`useScrollLocker` of @rc-component/portal takes none).
const create = document.createElement.bind(document) as (name: string, options?: ElementCreationOptions) => HTMLElement;
document.createElement = ((name: string, options?: ElementCreationOptions) => {
  const made = create(name, options);
  if (made instanceof HTMLStyleElement) made.nonce = nonce;
  return made;
}) as typeof document.createElement;
