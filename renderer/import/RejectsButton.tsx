/**
 * Downloads the rejected rows of a batch as a workbook. Identities leave the program here, so a reason is asked
 * first.
 */
import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { client, download } from '../base/client.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure } from '../ui/parts.tsx';

export function RejectsButton({ batchId, small = false }: { batchId: string; small?: boolean }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button {...(small ? { type: 'link', size: 'small' } : { icon: <DownloadOutlined /> })} onClick={() => setAsking(true)}>
        下载退回表
      </Button>
      {asking && <ExportReason batchId={batchId} close={() => setAsking(false)} />}
    </>
  );
}

function ExportReason({ batchId, close }: { batchId: string; close: () => void }) {
  const [form] = Form.useForm<{ reason: string }>();
  const [reason, keep, drop] = useDraft(`rejects ${batchId}`, '');
  const workbook = useMutation({
    mutationFn: (reason: string) => client.import.rejectsWorkbook({ batchId, reason }),
    onSuccess: (file) => {
      drop();
      download(file);
      close();
    },
  });
  return (
    <Modal open title="下载退回表" okText="下载" confirmLoading={workbook.isPending} onOk={() => form.submit()} onCancel={close}>
      <p className="mut">文件含患者姓名和电话。导出人、时间和原因会写在文件里，并记入日志。</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ reason }}
        onValuesChange={(_, values) => keep(values.reason)}
        onFinish={({ reason }) => workbook.mutate(reason)}
      >
        <Form.Item name="reason" label="导出原因" rules={[{ required: true, whitespace: true, min: 2, message: '请填写导出原因' }]}>
          <Input autoFocus maxLength={200} placeholder="例如：改正后重新导入" onPressEnter={() => form.submit()} />
        </Form.Item>
      </Form>
      <Failure error={workbook.error} />
    </Modal>
  );
}
