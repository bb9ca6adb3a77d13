import { Nothing } from '../ui/parts.tsx';

export function ImportPage() {
  return <Nothing>…</Nothing>;
}
