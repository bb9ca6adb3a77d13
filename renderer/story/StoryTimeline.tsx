import { Tooltip } from 'antd';
import type { DischargeStory } from '../../shared/story/contract/story.ts';
import { momentsOf } from './storyWords.ts';

/** What happened, from admission to the last reply, and where the record came from. */
export function StoryTimeline({ story }: { story: DischargeStory }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <aside className="story-time" aria-label="经过" tabIndex={0}>
      <h2>经过</h2>
      <ol>
        {momentsOf(story).map((moment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: moments have no key of their own; their order is the story
          <li key={index} className={moment.tone}>
            <b>{moment.what}</b> <span className="mut">{moment.more}</span>
            <div className="dim">{moment.at}</div>
          </li>
        ))}
      </ol>
      <h2>数据来源</h2>
      {story.imports.map((each) => (
        <div key={`${each.batchId} ${each.row}`} className="story-import">
          <Tooltip title={each.fileName}>
            <div className="story-file">{each.fileName}</div>
          </Tooltip>
          {each.row !== null && <div className="dim">第 {each.row} 行</div>}
          {each.changes.map((change) => (
            <div key={change.field} className="mut">
              {change.field}：{change.from || '空'} → {change.to || '空'}
            </div>
          ))}
        </div>
      ))}
    </aside>
  );
}
