/** The answers of an interview by aspect, with objections and corrected answers highlighted. */
import type { InterviewSheet, SheetAnswer } from '../../shared/quality/contract/quality.ts';
import { Mark } from '../ui/parts.tsx';
import { clockOf } from './qualityWords.ts';

function Answer({ answer }: { answer: SheetAnswer }) {
  const { item, words, objection, second, corrected } = answer;
  const tone = objection ? 'bad' : words === '' || !answer.counted ? 'dim' : '';
  return (
    <tr className={objection ? 'objection' : ''}>
      <td className="dim num">{second === null ? '' : clockOf(second)}</td>
      <th scope="row" title={item.say}>
        {item.title}
      </th>
      <td>
        <b className={tone}>{words || '未问'}</b> {corrected && <Mark tone="warn">已更正</Mark>}
      </td>
    </tr>
  );
}

export function SheetAnswers({ sheet }: { sheet: InterviewSheet }) {
  return (
    <div className="quality-answers">
      {sheet.aspects.map(({ aspect, name, answers }) => (
        <section key={aspect} className="card">
          <h2 className="row">
            {name}
            <span className="grow" />
            {answers.some(({ objection }) => objection) && (
              <span className="bad">{answers.filter(({ objection }) => objection).length} 项意见</span>
            )}
          </h2>
          <table>
            <tbody>
              {answers.map((answer) => (
                <Answer key={answer.item.code} answer={answer} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
