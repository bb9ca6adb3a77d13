import { useState } from 'react';
import { useUser } from '../base/signedIn.ts';
import './questionnaires.css';
import { Reader } from './Reader.tsx';
import { Shelf } from './Shelf.tsx';

/** Supervisors keep the questionnaires; everybody else reads the one in use. */
export function QuestionnairesPage() {
  const { role } = useUser();
  const [reading, read] = useState<string | null>(null);
  if (role !== 'supervisor') return <Reader first={null} back={null} />;
  return reading === null ? <Shelf read={read} /> : <Reader first={reading} back={() => read(null)} />;
}
