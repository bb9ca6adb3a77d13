/**
 * Lists applicable items that were not asked before a call ends: they can still be asked, else they are stored as 未问.
 */
import { Button } from 'antd';
import type { Item, QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { Key, Mark } from '../ui/parts.tsx';
import './notAsked.css';

/** Asks them after all, wherever they are listed. */
export const askKey = 'B';
const atMost = 6;

export function NotAsked({ items, content, ask }: { items: readonly Item[]; content: QuestionnaireContent; ask: () => void }) {
  if (items.length === 0) return null;
  const aspect = (item: Item) => content.aspects.find(({ code }) => code === item.aspect)?.name ?? '';
  return (
    <section className="not-asked" aria-label="没有问的题" data-testid="not-asked" data-count={items.length}>
      <div className="row">
        <Mark tone="warn">适用而没有问的 {items.length} 题</Mark>
        <span className="mut">不补问的按“未问”保存，不进任何分母</span>
        <span className="grow" />
        <Button size="small" onClick={ask}>
          逐题补问 <Key>{askKey}</Key>
        </Button>
      </div>
      <ul>
        {items.slice(0, atMost).map((item) => (
          <li key={item.code} title={item.say}>
            <span className="mut">{aspect(item)}</span> {item.title}
          </li>
        ))}
        {items.length > atMost && <li className="mut">还有 {items.length - atMost} 题</li>}
      </ul>
    </section>
  );
}
