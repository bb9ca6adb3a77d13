import { Nothing } from '../ui/parts.tsx';

export function CallPage() {
  return <Nothing>…</Nothing>;
}
