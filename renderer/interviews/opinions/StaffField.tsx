/** Names of praised staff: typed, or chosen by one key from those who treat patients of the department. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { answersTo, likeliestFirst, namesIn, typedName, withName, withoutName } from '../../../shared/opinions/rules/staffNames.ts';
import { api } from '../../base/client.ts';
import { type Command, useCommands } from '../../base/commands.ts';
import { Key } from '../../ui/parts.tsx';
import '../../ui/clip.css';
import './offers.css';
import './opinionFields.css';

const shown = 6;
const posts = { doctor: '医生', nurse: '护士' } as const;

/** Suggested people, the likeliest by the patient's words first; a begun name narrows them. Who is named already keeps the place. */
function useStaff(followUpId: string, departmentId: string, field: string, words: string) {
  const staff = useQuery(api.opinions.staffNames.queryOptions({ input: { followUpId, departmentId }, staleTime: 5 * 60_000 }));
  return useMemo(() => {
    const all = likeliestFirst(staff.data ?? [], words);
    const typed = typedName(field);
    const begun = typed !== '' && !all.some(({ name }) => name === typed) && all.some((one) => answersTo(one, typed));
    return { begun, people: all.filter((one) => !begun || answersTo(one, typed)).slice(0, shown) };
  }, [staff.data, field, words]);
}

export function StaffField({ value, change, flush }: { value: string; change: (staffName: string) => void; flush: () => void }) {
  return (
    <Input
      size="small"
      className="staff"
      aria-label="被表扬的人"
      placeholder="被表扬的人，可写几位"
      value={value}
      maxLength={60}
      onChange={(event) => change(event.target.value)}
      onBlur={flush}
    />
  );
}

/** @param words what the patient said in praise */
export function StaffSuggestions({
  followUpId,
  departmentId,
  value,
  words,
  change,
}: {
  followUpId: string;
  departmentId: string;
  value: string;
  words: string;
  change: (staffName: string) => void;
}) {
  const found = useStaff(followUpId, departmentId, value, words);
  // Numbers stay where they are while names are chosen by them, until something is typed again.
  const [chosen, setChosen] = useState<{ value: string; people: typeof found.people } | null>(null);
  const people = chosen?.value === value ? chosen.people : found.people;
  const { begun } = found;
  const named = namesIn(value);
  const choose = (name: string) => {
    const next = named.includes(name) ? withoutName(value, name) : withName(value, name, begun);
    setChosen({ value: next, people });
    change(next);
  };
  const latest = useRef(choose);
  latest.current = choose;
  useCommands(
    useMemo<Command[]>(
      () =>
        people.map(({ name, post }, index) => ({
          id: `staff-${index}`,
          label: `表扬${name}${posts[post]}`,
          keys: [`Alt+${index + 1}`],
          inText: true,
          run: () => latest.current(name),
        })),
      [people],
    ),
  );
  if (people.length === 0) return <NoStaff />;
  return (
    <span className="staff-names" data-testid="staff-names">
      {people.map(({ name, post, ofStay }, index) => (
        <button
          key={name}
          type="button"
          aria-pressed={named.includes(name)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(name)}
        >
          <Key>Alt {index + 1}</Key> {named.includes(name) && '✓ '}
          {ofStay ? <b>{name}</b> : name}
          <span className="mut">{ofStay ? (post === 'doctor' ? '主管医师' : '责任护士') : posts[post]}</span>
        </button>
      ))}
    </span>
  );
}

export function NoStaff() {
  return <span className="call-clip">没有可选的姓名，请直接填写</span>;
}
