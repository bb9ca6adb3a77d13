import { Nothing } from '../ui/parts.tsx';

export function WorkListPage() {
  return <Nothing>…</Nothing>;
}
