/** A short menu whose options are chosen by digits. */
import type { SelectProps } from 'antd';
import { type Severity, severities } from '../../shared/base/contract/words.ts';
import { Key } from '../ui/parts.tsx';
import { MenuSelect } from './MenuSelect.tsx';

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
  return (
    <MenuSelect<Value, Choice<Value>>
      popupMatchSelectWidth={120}
      byKey={(key) => (/^[1-9]$/.test(key) ? choices[Number(key) - 1]?.value : undefined)}
      options={[...choices]}
      optionRender={(option, { index }) => (
        <span className="menu-option">
          <Key>{index + 1}</Key> {option.label}
        </span>
      )}
      choose={choose}
      {...rest}
    />
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
