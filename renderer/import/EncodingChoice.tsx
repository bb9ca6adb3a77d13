import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { type TextEncoding, textEncodings } from '../../shared/base/contract/words.ts';
import { client } from '../base/client.ts';
import { Failure } from '../ui/parts.tsx';

/** The file's beginning in every encoding, to choose the one in which it can be read. */
export function EncodingChoice({
  source,
  choose,
}: {
  /** A previewed upload, or a file that could not be previewed. */
  source: { readonly uploadId: string } | { readonly file: File };
  choose: (encoding: TextEncoding) => void;
}) {
  const [open, setOpen] = useState(false);
  const looks = useQuery({
    queryKey: ['encodings', 'uploadId' in source ? source.uploadId : source.file],
    queryFn: () => client.import.encodings(source),
    enabled: open,
  });
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        换编码
      </Button>
      <Modal open={open} width={900} title="哪一种显示得对" footer={null} onCancel={() => setOpen(false)}>
        <Failure error={looks.error} />
        {looks.data?.length === 0 && <p>这个文件不是文本，没有编码可选。</p>}
        {looks.data?.map(({ encoding, lines }) => (
          <div key={encoding} className="encoding">
            <Button
              size="small"
              onClick={() => {
                setOpen(false);
                choose(encoding);
              }}
            >
              {textEncodings.zh[encoding]}
            </Button>
            <pre>{lines.join('\n')}</pre>
          </div>
        ))}
      </Modal>
    </>
  );
}
