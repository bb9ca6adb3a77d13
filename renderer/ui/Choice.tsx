/** A digit key with its label, for lists of choices. */
import { Key } from './parts.tsx';
import './choice.css';

export function Choice({
  cap,
  children,
  detail,
  tone,
  selected = false,
  choose,
}: {
  cap: string;
  children: React.ReactNode;
  detail?: React.ReactNode;
  tone?: 'bad' | 'dim';
  selected?: boolean;
  choose: () => void;
}) {
  return (
    <button type="button" className={`call-choice ${tone ?? ''} ${selected ? 'selected' : ''}`} aria-pressed={selected} onClick={choose}>
      <Key>{cap}</Key>
      <span>{children}</span>
      {detail && <span className="detail">{detail}</span>}
    </button>
  );
}
