/** A print page that covers the screen and is printed alone. */
import { Button } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { type Command, useCommands } from '../base/commands.ts';
import { Key } from './parts.tsx';
import { print } from './printing.ts';
import './printSheet.css';

export function PrintSheet({ title, children, close }: { title: string; children: ReactNode; close: () => void }) {
  useCommands(
    useMemo<Command[]>(
      () => [
        { id: 'print', label: `打印${title}`, keys: ['Ctrl+p'], run: print },
        { id: 'close-print', label: `关闭${title}`, keys: ['Escape'], run: close },
      ],
      [title, close],
    ),
  );
  return createPortal(
    <div className="print-overlay" role="dialog" aria-label={title} aria-modal="true">
      <div className="print-tools no-print">
        <span className="mut">打印时请选 A4 纸</span>
        <Button type="primary" autoFocus onClick={print}>
          打印 <Key>Ctrl P</Key>
        </Button>
        <Button onClick={close}>
          关闭 <Key>Esc</Key>
        </Button>
      </div>
      {children}
    </div>,
    document.body,
  );
}
