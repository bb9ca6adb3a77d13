/** A row of short options, one of which is chosen. */
import type { ReactNode } from 'react';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
}

export function ChoiceRow<T extends string>({
  name,
  choices,
  value,
  onChange,
}: {
  name: string;
  choices: readonly Choice<T>[];
  value: T | null;
  onChange: (value: T) => void;
}) {
  return (
    <fieldset className="case-choices" aria-label={name}>
      {choices.map((choice) => (
        <label key={choice.value} className={choice.value === value ? 'case-choice on' : 'case-choice'}>
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
