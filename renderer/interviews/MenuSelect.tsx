/** A menu for use beside typing: Tab takes the highlighted entry and goes to the next field. */
import { type RefSelectProps, Select, type SelectProps } from 'antd';
import { type KeyboardEvent, type Ref, useState } from 'react';

interface Props<Value, Choice extends object>
  extends Omit<SelectProps<Value, Choice>, 'open' | 'onOpenChange' | 'onSelect' | 'mode' | 'onChange'> {
  readonly ref?: Ref<RefSelectProps>;
  readonly choose: (value: Value, choice: Choice | undefined) => void;
  /** What a key chooses whether the menu is open or closed; undefined where it is none of those. */
  readonly byKey?: (key: string) => Value | undefined;
}

export function MenuSelect<Value extends string, Choice extends object>({ ref, choose, byKey, ...rest }: Props<Value, Choice>) {
  const [open, setOpen] = useState(false);
  // Before the menu sees the key.
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab') {
      // An open menu takes its entry and would keep the keyboard; one that is only still fading away would take another entry.
      if (open) event.nativeEvent.preventDefault = () => undefined;
      else event.stopPropagation();
      return;
    }
    const value = event.ctrlKey || event.altKey ? undefined : byKey?.(event.key);
    if (value === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setOpen(false);
    choose(value, undefined);
  };
  return (
    <span className="menu-select" onKeyDownCapture={onKey}>
      <Select<Value, Choice>
        {...(ref ? { ref } : {})}
        open={open}
        onOpenChange={setOpen}
        onSelect={() => setOpen(false)}
        onChange={(value, choice) => choose(value, Array.isArray(choice) ? undefined : choice)}
        {...rest}
      />
    </span>
  );
}
