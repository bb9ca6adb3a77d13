import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';
import type { TextEncoding } from '../../shared/base/contract/words.ts';
import { Failure } from '../ui/parts.tsx';
import { BatchTable } from './BatchTable.tsx';
import { EncodingChoice } from './EncodingChoice.tsx';
import './chooseFile.css';

/** Drop or choose a file; below, the batches imported before. */
export function ChooseFile({
  choose,
  error,
  failed,
  chooseEncoding,
}: {
  choose: (file: File) => void;
  error: unknown;
  /** The file that `error` is about. */
  failed: File | null;
  chooseEncoding: (file: File, encoding: TextEncoding) => void;
}) {
  const isText = failed !== null && /\.(?:csv|txt|xls|html?)$/i.test(failed.name);
  return (
    <>
      <Failure error={error} />
      {error !== null && isText && (
        <div className="row choose-encoding">
          <span className="mut">文字显示成乱码时，可以自己选编码再读：</span>
          <EncodingChoice source={{ file: failed }} choose={(encoding) => chooseEncoding(failed, encoding)} />
        </div>
      )}
      <Upload.Dragger
        accept=".xlsx,.xls,.xlsb,.ods,.csv,.txt,.dbf,.html,.htm"
        showUploadList={false}
        beforeUpload={(file) => {
          choose(file);
          return false;
        }}
        style={{ background: 'var(--surface)' }}
      >
        <div className="choose-file">
          <InboxOutlined className="choose-file-icon" />
          <div className="choose-file-words">
            <div className="choose-file-title">把医院系统导出的文件拖到这里，或点击选择</div>
            <div className="mut">
              xlsx、xls、csv、txt、dbf，200 MB、1,048,576 行以内。先核对，确认后才写入；同一文件重复导入不会多出记录。
            </div>
          </div>
        </div>
      </Upload.Dragger>
      <BatchTable />
    </>
  );
}
