/** Table of departments for the admin. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input, Select, Switch } from 'antd';
import { useRef } from 'react';
import type { Department } from '../../shared/accounts/contract/accounts.ts';
import { type DepartmentKind, departmentKinds } from '../../shared/base/contract/words.ts';
import { api, client } from '../base/client.ts';
import { Conflict } from '../ui/Conflict.tsx';
import { Mark } from '../ui/parts.tsx';
import { EditDialog, EditedList } from './EditedList.tsx';
import './fieldPair.css';

interface DepartmentForm {
  name: string;
  kind: DepartmentKind;
  sensitive: boolean;
  active: boolean;
  deputyId?: string;
}

export function DepartmentTable() {
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  return (
    <EditedList<Department>
      words="临床科室随导入自动建立；敏感科室默认不抽样，纳入时用中性话术。"
      add="添加科室"
      asked={departments}
      columns={[
        { title: '科室', dataIndex: 'name' },
        { title: '类别', render: (_, department) => departmentKinds.zh[department.kind] },
        {
          title: '负责人',
          render: (_, { headed, deputyName }) =>
            headed ? '有' : <span className="warn">{deputyName ? `${deputyName} 代办` : '随访办代办'}</span>,
        },
        { title: '敏感', render: (_, department) => (department.sensitive ? <Mark tone="warn">敏感</Mark> : null) },
      ]}
      dialog={(department, close) => <DepartmentDialog department={department} close={close} />}
    />
  );
}

const unnamed: DepartmentForm = { name: '', kind: 'clinical', sensitive: false, active: true };

function valuesOf({ name, kind, sensitive, active, deputyId }: Department): DepartmentForm {
  return { name, kind, sensitive, active, ...(deputyId === null ? {} : { deputyId }) };
}

function DepartmentDialog({ department, close }: { department: Department | null; close: () => void }) {
  const [form] = Form.useForm<DepartmentForm>();
  const version = useRef(department?.version ?? 0);
  const save = useMutation({
    mutationFn: (values: DepartmentForm) =>
      client.hospital.saveDepartment({
        ...values,
        id: department?.id ?? null,
        version: version.current,
        deputyId: values.deputyId ?? null,
      }),
    onSuccess: close,
  });
  const users = useQuery(api.hospital.users.queryOptions({ input: {} }));
  const deputies = (users.data ?? []).filter(({ role, active }) => active && (role === 'head' || role === 'supervisor'));
  const initial = department ? valuesOf(department) : unnamed;
  const conflict = department && (
    <Conflict<DepartmentForm>
      mine={form.getFieldsValue()}
      read={async () => {
        const stored = (await client.hospital.departments({})).find(({ id }) => id === department.id) ?? department;
        return { values: valuesOf(stored), version: stored.version };
      }}
      labels={{ name: '科室名称', kind: '类别', sensitive: '敏感科室', active: '在用', deputyId: '代办人' }}
      show={(field, value) => {
        if (field === 'kind') return departmentKinds.zh[value as DepartmentKind];
        if (field === 'deputyId') return deputies.find(({ id }) => id === value)?.name ?? '（空）';
        return value === true ? '是' : value === false ? '否' : String(value);
      }}
      keepMine={(now) => {
        version.current = now;
        form.submit();
      }}
      takeTheirs={(stored) => {
        version.current = stored.version;
        form.setFieldsValue(stored.values);
        save.reset();
      }}
    />
  );
  return (
    <EditDialog
      title={department ? `修改 ${department.name}` : '添加科室'}
      form={form}
      initial={initial}
      save={save}
      close={close}
      conflict={conflict}
    >
      <div className="row field-pair">
        <Form.Item className="grow" name="name" label="科室名称" rules={[{ required: true, message: '请填写科室名称' }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item name="kind" label="类别" style={{ width: 120 }}>
          <Select options={departmentKinds.codes.map((value) => ({ value, label: departmentKinds.zh[value] }))} />
        </Form.Item>
      </div>
      <div className="row">
        <Form.Item name="sensitive" label="敏感科室" valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="active" label="在用" valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item className="grow" name="deputyId" label="代办人" extra="科室没有可以登录的负责人时，除随访办外由谁代办">
          <Select
            allowClear
            placeholder="可不选"
            options={deputies.map((one) => ({
              value: one.id,
              label: one.departmentName ? `${one.name}（${one.departmentName}）` : one.name,
            }))}
          />
        </Form.Item>
      </div>
    </EditDialog>
  );
}
