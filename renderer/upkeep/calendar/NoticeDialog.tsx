/** Reads a year's holiday arrangement from pasted text or a file and previews it before it is taken. */
import { Alert, Button, Input, Modal } from 'antd';
import { useRef } from 'react';
import type { WorkCalendar } from '../../../shared/base/rules/workingDays.ts';
import { readArrangement } from '../../../shared/upkeep/rules/holidayNotice.ts';
import { useDraft } from '../../base/useDraft.ts';

export function NoticeDialog({
  year,
  take,
  close,
}: {
  year: string;
  take: (arrangement: WorkCalendar, year: string) => void;
  close: () => void;
}) {
  const [text, write, drop] = useDraft('holiday notice', '');
  const picker = useRef<HTMLInputElement>(null);
  const read = readArrangement(text, year);
  const of = read.year ?? year;
  const usable = text.trim() !== '' && read.problems.length === 0;
  return (
    <Modal
      open
      width={720}
      title="导入放假通知"
      okText={usable ? `用作 ${of} 年的安排` : '用作这一年的安排'}
      okButtonProps={{ disabled: !usable }}
      cancelText="取消"
      onCancel={close}
      onOk={() => {
        drop();
        take(read, of);
      }}
    >
      <p className="mut">
        把《国务院办公厅关于{year}年部分节假日安排的通知》全文粘贴到这里，或选一个文本文件（通知全文，或每行“2027-01-01 休”“2027-02-07
        班”）。这一步只放进页面，回到日历核对后再保存。
      </p>
      <Input.TextArea autoFocus aria-label="放假通知" rows={12} value={text} onChange={(event) => write(event.target.value)} />
      <div className="row calendar-file">
        <Button onClick={() => picker.current?.click()}>选择文件</Button>
        <input
          ref={picker}
          hidden
          type="file"
          accept=".txt,.csv,text/plain"
          aria-label="选择放假安排文件"
          onChange={async (event) => {
            const [file] = event.target.files ?? [];
            if (file) write(await file.text());
          }}
        />
        {usable && (
          <span className="good">
            读出 {of} 年：放假 {read.holidays.length} 天，调休上班 {read.makeUpDays.length} 天。
          </span>
        )}
      </div>
      {text.trim() !== '' && read.problems.length > 0 && <Alert type="warning" showIcon title={`${read.problems.join('；')}。`} />}
    </Modal>
  );
}
