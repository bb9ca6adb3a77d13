import { Nothing } from '../ui/parts.tsx';

export function RepliesPage() {
  return <Nothing>…</Nothing>;
}
