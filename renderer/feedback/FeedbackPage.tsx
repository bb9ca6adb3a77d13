import { Nothing } from '../ui/parts.tsx';

export function FeedbackPage() {
  return <Nothing>…</Nothing>;
}
