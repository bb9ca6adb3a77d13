import { Nothing } from '../ui/parts.tsx';

export function UsersPage() {
  return <Nothing>…</Nothing>;
}
