import { useQuery } from '@tanstack/react-query';
import { Select, Table } from 'antd';
import { useState } from 'react';
import type { ImportPreview } from '../../shared/contract/discharges.ts';
import { api } from '../client.ts';

type Unknown = ImportPreview['unknownDepartments'][number];

/** Department names nobody knows yet: new ones, or another name of one that exists. */
export function NewDepartments({
  unknown,
  chosen,
  height,
  choose,
}: {
  unknown: readonly Unknown[];
  chosen: readonly { name: string; departmentId: string | null }[];
  height: number;
  choose: (name: string, departmentId: string | null) => void;
}) {
  const departments = useQuery(api.accounts.departments.queryOptions({ input: {} }));
  // A name that was mapped is no longer unknown; it stays in the list so that the choice can be taken back.
  const [first] = useState(unknown);
  const names = [...first, ...unknown.filter((each) => !first.some((known) => known.name === each.name))];
  const options = (departments.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <div className="mut" style={{ marginBottom: 8 }}>
        不选则新建为临床科室；选了已有科室，这个叫法会被记住。
      </div>
      <Table<Unknown>
        rowKey="name"
        size="small"
        pagination={false}
        scroll={{ y: Math.max(120, height) }}
        dataSource={names}
        locale={{ emptyText: '文件里的科室都已认识' }}
        columns={[
          { title: '文件里的科室', dataIndex: 'name' },
          { title: '行数', dataIndex: 'rows', width: 100, align: 'right' },
          {
            title: '作为',
            width: 280,
            render: (_, { name }) => (
              <Select<string>
                size="small"
                style={{ width: 240 }}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={`新建“${name}”`}
                value={chosen.find((choice) => choice.name === name)?.departmentId ?? null}
                options={options}
                onChange={(departmentId) => choose(name, departmentId ?? null)}
              />
            ),
          },
        ]}
      />
    </>
  );
}
