import { useQuery } from '@tanstack/react-query';
import { Button, Select, Table } from 'antd';
import { useState } from 'react';
import type { ImportPreview } from '../../shared/import/contract/import.ts';
import { api } from '../base/client.ts';
import './overTable.css';

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
  choose: (choices: readonly { name: string; departmentId: string | null }[]) => void;
}) {
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  // A name that was mapped is no longer unknown; it stays in the list so that the choice can be taken back.
  const [first] = useState(unknown);
  const names = [...first, ...unknown.filter((each) => !first.some((known) => known.name === each.name))];
  const options = (departments.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const chosenFor = (name: string) => chosen.find((choice) => choice.name === name)?.departmentId ?? null;
  const open = names.flatMap(({ name, suggested }) =>
    suggested && chosenFor(name) === null ? [{ name, departmentId: suggested.id }] : [],
  );
  return (
    <>
      <div className="row over-table">
        <span className="mut">不选则新建为临床科室；选了已有科室，这个叫法会被记住。</span>
        <span className="grow" />
        {open.length > 1 && (
          <Button size="small" onClick={() => choose(open)}>
            采用全部 {open.length} 条建议
          </Button>
        )}
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
            width: 260,
            render: (_, { name }) => (
              <Select<string>
                size="small"
                style={{ width: 240 }}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                aria-label={`“${name}”作为`}
                placeholder={`新建“${name}”`}
                value={chosenFor(name)}
                options={options}
                onChange={(departmentId) => choose([{ name, departmentId: departmentId ?? null }])}
              />
            ),
          },
          {
            title: '可能是',
            width: 220,
            render: (_, { name, suggested }) =>
              suggested &&
              chosenFor(name) === null && (
                <Button type="link" size="small" onClick={() => choose([{ name, departmentId: suggested.id }])}>
                  {suggested.name}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}
