/** Kind, item, department and severity of feedback: each menu is used by digits or by typing, Tab goes to the next. */
import type { Ref } from 'react';
import type { Department } from '../../../shared/accounts/contract/accounts.ts';
import { type AspectCode, aspectCodes, feedbackKinds } from '../../../shared/base/contract/words.ts';
import { answersTo } from '../../../shared/opinions/rules/staffNames.ts';
import type { QuestionnaireContent } from '../../../shared/questionnaires/contract/questionnaires.ts';
import { Key } from '../../ui/parts.tsx';
import { DigitSelect, SeveritySelect } from '../DigitSelect.tsx';
import type { Captured } from '../edits.ts';
import { MenuSelect } from '../MenuSelect.tsx';
import type { Writing } from '../openInterview.ts';
import './opinionFields.css';

export interface FieldsProps {
  readonly opinion: Captured;
  readonly content: QuestionnaireContent;
  readonly departments: readonly Department[];
  readonly write: (patch: Writing) => void;
  readonly departmentRef: Ref<{ focus: () => void }>;
  /** A department was chosen: the words come next. */
  readonly toText: () => void;
  /** Shown, but no longer to be changed. */
  readonly fixed: boolean;
}

const kinds = feedbackKinds.codes.map((value) => ({ value, label: feedbackKinds.zh[value] }));

interface Subject {
  readonly value: string;
  /** 31 护士态度 */
  readonly label: string;
  readonly number: string;
  readonly itemCode: string | null;
  readonly aspect: AspectCode;
}

/** Aspects and their items, numbered: 3 is the third aspect as a whole, 32 its second item. */
function subjectsOf({ aspects, items }: QuestionnaireContent): readonly Subject[] {
  return aspects.flatMap(({ code, name }, at) => {
    const number = String(at + 1);
    return [
      { value: code, label: `${name}（不细分）`, number, itemCode: null, aspect: code },
      ...items
        .filter((item) => item.aspect === code)
        .map((item, index) => ({
          value: `${code}/${item.code}`,
          label: item.title,
          number: `${number}${index + 1}`,
          itemCode: item.code,
          aspect: code,
        })),
    ];
  });
}

function SubjectField({ opinion, content, write, fixed }: Pick<FieldsProps, 'opinion' | 'content' | 'write' | 'fixed'>) {
  const subjects = subjectsOf(content);
  const chosen = subjects.find(({ itemCode, aspect }) => itemCode === opinion.itemCode && aspect === opinion.aspect);
  return (
    <MenuSelect<string, Subject>
      size="small"
      className="subject"
      aria-label="归类"
      placeholder="归类"
      disabled={fixed}
      popupMatchSelectWidth={200}
      value={chosen?.value ?? null}
      options={[...subjects]}
      showSearch={{
        filterOption: (typed, option) =>
          /^\d+$/.test(typed) ? (option?.number.startsWith(typed) ?? false) : (option?.label.includes(typed) ?? false),
      }}
      labelRender={() =>
        chosen?.itemCode ? `${aspectCodes.zh[chosen.aspect]} → ${chosen.label}` : chosen ? aspectCodes.zh[chosen.aspect] : ''
      }
      optionRender={({ data }) => (
        <span className={`menu-option ${data.itemCode ? 'deeper' : ''}`}>
          <Key>{data.number}</Key> {data.label}
        </span>
      )}
      choose={(_, subject) => subject && write({ itemCode: subject.itemCode, aspect: subject.aspect })}
    />
  );
}

export function DepartmentField({
  opinion,
  departments,
  write,
  departmentRef,
  toText,
  fixed = false,
}: Pick<FieldsProps, 'opinion' | 'departments' | 'write' | 'departmentRef' | 'toText'> & Partial<Pick<FieldsProps, 'fixed'>>) {
  const choices = departments.filter(({ active, id }) => active || id === opinion.departmentId);
  return (
    <MenuSelect
      ref={departmentRef as Ref<never>}
      size="small"
      aria-label="责任科室"
      className="department"
      disabled={fixed}
      popupMatchSelectWidth={200}
      showSearch={{
        filterOption: (typed, option) => option !== undefined && answersTo({ name: option.label, initials: option.initials }, typed),
      }}
      value={opinion.departmentId}
      options={choices.map(({ id, name, initials }) => ({ value: id, label: name, initials }))}
      choose={(departmentId) => {
        write({ departmentId });
        toText();
      }}
    />
  );
}

export function OpinionFields({ opinion, content, departments, write, departmentRef, toText, fixed }: FieldsProps) {
  return (
    <span className="row">
      <DigitSelect
        aria-label="类型"
        size="small"
        disabled={fixed}
        // What an objection asked for is never praise.
        choices={opinion.askedItem === null ? kinds : kinds.filter(({ value }) => value !== 'praise')}
        value={opinion.kind}
        choose={(kind) => write({ kind })}
      />
      <SubjectField opinion={opinion} content={content} write={write} fixed={fixed} />
      <DepartmentField
        opinion={opinion}
        departments={departments}
        write={write}
        departmentRef={departmentRef}
        toText={toText}
        fixed={fixed}
      />
      <SeveritySelect
        label="轻重"
        size="small"
        fixed={fixed || opinion.kind === 'praise'}
        value={opinion.severity}
        choose={(severity) => write({ severity })}
      />
    </span>
  );
}
