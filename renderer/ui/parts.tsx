/** Small presentational components: props in, events out. */
import { Alert, Button, Pagination } from 'antd';
import type { ReactNode } from 'react';
import { sentenceOf } from '../base/client.ts';

/** A key cap, written where the action is. */
export function Key({ children }: { children: ReactNode }) {
  return <kbd className="key">{children}</kbd>;
}

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

/** A small word with a tone; colour never stands without the word. */
export function Mark({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`mark ${tone}`}>{children}</span>;
}

/** A page's frame: its name, what stands beside it, its actions, then its content filling the height. */
export function Page({
  title,
  beside,
  actions,
  children,
}: {
  title: string;
  beside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
        {beside}
        <span className="grow" />
        {actions}
      </div>
      {children}
    </div>
  );
}

/** A failed call in its Chinese sentence, with a way to try again. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  if (!error) return null;
  return (
    <Alert
      type="error"
      showIcon
      title={sentenceOf(error)}
      action={
        retry && (
          <Button size="small" onClick={retry}>
            重试
          </Button>
        )
      }
    />
  );
}

/** Nothing here yet: says so, and what to do. */
export function Nothing({ children }: { children: ReactNode }) {
  return <div className="centre dim">{children}</div>;
}

/** The pages of a list, 1 the first. */
export function Pages({ page, pageSize, total, go }: { page: number; pageSize: number; total: number; go: (page: number) => void }) {
  return <Pagination align="end" size="small" current={page} pageSize={pageSize} total={total} showSizeChanger={false} onChange={go} />;
}
