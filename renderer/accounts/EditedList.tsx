/** An editable list for the admin: a heading, an add button, and rows with their state and a change button. */
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { Button, Form, type FormInstance, Modal, Table, type TableProps } from 'antd';
import { type ReactNode, useState } from 'react';
import { codeOf } from '../base/client.ts';
import { Failure, Mark } from '../ui/parts.tsx';
import { SubmitByEnter } from '../ui/SubmitByEnter.tsx';

interface Kept {
  readonly id: string;
  readonly active: boolean;
}

/** @param dialog for one row, or for a new one (null) */
export function EditedList<T extends Kept>({
  words,
  add,
  asked,
  columns,
  dialog,
}: {
  words: string;
  add: string;
  asked: UseQueryResult<T[], unknown>;
  columns: NonNullable<TableProps<T>['columns']>;
  dialog: (row: T | null, close: () => void) => ReactNode;
}) {
  const [editing, setEditing] = useState<T | 'new' | null>(null);
  return (
    <>
      <div className="row" style={{ marginBottom: 10 }}>
        <span className="mut">{words}</span>
        <span className="grow" />
        <Button type="primary" onClick={() => setEditing('new')}>
          {add}
        </Button>
      </div>
      <Failure error={asked.error} retry={() => void asked.refetch()} />
      <Table<T>
        rowKey="id"
        size="small"
        pagination={false}
        loading={asked.isLoading}
        dataSource={asked.data ?? []}
        columns={[
          ...columns,
          { title: '状态', render: (_, { active }) => (active ? <Mark tone="good">在用</Mark> : <Mark>停用</Mark>) },
          {
            title: '',
            align: 'right',
            render: (_, row) => (
              <Button type="link" size="small" onClick={() => setEditing(row)}>
                修改
              </Button>
            ),
          },
        ]}
      />
      {editing && dialog(editing === 'new' ? null : editing, () => setEditing(null))}
    </>
  );
}

/** The dialog in which one of the list is changed, or a new one written. `children` are its fields. */
export function EditDialog<Values extends object>({
  title,
  form,
  initial,
  save,
  close,
  conflict = null,
  children,
}: {
  title: string;
  form: FormInstance<Values>;
  initial: Partial<Values>;
  save: Pick<UseMutationResult<unknown, Error, Values>, 'mutate' | 'isPending' | 'error'>;
  close: () => void;
  /** Shown instead of the failure where somebody saved the record meanwhile. */
  conflict?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Modal open title={title} okText="保存" cancelText="取消" onCancel={close} onOk={form.submit} confirmLoading={save.isPending}>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(values) => save.mutate(values)}>
        {children}
        <SubmitByEnter />
        {conflict && codeOf(save.error) === 'VERSION_CONFLICT' ? conflict : <Failure error={save.error} />}
      </Form>
    </Modal>
  );
}
