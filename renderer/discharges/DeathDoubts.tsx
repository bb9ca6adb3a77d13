/** Lists patients who may have died; they are not called before somebody has checked. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Drawer, Input, Table } from 'antd';
import { useState } from 'react';
import { api, client } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure } from '../ui/parts.tsx';

const shownAtMost = 200;

export function DeathDoubts() {
  const [open, setOpen] = useState(false);
  const doubts = useQuery(api.discharges.deathDoubts.queryOptions({ input: { limit: shownAtMost } }));
  const [notes, setNotes] = useDraft<Readonly<Record<string, string>>>('death doubts', {});
  const settle = useMutation({
    mutationFn: (found: { id: string; died: boolean; note: string }) => client.discharges.settleDeathDoubt(found),
    onSuccess: (_, { id }) => {
      const { [id]: _sent, ...others } = notes;
      setNotes(others);
      void doubts.refetch();
    },
  });
  const { total = 0, rows = [] } = doubts.data ?? {};
  if (total === 0 && !open) return null;
  return (
    <>
      <Alert
        type="warning"
        showIcon
        style={{ flex: 'none' }}
        title={`${total} 位患者的转归或离院方式可能指死亡，核对前不会被抽样。`}
        action={
          <Button size="small" onClick={() => setOpen(true)}>
            去核对
          </Button>
        }
      />
      <Drawer open={open} size={860} title="可能已死亡，待核对" onClose={() => setOpen(false)}>
        <p className="mut">请向病区核实后选择：“已死亡”记为死亡，不再联系；“离院时在世”照常进入抽样。两种都记入日志。</p>
        <Failure error={doubts.error ?? settle.error} />
        <Table<(typeof rows)[number]>
          rowKey="id"
          size="small"
          pagination={false}
          dataSource={rows}
          locale={{ emptyText: '都已核对' }}
          columns={[
            {
              title: '患者',
              width: 190,
              render: (_, row) => (
                <Link to="/discharges/$dischargeId" params={{ dischargeId: row.id }}>
                  {row.name} {row.inpatientNumber}
                </Link>
              ),
            },
            { title: '科室', dataIndex: 'department', width: 120 },
            { title: '出院', dataIndex: 'dischargeDate', width: 106 },
            { title: '文件里写的', dataIndex: 'word', width: 120 },
            {
              title: '核对',
              render: (_, row) => {
                const note = notes[row.id] ?? '';
                const ready = note.trim().length >= 2 && !settle.isPending;
                return (
                  <div className="row">
                    <Input
                      size="small"
                      aria-label={`${row.name}向谁核对`}
                      placeholder="向谁核对"
                      value={note}
                      onChange={(event) => setNotes({ ...notes, [row.id]: event.target.value })}
                    />
                    <Button size="small" danger disabled={!ready} onClick={() => settle.mutate({ id: row.id, died: true, note })}>
                      已死亡
                    </Button>
                    <Button size="small" disabled={!ready} onClick={() => settle.mutate({ id: row.id, died: false, note })}>
                      离院时在世
                    </Button>
                  </div>
                );
              },
            },
          ]}
        />
      </Drawer>
    </>
  );
}
