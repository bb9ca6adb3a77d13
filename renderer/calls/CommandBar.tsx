import { Button } from 'antd';
import { type Command, capOf } from '../base/commands.ts';
import { Key } from '../ui/parts.tsx';
import '../ui/hints.css';
import './commandBar.css';

/** The call's commands as buttons with their keys; the first is the main one. */
export function CommandBar({ commands, urgent }: { commands: readonly Command[]; urgent: string }) {
  return (
    <footer className="call-bar">
      {commands.map(({ id, label, keys, when, run }, index) => (
        <Button
          key={id}
          type={index === 0 ? 'primary' : 'default'}
          danger={id === urgent}
          disabled={when === false}
          onMouseDown={(event) => event.preventDefault()}
          onClick={run}
        >
          {label} <Key>{capOf(keys[0] ?? '')}</Key>
        </Button>
      ))}
      <span className="grow" />
      <span className="hints dim">
        <span>
          <Key>↑</Key> 上一题
        </span>
        <span>
          <Key>↓</Key> 下一题
        </span>
        <span>
          <Key>?</Key> 全部按键
        </span>
      </span>
    </footer>
  );
}
