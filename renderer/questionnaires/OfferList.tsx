import { Button } from 'antd';
import type { Outputs } from '../../shared/contract.ts';

type Offer = Outputs['questionnaires']['templates'][number];

/** Questionnaires that come with the program, to begin a draft with. */
export function OfferList({ offers, begin }: { offers: readonly Offer[]; begin: (code: string) => void }) {
  return (
    <section className="card">
      <h2>程序自带的底稿 {offers.length}</h2>
      {offers.map(({ code, title, items, about }) => (
        <div key={code} className="offer">
          <b>{title}</b>
          <span className="num">{items} 条</span>
          <span className="mut">{about}</span>
          <Button size="small" aria-label={`以“${title}”起草`} onClick={() => begin(code)}>
            起草
          </Button>
        </div>
      ))}
    </section>
  );
}
