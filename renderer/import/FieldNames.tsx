import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Modal, Select, Table, Tabs } from 'antd';
import type { ImportTemplate, FieldNames as Names } from '../../shared/import/contract/import.ts';
import { fieldWords } from '../../shared/import/rules/fieldWords.ts';
import { api, client, codeOf } from '../base/client.ts';
import { useUser } from '../base/signedIn.ts';
import { Conflict } from '../ui/Conflict.tsx';
import { Failure } from '../ui/parts.tsx';
import './overTable.css';

type Field = Names['field'];

/** How columns are recognised: the names of each field, and the layouts saved by earlier imports. */
export function FieldNames({ close }: { close: () => void }) {
  return (
    <Modal open title="列名与模板" width={980} footer={null} onCancel={close} styles={{ body: { height: 480 } }}>
      <Tabs
        items={[
          { key: 'names', label: '列名', children: <NamesTable /> },
          { key: 'templates', label: '已保存的列对应', children: <TemplateTable /> },
        ]}
      />
    </Modal>
  );
}

function NamesTable() {
  const { role } = useUser();
  const { message } = App.useApp();
  const names = useQuery(api.import.fieldNames.queryOptions({ input: {} }));
  const save = useMutation({
    mutationFn: (input: { field: Field; names: string[]; version: number }) => client.import.saveFieldNames(input),
    onSuccess: () => {
      void message.success('已保存，下次导入按它识别');
    },
    onSettled: () => void names.refetch(),
  });
  return (
    <>
      <div className="mut over-table">
        {role === 'admin' ? '本院导出里的列名与下面都不同时，加到“本院列名”，输入后按回车。本院列名优先。' : '本院列名由管理员维护。'}
      </div>
      {codeOf(save.error) === 'VERSION_CONFLICT' && save.variables ? (
        <Conflict<{ names: string[] }>
          mine={{ names: save.variables.names }}
          read={async () => {
            const row = (await client.import.fieldNames({})).find(({ field }) => field === save.variables?.field);
            return { values: { names: row?.own ?? [] }, version: row?.version ?? 0 };
          }}
          labels={{ names: `${fieldWords[save.variables.field]}的本院列名` }}
          keepMine={(version) => save.variables && save.mutate({ ...save.variables, version })}
          takeTheirs={save.reset}
        />
      ) : (
        <Failure error={names.error ?? save.error} />
      )}
      <Table<Names>
        rowKey="field"
        size="small"
        pagination={false}
        loading={names.isLoading}
        scroll={{ y: 330 }}
        dataSource={names.data ?? []}
        columns={[
          { title: '内容', width: 110, render: (_, { field }) => fieldWords[field] },
          {
            title: '自带列名',
            className: 'mut',
            ellipsis: true,
            render: (_, { shipped }) => <span title={shipped.join('、')}>{shipped.join('、')}</span>,
          },
          {
            title: '本院列名',
            width: 360,
            render: (_, { field, own, version }) => (
              <Select<string[]>
                mode="tags"
                size="small"
                open={false}
                suffixIcon={null}
                style={{ width: 340 }}
                aria-label={`${fieldWords[field]}的本院列名`}
                disabled={role !== 'admin' || save.isPending}
                value={own}
                tokenSeparators={[',', '，', '、', ' ']}
                onChange={(next) => save.mutate({ field, names: next, version })}
              />
            ),
          },
        ]}
      />
    </>
  );
}

function TemplateTable() {
  const templates = useQuery(api.import.templates.queryOptions({ input: {} }));
  const remove = useMutation({
    mutationFn: (id: string) => client.import.removeTemplate({ id }),
    onSuccess: () => void templates.refetch(),
  });
  return (
    <>
      <div className="mut over-table">表头相同的文件按保存的列对应读取；删除后重新按列名识别。</div>
      <Failure error={templates.error ?? remove.error} />
      <Table<ImportTemplate>
        rowKey="id"
        size="small"
        pagination={false}
        loading={templates.isLoading}
        scroll={{ y: 330 }}
        locale={{ emptyText: '还没有保存过。改过列对应的导入完成后自动保存。' }}
        dataSource={templates.data ?? []}
        columns={[
          { title: '名称', dataIndex: 'name' },
          { title: '对应的列', dataIndex: 'columns', width: 120, align: 'right' },
          {
            title: '',
            width: 90,
            align: 'right',
            render: (_, { id }) => (
              <Button type="link" size="small" danger loading={remove.isPending} onClick={() => remove.mutate(id)}>
                删除
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}
