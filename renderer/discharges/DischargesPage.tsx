import { Nothing } from '../ui/parts.tsx';

export function DischargesPage() {
  return <Nothing>…</Nothing>;
}
