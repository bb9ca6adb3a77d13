import { Nothing } from '../ui/parts.tsx';

export function ReportsPage() {
  return <Nothing>…</Nothing>;
}
