import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Form, Input, Select, Switch } from 'antd';
import type { User } from '../../shared/contract/accounts.ts';
import { type Role, roles } from '../../shared/contract/words.ts';
import { api, client } from '../client.ts';
import { EditDialog, EditedList } from './EditedList.tsx';

type GivenRole = Exclude<Role, 'system'>;

interface UserForm {
  login: string;
  name: string;
  role: GivenRole;
  departmentId?: string;
  password?: string;
  active: boolean;
}

const givenRoles = roles.codes.filter((role): role is GivenRole => role !== 'system');

export function UserTable() {
  const users = useQuery(api.accounts.users.queryOptions({ input: {} }));
  return (
    <EditedList<User>
      words="每人用自己的账号登录，所有操作都会记入日志。"
      add="添加用户"
      asked={users}
      columns={[
        { title: '姓名', dataIndex: 'name' },
        { title: '用户名', dataIndex: 'login' },
        { title: '角色', render: (_, user) => roles.zh[user.role] },
        { title: '科室', render: (_, user) => user.departmentName ?? <span className="dim">–</span> },
      ]}
      dialog={(user, close) => <UserDialog user={user} close={close} />}
    />
  );
}

function UserDialog({ user, close }: { user: User | null; close: () => void }) {
  const [form] = Form.useForm<UserForm>();
  const { message } = App.useApp();
  const departments = useQuery(api.accounts.departments.queryOptions({ input: {} }));
  const role = Form.useWatch('role', form);
  const save = useMutation({
    mutationFn: async (values: UserForm) => {
      const fields = { name: values.name, role: values.role, departmentId: values.departmentId ?? null };
      if (!user) return client.accounts.createUser({ ...fields, login: values.login, password: values.password ?? '' });
      const saved = await client.accounts.updateUser({ ...fields, id: user.id, active: values.active });
      if (values.password) await client.accounts.resetPassword({ id: user.id, password: values.password });
      return saved;
    },
    onSuccess: (saved) => {
      void message.success(`${saved.name} 已保存`);
      close();
    },
  });
  const initial: Partial<UserForm> = user
    ? {
        login: user.login,
        name: user.name,
        role: user.role as GivenRole,
        active: user.active,
        ...(user.departmentId ? { departmentId: user.departmentId } : {}),
      }
    : { role: 'nurse', active: true };
  return (
    <EditDialog title={user ? `修改 ${user.name}` : '添加用户'} form={form} initial={initial} save={save} close={close}>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item className="grow" name="name" label="姓名" rules={[{ required: true, message: '请填写姓名' }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item className="grow" name="login" label="用户名" rules={[{ required: true, min: 2, message: '至少 2 个字' }]}>
          <Input disabled={user !== null} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <Form.Item className="grow" name="role" label="角色">
          <Select options={givenRoles.map((value) => ({ value, label: roles.zh[value] }))} />
        </Form.Item>
        <Form.Item
          className="grow"
          name="departmentId"
          label="科室"
          rules={role === 'head' ? [{ required: true, message: '科主任必须指定科室' }] : []}
        >
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={role === 'head' ? '必选' : '可不选'}
            options={(departments.data ?? []).filter((department) => department.active).map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="password"
        label={user ? '重设密码（不改请留空）' : '初始密码'}
        extra="至少 8 位，含字母、数字、符号中的两种"
        rules={user ? [] : [{ required: true, message: '请设置初始密码' }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {user && (
        <Form.Item name="active" label="允许登录" valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
    </EditDialog>
  );
}
