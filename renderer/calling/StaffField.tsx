/** The praised: names as they are typed, or by one key from those who treat patients of the department. */
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useMemo } from 'react';
import { answersTo, namesIn, typedName, withName } from '../../shared/rules/opinions/staffNames.ts';
import { api } from '../client.ts';
import { type Command, useCommands } from '../commands.ts';
import { Key } from '../ui/parts.tsx';

const shown = 6;
const posts = { doctor: '医生', nurse: '护士' } as const;

/** Suggested people, this stay's own first; those already named are left out, a begun name narrows the rest. */
function useStaff(followUpId: string, departmentId: string, field: string) {
  const staff = useQuery(api.calling.staffNames.queryOptions({ input: { followUpId, departmentId }, staleTime: 5 * 60_000 }));
  return useMemo(() => {
    const named = namesIn(field);
    const left = (staff.data ?? []).filter(({ name }) => !named.includes(name));
    const typed = typedName(field);
    const begun = typed !== '' && !(staff.data ?? []).some(({ name }) => name === typed) && left.some((one) => answersTo(one, typed));
    return { begun, people: left.filter((one) => !begun || answersTo(one, typed)).slice(0, shown) };
  }, [staff.data, field]);
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

export function StaffSuggestions({
  followUpId,
  departmentId,
  value,
  change,
}: {
  followUpId: string;
  departmentId: string;
  value: string;
  change: (staffName: string) => void;
}) {
  const { people, begun } = useStaff(followUpId, departmentId, value);
  useCommands(
    useMemo<Command[]>(
      () =>
        people.map(({ name, post }, index) => ({
          id: `staff-${index}`,
          label: `表扬${name}${posts[post]}`,
          keys: [`Alt+${index + 1}`],
          inText: true,
          run: () => change(withName(value, name, begun)),
        })),
      [people, begun, value, change],
    ),
  );
  if (people.length === 0) return <NoStaff />;
  return (
    <span className="staff-names" data-testid="staff-names">
      {people.map(({ name, post, ofStay }, index) => (
        <button
          key={name}
          type="button"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => change(withName(value, name, begun))}
        >
          <Key>Alt {index + 1}</Key> {ofStay ? <b>{name}</b> : name}
          <span className="mut">{ofStay ? (post === 'doctor' ? '主管医师' : '责任护士') : posts[post]}</span>
        </button>
      ))}
    </span>
  );
}

export function NoStaff() {
  return <span className="call-clip">没有可选的姓名，请直接填写</span>;
}
