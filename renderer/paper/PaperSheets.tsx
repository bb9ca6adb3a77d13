/**
 * The printed sheets, one A4 page per patient: identity, script, every item with boxes, lines for feedback and for
 * the outcomes of calls.
 */

import { attemptOutcomes, sexes } from '../../shared/base/contract/words.ts';
import { civilDateOf, civilTimeOf } from '../../shared/base/rules/time.ts';
import { isOwnNumber } from '../../shared/interviews/rules/spokenTexts.ts';
import type { PaperSheet } from '../../shared/paper/contract/paper.ts';
import type { Item } from '../../shared/questionnaires/contract/questionnaires.ts';
import type { client } from '../base/client.ts';
import { PrintSheet } from '../ui/PrintSheet.tsx';
import { placeOf } from '../ui/placeOf.ts';
import { phoneGroups } from '../worklist/index.ts';
import './paperSheets.css';

type Printed = Awaited<ReturnType<typeof client.paper.printSheets>>;

export function PaperSheets({ printed, close }: { printed: Printed; close: () => void }) {
  return (
    <PrintSheet title="回访单" close={close}>
      {printed.sheets.map((sheet) => (
        <Sheet key={sheet.followUpId} sheet={sheet} hospital={printed.hospital} mark={printed.mark} />
      ))}
    </PrintSheet>
  );
}

function Sheet({ sheet, hospital, mark }: { sheet: PaperSheet; hospital: string; mark: string }) {
  const { questionnaire } = sheet;
  const byAspect = questionnaire.content.aspects
    .map(({ code, name }) => ({ name, items: questionnaire.content.items.filter((item) => item.aspect === code) }))
    .filter(({ items }) => items.length > 0);
  const half = Math.ceil(questionnaire.content.items.length / 2);
  const columns: (typeof byAspect)[] = [[], []];
  let placed = 0;
  for (const part of byAspect) {
    columns[placed < half ? 0 : 1]?.push(part);
    placed += part.items.length;
  }
  let number = 0;
  return (
    <article className="print-page paper">
      <p className="print-line">
        <b className="paper-title">
          {hospital} 出院患者回访单 {sheet.sensitive && '【敏感：确认是本人之前不提科室、诊断】'}
        </b>
        <span>
          单号 <b>{sheet.number}</b>
        </span>
      </p>
      <Person sheet={sheet} />
      <p className="paper-say">
        <b>问候：</b>
        {sheet.texts.greeting}
        {sheet.phones.some(({ relation }) => !isOwnNumber(relation)) && `（拨家属号码：${sheet.texts.greetingProxy}）`}
      </p>
      <p className="paper-fill">
        接听人 □本人 □家属（关系＿＿＿＿） □其他　同意访谈 □是 □否　近况＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿　复诊日期＿＿＿月＿＿＿日
      </p>
      <div className="paper-items">
        {columns.map((parts, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns, always the same
          <div key={column}>
            {parts.map(({ name, items }) => (
              <section key={name}>
                <h2>{name}</h2>
                {items.map((item) => {
                  number += 1;
                  return <Question key={item.code} item={item} number={number} answered={sheet.answered.includes(item.code)} />;
                })}
              </section>
            ))}
          </div>
        ))}
      </div>
      <div className="paper-lines">
        <p>意见、建议（写题号、何时、何地、何人、希望怎样）　责任科室：＿＿＿＿＿＿　轻重 □一般 □多科室 □紧急</p>
        <p />
        <p />
        <p>表扬（写姓名）：</p>
      </div>
      <Outcomes sheet={sheet} />
      <p className="paper-say">
        <b>结束语：</b>
        {sheet.texts.closing}
      </p>
      <footer className="print-line">
        <span>{mark}</span>
        <span>
          {questionnaire.title} 第 {questionnaire.version} 版 · 用后请交回
        </span>
      </footer>
    </article>
  );
}

function Person({ sheet }: { sheet: PaperSheet }) {
  return (
    <table>
      <tbody>
        <tr>
          <td>
            <b>{sheet.name}</b> {sheet.title} · {sexes.zh[sheet.sex]} · {sheet.ageText}
          </td>
          <td>住院号 {sheet.inpatientNumber}</td>
          <td>
            {placeOf(sheet)} {sheet.doctor}
          </td>
          <td>出院 {sheet.dischargeDate}</td>
        </tr>
        <tr>
          <td colSpan={2}>诊断 {sheet.diagnosis}</td>
          <td colSpan={2}>复诊 {sheet.revisitDate ?? '医嘱未写'}</td>
        </tr>
        <tr>
          <td colSpan={4}>
            电话{' '}
            {sheet.phones.map((phone, index) => (
              <span key={phone.number} className={phone.bad ? 'struck' : ''}>
                {index > 0 && '　'}
                {['①', '②', '③', '④', '⑤', '⑥'][index] ?? `(${index + 1})`} <b>{phoneGroups(phone.number)}</b>
                {phone.extension && ` 转 ${phone.extension}`}（{phone.relation || '本人'}）
              </span>
            ))}
          </td>
        </tr>
        {sheet.calls.length > 0 && (
          <tr>
            <td colSpan={4}>
              已拨{' '}
              {sheet.calls
                .map(
                  (call) =>
                    `${civilDateOf(call.at).slice(5)} ${civilTimeOf(call.at)} ${attemptOutcomes.zh[call.outcome]}${call.note && `（${call.note}）`}`,
                )
                .join('；')}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** The sentence to say, and a box with its key for each option. */
function Question({ item, number, answered }: { item: Item; number: number; answered: boolean }) {
  const conditional = item.showIf.some((condition) => 'item' in condition.on);
  return (
    <div className="paper-item">
      <div>
        {number}. {conditional && '（视前题）'}
        {answered && '【已答】'}
        {item.say}
        {item.kind === 'multiple' && '（可多选）'}
      </div>
      {item.options.length > 0 ? (
        <div className="boxes">
          {item.options.map((option) => (
            <span key={option.value}>
              □{option.key} {option.label}
            </span>
          ))}
        </div>
      ) : (
        <div className="boxes">＿＿＿＿＿＿＿＿＿＿＿＿＿＿</div>
      )}
    </div>
  );
}

/** One line per call still to be made, with a box for each outcome. */
function Outcomes({ sheet }: { sheet: PaperSheet }) {
  const left = Math.max(1, Math.min(3, sheet.maxAttempts - sheet.calls.length));
  return (
    <table className="paper-calls">
      <tbody>
        {Array.from({ length: left }, (_, index) => sheet.calls.length + index + 1).map((ordinal) => (
          <tr key={ordinal}>
            <td className="when">
              第 {ordinal} 次
              <br />
              ＿月＿日 ＿＿:＿＿ 至 ＿＿:＿＿
              <br />
              号码 {sheet.phones.map((_, index) => `□${index + 1}`).join(' ')}
            </td>
            <td className="boxes">
              {attemptOutcomes.codes.map((outcome) => (
                <span key={outcome}>□{attemptOutcomes.zh[outcome]}</span>
              ))}
              <span className="wide">约定时间、原因或备注：</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
