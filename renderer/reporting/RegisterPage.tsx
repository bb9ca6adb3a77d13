/** 《出院患者电话回访登记本》: its 14 columns on screen, and the full workbook after a reason is given. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import { monthOf } from '../../shared/base/rules/time.ts';
import type { RegisterRow } from '../../shared/reporting/contract/reporting.ts';
import { api, download, sentenceOf } from '../base/client.ts';
import { useUser } from '../base/signedIn.ts';
import { useDraft } from '../base/useDraft.ts';
import { Failure, Page } from '../ui/parts.tsx';
import { monthText } from './figureText.ts';
import './reporting.css';

const column = (dataIndex: keyof RegisterRow, title: string, width: number) => ({ dataIndex, title, width });
const columns = [
  { ...column('name', '姓名', 76), fixed: 'left' as const },
  column('sex', '性别', 52),
  column('age', '年龄', 64),
  column('address', '地址', 150),
  column('phone', '电话', 122),
  column('dischargeDate', '出院日期', 104),
  column('diagnosis', '疾病诊断', 140),
  column('outcome', '治疗转归', 84),
  column('interviewedAt', '回访时间', 136),
  column('revisitDate', '复诊时间', 104),
  column('opinions', '意见反馈', 240),
  column('measures', '整改措施', 240),
  column('repliedAt', '回复时间', 136),
  column('replyContent', '回复内容', 200),
];
const pageSize = 50;

export function RegisterPage() {
  const user = useUser();
  const months = useQuery(api.discharges.months.queryOptions({ input: {} }));
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [departmentId, setDepartmentId] = useState<string | undefined>(undefined);
  const [page, setPage] = useState(1);
  const [exporting, setExporting] = useState(false);
  const drawn = (months.data ?? []).filter((each) => each.drawn > 0).sort((a, b) => (a.month < b.month ? 1 : -1));
  const month = chosen ?? drawn[0]?.month ?? monthOf(new Date().toISOString());
  const selected = { month, ...(departmentId ? { departmentId } : {}) };
  const register = useQuery(
    api.reporting.register.queryOptions({
      input: { ...selected, offset: (page - 1) * pageSize, limit: pageSize },
      placeholderData: keepPreviousData,
    }),
  );
  const beside = (
    <>
      <Select
        aria-label="月份"
        style={{ width: 128 }}
        value={month}
        onChange={(value) => {
          setChosen(value);
          setPage(1);
        }}
        options={drawn.map((each) => ({ value: each.month, label: monthText(each.month) }))}
      />
      <Select
        aria-label="科室"
        style={{ width: 160 }}
        allowClear
        placeholder="全部科室"
        value={departmentId ?? null}
        onChange={(value) => {
          setDepartmentId(value ?? undefined);
          setPage(1);
        }}
        options={(departments.data ?? []).filter((each) => each.kind === 'clinical').map((each) => ({ value: each.id, label: each.name }))}
      />
      <span className="mut">
        共 {register.data?.total ?? 0} 例{user.role === 'nurse' ? '（本人回访）' : ''}
      </span>
    </>
  );
  const actions = user.role === 'supervisor' && (
    <Button type="primary" disabled={!register.data?.total} onClick={() => setExporting(true)}>
      导出登记本…
    </Button>
  );
  return (
    <Page title="出院患者电话回访登记本" beside={beside} actions={actions}>
      <Failure error={register.error} retry={() => void register.refetch()} />
      <div className="card fill" ref={focusableScroll}>
        <Table<RegisterRow>
          className="register-table"
          size="small"
          sticky
          rowKey={(row) => `${row.interviewedAt}|${row.name}|${row.phone}|${row.dischargeDate}`}
          columns={columns}
          dataSource={register.data?.rows ?? []}
          loading={register.isPending}
          scroll={{ x: columns.reduce((sum, { width }) => sum + width, 0) }}
          pagination={{
            current: page,
            pageSize,
            total: register.data?.total ?? 0,
            onChange: setPage,
            showSizeChanger: false,
            hideOnSinglePage: true,
          }}
          locale={{ emptyText: '这个月还没有已结束的回访' }}
        />
      </div>
      <ExportReason open={exporting} close={() => setExporting(false)} selected={selected} total={register.data?.total ?? 0} />
    </Page>
  );
}

/** What antd lets scroll sideways must be reachable by keyboard; it offers no property for that. */
function focusableScroll(frame: HTMLDivElement | null): void {
  frame?.querySelector('.ant-table-body')?.setAttribute('tabindex', '0');
}

interface ExportProps {
  readonly open: boolean;
  readonly close: () => void;
  readonly selected: { readonly month: string; readonly departmentId?: string };
  readonly total: number;
}

/** Identities leave the program here: a reason first. */
function ExportReason({ open, close, selected, total }: ExportProps) {
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const [reason, keep, drop] = useDraft('register export', '');
  const workbook = useMutation(
    api.reporting.registerWorkbook.mutationOptions({
      onSuccess: (file) => {
        drop();
        download(file);
        close();
        form.resetFields();
      },
      onError: (error) => void message.error(sentenceOf(error)),
    }),
  );
  return (
    <Modal
      open={open}
      onCancel={close}
      title={`导出${monthText(selected.month)}登记本（${total} 例）`}
      okText="导出 Excel"
      confirmLoading={workbook.isPending}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="mut">文件含患者姓名、电话和地址。导出人、时间和原因会写在文件里，并记入日志。</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ reason }}
        onValuesChange={(_, values) => keep(values.reason)}
        onFinish={({ reason }) => workbook.mutate({ ...selected, reason })}
      >
        <Form.Item name="reason" label="导出原因" rules={[{ required: true, whitespace: true, min: 2, message: '请填写导出原因' }]}>
          <Input.TextArea autoFocus maxLength={200} rows={2} placeholder="例如：等级评审备查" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
