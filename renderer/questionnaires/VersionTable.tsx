import { Button, Dropdown, Popconfirm, Table } from 'antd';
import { civilDateOf } from '../../shared/base/rules/time.ts';
import type { QuestionnaireVersion } from '../../shared/questionnaires/contract/questionnaires.ts';
import { client, download } from '../base/client.ts';
import { Mark } from '../ui/parts.tsx';
import { stateOf } from './states.ts';

const save = async (id: string, format: 'xlsx' | 'json') =>
  download(await client.questionnaires.exportFile({ kind: 'version', id, format }));

/** Published and retired versions; the one that new interviews begin with is marked. */
export function VersionTable({
  versions,
  read,
  copy,
  compare,
  use,
  retire,
}: {
  versions: readonly QuestionnaireVersion[];
  read: (id: string) => void;
  copy: (id: string) => void;
  compare: (id: string) => void;
  use: (id: string) => void;
  retire: (id: string) => void;
}) {
  return (
    <section className="card">
      <h2>已发布 {versions.length}</h2>
      <Table<QuestionnaireVersion>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={[...versions]}
        columns={[
          {
            title: '名称',
            dataIndex: 'title',
            render: (title: string, { id }) => (
              <Button type="link" size="small" className="shelf-name" onClick={() => read(id)}>
                {title}
              </Button>
            ),
          },
          { title: '编号', dataIndex: 'code', width: 130 },
          { title: '版本', dataIndex: 'version', width: 80, render: (version: number) => `第 ${version} 版` },
          {
            title: '状态',
            width: 110,
            render: (_, version) => {
              const { word, tone } = stateOf(version);
              return <Mark tone={tone}>{word}</Mark>;
            },
          },
          { title: '条目', dataIndex: 'items', width: 60, align: 'right' },
          { title: '访谈', dataIndex: 'interviews', width: 80, align: 'right', render: (count: number) => count.toLocaleString('zh-CN') },
          { title: '发布', dataIndex: 'publishedAt', width: 104, render: (at: string | null) => at && civilDateOf(at) },
          {
            title: '操作',
            width: 330,
            render: (_, { id, title, version, state, inUse }) => (
              <span className="row" style={{ gap: 4 }}>
                <Button size="small" onClick={() => copy(id)}>
                  以此为底稿
                </Button>
                <Button size="small" type="text" onClick={() => compare(id)}>
                  比较
                </Button>
                <Dropdown
                  trigger={['click']}
                  menu={{
                    items: [
                      { key: 'xlsx', label: 'Excel 工作簿' },
                      { key: 'json', label: 'JSON' },
                    ],
                    onClick: ({ key }) => void save(id, key === 'json' ? 'json' : 'xlsx'),
                  }}
                >
                  <Button size="small" type="text">
                    导出
                  </Button>
                </Dropdown>
                {state === 'published' && !inUse && (
                  <>
                    <Popconfirm title={`新访谈从现在起用“${title}”第 ${version} 版？`} okText="使用" onConfirm={() => use(id)}>
                      <Button size="small" type="text">
                        使用
                      </Button>
                    </Popconfirm>
                    <Popconfirm
                      title={`停用“${title}”第 ${version} 版？`}
                      description="停用后不能再用于新访谈，以前的访谈不受影响。"
                      okText="停用"
                      onConfirm={() => retire(id)}
                    >
                      <Button size="small" type="text" danger>
                        停用
                      </Button>
                    </Popconfirm>
                  </>
                )}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
