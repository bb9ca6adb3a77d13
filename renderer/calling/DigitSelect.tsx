/** Short menus in which a digit chooses. */
import { Select, type SelectProps } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { type Severity, severities } from '../../shared/contract/words.ts';
import { Key } from '../ui/parts.tsx';

interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
}

/** A short menu: its digit chooses, open or closed. */
export function DigitSelect<Value extends string>({
  choices,
  choose,
  ...rest
}: { choices: readonly Choice<Value>[]; choose: (value: Value) => void } & Pick<
  SelectProps<Value>,
  'value' | 'size' | 'status' | 'aria-label' | 'className' | 'disabled'
>) {
  const [open, setOpen] = useState(false);
  // Before the menu sees the key: it would open on it.
  const byDigit = (event: KeyboardEvent) => {
    const choice = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
    if (!choice || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    choose(choice.value);
  };
  return (
    <span onKeyDownCapture={byDigit}>
      <Select<Value, Choice<Value>>
        popupMatchSelectWidth={120}
        open={open}
        onOpenChange={setOpen}
        options={[...choices]}
        optionRender={(option, { index }) => (
          <span className="menu-option">
            <Key>{index + 1}</Key> {option.label}
          </span>
        )}
        onChange={choose}
        {...rest}
      />
    </span>
  );
}

const grades = severities.codes.map((value) => ({ value, label: severities.zh[value] }));

/** How grave an opinion is; urgent stands out. */
export function SeveritySelect({
  label,
  value,
  choose,
  size = 'medium',
  fixed = false,
}: {
  label: string;
  value: Severity;
  choose: (severity: Severity) => void;
  size?: 'small' | 'medium';
  fixed?: boolean;
}) {
  return (
    <DigitSelect
      aria-label={label}
      className="severity"
      size={size}
      disabled={fixed}
      {...(value === 'urgent' ? { status: 'error' as const } : {})}
      choices={grades}
      value={value}
      choose={choose}
    />
  );
}
