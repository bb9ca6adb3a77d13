/** Form parts shared by the editors of the studio. */
import type { ReactNode } from 'react';
import type { QuestionnaireContent } from '../../shared/questionnaires/contract/questionnaires.ts';
import type { Finding } from '../../shared/questionnaires/rules/findings.ts';

/** What an editor is given: the draft, what the check says of this part, and how to change it. */
export interface Editing {
  readonly content: QuestionnaireContent;
  readonly findings: readonly Finding[];
  /** `thing` names the field that is typed into: typing on is one step back. */
  readonly change: (content: QuestionnaireContent, thing?: string) => void;
}

/** Findings beside the place they are about. */
export function Notes({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="studio-notes">
      {findings.map(({ fault, text }) => (
        <li key={text} className={fault ? 'bad' : 'advice'}>
          <b>{fault ? '要改' : '建议'}</b> {text}
        </li>
      ))}
    </ul>
  );
}

type Field = Exclude<Finding['place'], { part: 'script' }>['field'];

/** Findings of one field; of one row in it where `row` is given, of the field as a whole where it is null. */
export function on(findings: readonly Finding[], field: Field, row?: number | null): readonly Finding[] {
  return findings.filter(({ place }) => {
    if (!('field' in place) || place.field !== field) return false;
    return row === undefined || (place.row ?? null) === row;
  });
}

/** A labelled line of an editor with its findings below. */
export function Line({
  label,
  htmlFor,
  findings = [],
  aside,
  wide = false,
  children,
}: {
  label: string;
  htmlFor?: string;
  findings?: readonly Finding[];
  /** Behind the label, small. */
  aside?: ReactNode;
  /** The label stands above, for tables. */
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={`studio-line ${wide ? 'wide' : ''}`}>
      {htmlFor ? (
        <label className="studio-label" htmlFor={htmlFor}>
          {label}
          {aside && <small>{aside}</small>}
        </label>
      ) : (
        <span className="studio-label">
          {label}
          {aside && <small>{aside}</small>}
        </span>
      )}
      <div>
        {children}
        <Notes findings={findings} />
      </div>
    </div>
  );
}

/** Colour of a field by what the check says of it. */
export function statusOf(findings: readonly Finding[]): '' | 'error' {
  return findings.some((finding) => finding.fault) ? 'error' : '';
}

/** Changes of a list in place: one entry replaced, taken out, or put one place up or down. */
export function withRow<T>(rows: readonly T[], index: number, row: T): T[] {
  return rows.map((one, at) => (at === index ? row : one));
}

export function withoutRow<T>(rows: readonly T[], index: number): T[] {
  return rows.filter((_, at) => at !== index);
}
