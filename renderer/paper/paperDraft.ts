/** Keeps a partly entered sheet until it is saved, also when the page is left or reloaded. */
import { useState } from 'react';
import type { Answerer } from '../../shared/base/contract/words.ts';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { PaperForm } from '../../shared/paper/contract/paper.ts';
import { useDraft } from '../base/useDraft.ts';
import type { Said } from './AnswerLines.tsx';
import { type CallLine, emptyLine } from './callLines.ts';

export interface PaperTyped {
  readonly lines: readonly CallLine[];
  readonly answerer: Answerer | null;
  readonly consent: boolean | null;
  readonly relation: string;
  readonly condition: string;
  readonly revisit: string;
  /** By the item's code. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  /** What was said of an objection, by the item's code. */
  readonly said: Readonly<Record<string, Said>>;
  readonly opinion: Said;
  readonly praise: { readonly text: string; readonly departmentId: string; readonly staffName: string };
  /** Who dialled, where it is not the one who types. */
  readonly nurseId: string | null;
}

/** The number that a new line of calls begins with. */
export const firstPhoneOf = ({ phones }: PaperForm): string => (phones.find(({ bad }) => !bad) ?? phones[0])?.id ?? '';

function untyped(form: PaperForm, today: string): PaperTyped {
  return {
    lines: [emptyLine(today.slice(5), firstPhoneOf(form))],
    answerer: null,
    consent: null,
    relation: '',
    condition: '',
    revisit: '',
    answers: Object.fromEntries(Object.entries(form.answers)),
    said: {},
    opinion: { text: '', departmentId: form.departmentId, severity: 'general' },
    praise: { text: '', departmentId: form.departmentId, staffName: '' },
    nurseId: null,
  };
}

/** Belongs to the calls made so far: after one more, the sheet is another. */
export function usePaperDraft(form: PaperForm) {
  const [today] = useState(() => civilDateOf(new Date().toISOString()));
  const [blank] = useState(() => untyped(form, today));
  const [typed, write, drop] = useDraft(`paper ${form.followUpId} ${form.attempts}`, blank);
  const [restored, restore] = useState(() => JSON.stringify(typed) !== JSON.stringify(blank));
  return {
    today,
    typed,
    change: (patch: Partial<PaperTyped>) => write({ ...typed, ...patch }),
    drop,
    /** Typed in earlier, and not saved. */
    restored,
    clear: () => {
      write(blank);
      restore(false);
    },
  };
}
