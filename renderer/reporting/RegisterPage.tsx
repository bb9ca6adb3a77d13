import { Nothing } from '../ui/parts.tsx';

export function RegisterPage() {
  return <Nothing>…</Nothing>;
}
