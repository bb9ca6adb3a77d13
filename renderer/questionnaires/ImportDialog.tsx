import { InboxOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Modal, Upload } from 'antd';
import { client } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';

/** Takes a workbook or JSON as a draft; what is wrong with its form is told by sheet and row. */
export function ImportDialog({ close, open }: { close: () => void; open: (draftId: string) => void }) {
  const read = useMutation({
    mutationFn: (file: File) => client.questionnaires.importFile({ file }),
    onSuccess: ({ draftId }) => {
      if (draftId !== null) open(draftId);
    },
  });
  const problems = read.data?.problems ?? [];
  return (
    <Modal open onCancel={close} footer={null} title="导入问卷" width={760}>
      <Failure error={read.error} />
      <Upload.Dragger
        accept=".xlsx,.xls,.json"
        showUploadList={false}
        beforeUpload={(file) => {
          read.mutate(file);
          return false;
        }}
      >
        <div className="row" style={{ justifyContent: 'center', gap: 16 }}>
          <InboxOutlined style={{ fontSize: 30, color: 'var(--accent)' }} />
          <div style={{ textAlign: 'left' }}>
            <b>把问卷文件拖到这里，或点击选择</b>
            <div className="mut">Excel 工作簿或 JSON。先导出一份，在 Excel 里改好再导入；导入成草稿，检查后才能发布。</div>
          </div>
        </div>
      </Upload.Dragger>
      {problems.length > 0 && (
        <>
          <Alert
            type="error"
            showIcon
            style={{ margin: '12px 0' }}
            title={`有 ${problems.length} 处不对，没有导入。在文件里改好再选一次。`}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
          <div className="import-problems" tabIndex={0}>
            <table className="studio-table">
              <thead>
                <tr>
                  <th style={{ width: 110 }}>工作表</th>
                  <th style={{ width: 70 }}>行</th>
                  <th>哪里不对</th>
                </tr>
              </thead>
              <tbody>
                {problems.map(({ sheet, row, text }) => (
                  <tr key={`${sheet} ${row} ${text}`}>
                    <td>{sheet}</td>
                    <td className="num">{row > 0 ? row : ''}</td>
                    <td>{text}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Modal>
  );
}
