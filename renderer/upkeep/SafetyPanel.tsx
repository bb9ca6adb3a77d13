/** Integrity check and backup. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Table } from 'antd';
import type { CheckName } from '../../shared/upkeep/contract/upkeep.ts';
import { client } from '../base/client.ts';
import { Failure, Mark } from '../ui/parts.tsx';
import './safetyPanel.css';

const words: Readonly<Record<CheckName, string>> = {
  database: '数据库完整性',
  audit: '操作日志链',
  derived: '统计数字与原始回答一致',
  draws: '抽样可复现',
  reviews: '质控抽取可复现',
  identity: '访谈都有接听人与同意',
  followUps: '回访、拨打与访谈一致',
  openWork: '未完成的工作都有人负责',
};

export function SafetyPanel({ mayBackUp }: { mayBackUp: boolean }) {
  const verify = useMutation({ mutationFn: () => client.upkeep.verify({}) });
  const backup = useMutation({ mutationFn: () => client.upkeep.backup({}) });
  const copy = backup.data;
  return (
    <div className="safety">
      <div className="row">
        <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate()}>
          全面检查
        </Button>
        {mayBackUp && (
          <Button loading={backup.isPending} onClick={() => backup.mutate()}>
            立即备份
          </Button>
        )}
        <span className="mut">检查数据库、操作日志、统计数字和每次抽样；备份后自动打开备份核对。</span>
      </div>
      <Failure error={verify.error ?? backup.error} />
      {copy && (
        <Alert
          type="success"
          showIcon
          title={`备份完成并已核对：出院记录 ${copy.discharges.toLocaleString()} 条，访谈 ${copy.interviews.toLocaleString()} 例，${(copy.bytes / 1_048_576).toFixed(1)} MB`}
          description={copy.file}
        />
      )}
      {verify.data && (
        <Table
          rowKey="name"
          size="small"
          pagination={false}
          dataSource={verify.data.checks}
          columns={[
            { title: '检查项', render: (_, check) => words[check.name] },
            { title: '结果', render: (_, check) => (check.ok ? <Mark tone="good">正常</Mark> : <Mark tone="bad">有问题</Mark>) },
            { title: '说明', dataIndex: 'detail' },
          ]}
        />
      )}
    </div>
  );
}
