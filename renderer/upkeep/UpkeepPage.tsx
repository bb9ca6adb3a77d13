import { Nothing } from '../ui/parts.tsx';

export function UpkeepPage() {
  return <Nothing>…</Nothing>;
}
