import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input, Select, Switch } from 'antd';
import type { Department } from '../../shared/contract/accounts.ts';
import { type DepartmentKind, departmentKinds } from '../../shared/contract/words.ts';
import { api, client } from '../client.ts';
import { Mark } from '../ui/parts.tsx';
import { EditDialog, EditedList } from './EditedList.tsx';

interface DepartmentForm {
  name: string;
  kind: DepartmentKind;
  sensitive: boolean;
  active: boolean;
}

export function DepartmentTable() {
  const departments = useQuery(api.accounts.departments.queryOptions({ input: {} }));
  return (
    <EditedList<Department>
      words="临床科室随导入自动建立；敏感科室默认不抽样，纳入时用中性话术。"
      add="添加科室"
      asked={departments}
      columns={[
        { title: '科室', dataIndex: 'name' },
        { title: '类别', render: (_, department) => departmentKinds.zh[department.kind] },
        { title: '敏感', render: (_, department) => (department.sensitive ? <Mark tone="warn">敏感</Mark> : null) },
      ]}
      dialog={(department, close) => <DepartmentDialog department={department} close={close} />}
    />
  );
}

function DepartmentDialog({ department, close }: { department: Department | null; close: () => void }) {
  const [form] = Form.useForm<DepartmentForm>();
  const save = useMutation({
    mutationFn: (values: DepartmentForm) => client.accounts.saveDepartment({ id: department?.id ?? null, ...values }),
    onSuccess: close,
  });
  const initial: DepartmentForm = department ?? { name: '', kind: 'clinical', sensitive: false, active: true };
  return (
    <EditDialog title={department ? `修改 ${department.name}` : '添加科室'} form={form} initial={initial} save={save} close={close}>
      <div className="row" style={{ alignItems: 'flex-start' }}>
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
      </div>
    </EditDialog>
  );
}
