import { aspectCodes } from '../../shared/base/contract/words.ts';
import type { Item, QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import { Key, Mark } from '../ui/parts.tsx';
import { Panes } from './Panes.tsx';

/** The items by aspect, each as the nurse sees and says it. */
export function ItemsView({ content }: { content: QuestionnaireContent }) {
  const groups = content.aspects.map((aspect) => ({
    title: aspect.name,
    entries: content.items.filter((item) => item.aspect === aspect.code).map((item) => ({ key: item.code, label: item.title })),
  }));
  return (
    <Panes
      name="条目"
      groups={groups}
      detail={(code) => {
        const item = content.items.find((one) => one.code === code);
        return item && <ItemDetail item={item} usualProbe={content.scripts.probe} />;
      }}
    />
  );
}

function ItemDetail({ item, usualProbe }: { item: Item; usualProbe: string }) {
  return (
    <>
      <div className="row">
        <Mark tone="accent">{aspectCodes.zh[item.aspect]}</Mark>
        <b>{item.title}</b>
        <span className="dim">{item.code}</span>
      </div>
      <div className="questionnaire-say">
        {item.say}
        {item.hint && <small>{item.hint}</small>}
      </div>
      <div className="questionnaire-options">
        {item.options.map((option) => (
          <div key={option.key} className={`questionnaire-option${option.objection ? ' objection' : ''}`}>
            <Key>{option.key}</Key>
            <span className="grow">{option.label}</span>
            {option.objection && <Mark tone="bad">记为意见</Mark>}
            {option.notCounted && <Mark>不计入统计</Mark>}
            {item.kind === 'multiple' && option.exclusive && <Mark>互斥</Mark>}
            {option.score !== undefined && <span className="dim">{option.score} 分</span>}
          </div>
        ))}
      </div>
      <div>
        <h2>记为意见时追问</h2>
        <p className="questionnaire-text">{item.probe ?? usualProbe}</p>
      </div>
    </>
  );
}
