/** Shows the suggested labels, the reason for them, and the key that takes them; else the keys of the box. */
import { useEffect, useMemo } from 'react';
import type { Department } from '../../../shared/accounts/contract/accounts.ts';
import { aspectCodes, severities } from '../../../shared/base/contract/words.ts';
import type { Suggestion } from '../../../shared/opinions/contract/opinions.ts';
import { type Offer, offerOf } from '../../../shared/opinions/rules/offer.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { type Command, useCommands } from '../../base/commands.ts';
import { Key } from '../../ui/parts.tsx';
import type { Captured } from '../edits.ts';
import type { OpenInterview } from '../openInterview.ts';
import { useSuggestion } from './useSuggestion.ts';
import '../../ui/clip.css';
import '../../ui/hints.css';
import './offers.css';

interface Names {
  readonly content: QuestionnaireContent;
  readonly departments: readonly Department[];
}

/** 服务流程 → 呼叫应答 · 后勤保障科; empty where only the severity is offered. */
function inWords(offer: Offer, { content, departments }: Names): string {
  const item = content.items.find(({ code }) => code === offer.itemCode)?.title;
  const subject = offer.aspect ? [aspectCodes.zh[offer.aspect], item].filter(Boolean).join(' → ') : '';
  const department = departments.find(({ id }) => id === offer.departmentId)?.name;
  return [subject, department].filter(Boolean).join(' · ');
}

/** The most telling word of each field first. */
function inTurn(fields: readonly { readonly words: readonly string[] }[]): string[] {
  const longest = Math.max(0, ...fields.map(({ words }) => words.length));
  return [...new Set(Array.from({ length: longest }, (_, at) => fields.flatMap(({ words }) => words[at] ?? [])).flat())];
}

/** Why, from the fields that are offered: the largest number of alike cases (none: the program's own examples), the words that told. */
function reasonOf(offer: Offer, suggestion: Suggestion): string {
  const fields = [
    ...(offer.aspect ? [suggestion.itemCode ?? suggestion.aspect] : []),
    ...(offer.departmentId ? [suggestion.departmentId] : []),
    ...(offer.severity ? [suggestion.severity] : []),
  ].filter((field) => field !== null);
  const words = inTurn(fields).slice(0, 3);
  const similar = Math.max(0, ...fields.map((field) => field.similar));
  return `${similar > 0 ? `相似 ${similar} 件` : '常见说法'}：${words.map((word) => `“${word}”`).join('')}`;
}

export function SuggestionLine({
  followUpId,
  interview,
  opinion,
  ownDepartmentId,
  ...names
}: Names & { followUpId: string; interview: OpenInterview; opinion: Captured; ownDepartmentId: string }) {
  const suggestion = useSuggestion({ followUpId, interviewId: interview.id }, opinion);
  const { key } = opinion;
  const offer = suggestion ? offerOf(suggestion, opinion, ownDepartmentId, (field) => interview.chosenByHand(key, field)) : null;
  // The same offer is one thing, however often it is worked out.
  const told = offer ? JSON.stringify(offer) : '';
  useEffect(() => {
    if (told !== '') interview.offer(key, JSON.parse(told) as Offer);
  }, [interview, key, told]);
  useCommands(
    useMemo<Command[]>(
      () => [
        {
          id: 'take-suggestion',
          label: '采用建议归类',
          keys: ['Alt+Enter'],
          inText: true,
          when: told !== '',
          run: () => interview.takeOffer(key, JSON.parse(told) as Offer),
        },
      ],
      [interview, key, told],
    ),
  );
  if (!offer || !suggestion) return <BoxKeys fixed={false} />;
  const subject = inWords(offer, names);
  return (
    <button
      type="button"
      className="suggestion"
      data-testid="suggestion"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => interview.takeOffer(key, offer)}
    >
      <Key>Alt ↵</Key> {subject === '' ? '建议标为：' : '建议归类：'}
      {subject !== '' && <b>{subject}</b>}
      {subject !== '' && offer.severity && ' · '}
      {offer.severity && <b className={offer.severity === 'urgent' ? 'bad' : ''}>{severities.zh[offer.severity]}</b>}
      <span className="mut call-clip">（{reasonOf(offer, suggestion)}）</span>
    </button>
  );
}

/** @param fixed whether only words can still be added */
export function BoxKeys({ fixed }: { fixed: boolean }) {
  return (
    <span className="dim hints">
      {!fixed && (
        <span>
          <Key>Tab</Key> 类型、归类、科室、轻重
        </span>
      )}
      <span>
        <Key>Alt N</Key> 再记一条
      </span>
      <span>
        <Key>Alt K</Key> 别的科室
      </span>
    </span>
  );
}
