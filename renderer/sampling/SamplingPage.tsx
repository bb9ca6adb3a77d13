import { Nothing } from '../ui/parts.tsx';

export function SamplingPage() {
  return <Nothing>…</Nothing>;
}
