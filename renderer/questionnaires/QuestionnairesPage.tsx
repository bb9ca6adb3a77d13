import { Nothing } from '../ui/parts.tsx';

export function QuestionnairesPage() {
  return <Nothing>…</Nothing>;
}
