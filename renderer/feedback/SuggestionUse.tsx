/** 建议归类: how often each label was suggested, taken, and right in the end. */

import { useQuery } from '@tanstack/react-query';
import { Drawer, Table } from 'antd';
import type { SuggestionUse as Use } from '../../shared/opinions/contract/opinions.ts';
import { percentText } from '../../shared/statistics/rules/percent.ts';
import { api } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';

const abouts: Readonly<Record<Use['about'], string>> = { subject: '归类', department: '责任科室', severity: '轻重' };

const share = (part: number, { offered }: Use) => (
  <>
    {part} <span className="mut case-small">{percentText(part, offered)}</span>
  </>
);

export function SuggestionUse({ shown, close }: { shown: boolean; close: () => void }) {
  const uses = useQuery(api.opinions.suggestionUse.queryOptions({ input: {}, enabled: shown }));
  return (
    <Drawer title="建议归类的用处" open={shown} onClose={close} size={620}>
      <p className="mut">
        {
          '回访员打字时，程序按本院以前的意见建议归类、科室和轻重，不确定时不提示，由回访员按键采用。“最终一致”看现在的记录，转办时改过的算改过以后的。'
        }
      </p>
      <Failure error={uses.error} retry={() => void uses.refetch()} />
      <Table<Use>
        size="small"
        pagination={false}
        loading={uses.isLoading}
        rowKey={({ about, label }) => `${about} ${label}`}
        dataSource={uses.data ?? []}
        locale={{ emptyText: '还没有提出过建议。积累几十件登记过的意见后才会开始提示。' }}
        columns={[
          { title: '项目', dataIndex: 'about', width: 90, render: (about: Use['about']) => abouts[about] },
          { title: '建议', dataIndex: 'label' },
          { title: '提出', dataIndex: 'offered', align: 'right', width: 70 },
          { title: '采用', align: 'right', width: 120, render: (_, use) => share(use.taken, use) },
          { title: '最终一致', align: 'right', width: 120, render: (_, use) => share(use.right, use) },
        ]}
      />
    </Drawer>
  );
}
