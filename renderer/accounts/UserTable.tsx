import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Form, type FormInstance, Input, Select, Switch } from 'antd';
import { useRef } from 'react';
import type { User } from '../../shared/accounts/contract/accounts.ts';
import { openWorkWords } from '../../shared/accounts/rules/openWork.ts';
import { type Role, roles } from '../../shared/base/contract/words.ts';
import { api, client } from '../base/client.ts';
import { Conflict } from '../ui/Conflict.tsx';
import { PasswordInput } from '../ui/PasswordInput.tsx';
import { Failure } from '../ui/parts.tsx';
import { EditDialog, EditedList } from './EditedList.tsx';
import './fieldPair.css';

type GivenRole = Exclude<Role, 'system'>;

interface UserForm {
  login: string;
  name: string;
  role: GivenRole;
  departmentId?: string;
  password?: string;
  active: boolean;
  handTo?: string;
}

/** Where open work goes that nobody in particular gets. */
const pool = 'pool';

const givenRoles = roles.codes.filter((role): role is GivenRole => role !== 'system');

export function UserTable() {
  const users = useQuery(api.hospital.users.queryOptions({ input: {} }));
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

function valuesOf(user: User): UserForm {
  const { login, name, active, departmentId } = user;
  return { login, name, role: user.role as GivenRole, active, ...(departmentId ? { departmentId } : {}) };
}

function UserDialog({ user, close }: { user: User | null; close: () => void }) {
  const [form] = Form.useForm<UserForm>();
  const { message } = App.useApp();
  const departments = useQuery(api.hospital.departments.queryOptions({ input: {} }));
  const role = Form.useWatch('role', form);
  const version = useRef(user?.version ?? 0);
  const save = useMutation({
    mutationFn: async (values: UserForm) => {
      const fields = { name: values.name, role: values.role, departmentId: values.departmentId ?? null };
      if (!user) return client.hospital.createUser({ ...fields, login: values.login, password: values.password ?? '' });
      const saved = await client.hospital.updateUser({
        ...fields,
        id: user.id,
        version: version.current,
        active: values.active,
        ...(values.handTo ? { handTo: values.handTo === pool ? null : values.handTo } : {}),
      });
      if (values.password) await client.hospital.resetPassword({ id: user.id, password: values.password });
      return saved;
    },
    onSuccess: (saved) => {
      void message.success(`${saved.name} 已保存`);
      close();
    },
  });
  const initial: Partial<UserForm> = user ? valuesOf(user) : { role: 'nurse', active: true };
  const departmentName = (id: unknown) => departments.data?.find((one) => one.id === id)?.name ?? '（空）';
  const conflict = user && (
    <Conflict<UserForm>
      mine={form.getFieldsValue()}
      read={async () => {
        const stored = (await client.hospital.users({})).find(({ id }) => id === user.id) ?? user;
        return { values: valuesOf(stored), version: stored.version };
      }}
      labels={{ name: '姓名', role: '角色', departmentId: '科室', active: '允许登录' }}
      show={(field, value) =>
        field === 'role'
          ? roles.zh[value as GivenRole]
          : field === 'departmentId'
            ? departmentName(value)
            : value === true
              ? '是'
              : value === false
                ? '否'
                : String(value)
      }
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
    <EditDialog title={user ? `修改 ${user.name}` : '添加用户'} form={form} initial={initial} save={save} close={close} conflict={conflict}>
      <div className="row field-pair">
        <Form.Item className="grow" name="name" label="姓名" rules={[{ required: true, message: '请填写姓名' }]}>
          <Input autoFocus />
        </Form.Item>
        <Form.Item className="grow" name="login" label="用户名" rules={[{ required: true, min: 2, message: '至少 2 个字' }]}>
          <Input disabled={user !== null} autoComplete="off" />
        </Form.Item>
      </div>
      <div className="row field-pair">
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
        <PasswordInput autoComplete="new-password" />
      </Form.Item>
      {user && (
        <Form.Item name="active" label="允许登录" valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      {user && <OpenWorkOf user={user} form={form} />}
    </EditDialog>
  );
}

/** What is open with the user that she could no longer do, and who gets it; asked for before it can be saved. */
function OpenWorkOf({ user, form }: { user: User; form: FormInstance<UserForm> }) {
  const [role, departmentId, active] = [Form.useWatch('role', form), Form.useWatch('departmentId', form), Form.useWatch('active', form)];
  const users = useQuery(api.hospital.users.queryOptions({ input: {} }));
  const after = { id: user.id, role: role ?? 'nurse', departmentId: departmentId ?? null, active: active ?? true };
  const asked = useQuery({ ...api.hospital.openWork.queryOptions({ input: after }), enabled: role !== undefined });
  const words = asked.data ? openWorkWords(asked.data) : [];
  const colleagues = (users.data ?? []).filter((one) => one.active && one.role === 'nurse' && one.id !== user.id);
  const { headless, deputyFor } = asked.data ?? { headless: null, deputyFor: [] };
  return (
    <>
      <Failure error={asked.error} />
      {headless && (
        <Alert
          type="info"
          title={`${headless.department}将没有负责人：${headless.cases > 0 ? `${headless.cases} 件未销账的意见` : '以后的意见'}由随访办代办。`}
          style={{ marginBottom: 10 }}
        />
      )}
      {deputyFor.length > 0 && (
        <Alert
          type="info"
          title={`保存后${user.name}不再是${deputyFor.join('、')}的代办人；没有负责人的，由随访办代办。`}
          style={{ marginBottom: 10 }}
        />
      )}
      {words.length > 0 && (
        <>
          <Alert type="warning" title={`保存后${user.name}不能再处理：${words.join('、')}。`} style={{ marginBottom: 10 }} />
          <Form.Item name="handTo" label="这些交给谁" rules={[{ required: true, message: '请选择交给谁' }]}>
            <Select
              placeholder="请选择"
              options={[
                { value: pool, label: '公共池（每位回访员都能接手）' },
                ...colleagues.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </Form.Item>
        </>
      )}
    </>
  );
}
