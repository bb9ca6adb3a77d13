/** Shows the beginning of a text file or page in each encoding, so that a user can choose one. */
import { Refusal } from '../../../shared/base/contract/errors.ts';
import { hidePhones } from '../../../shared/base/rules/phones.ts';
import { foldWidth } from '../../../shared/base/rules/text.ts';
import { hideIdCards } from '../../../shared/import/rules/idCard.ts';
import type { LongContext } from '../base/context.ts';
import type { Input, Output } from '../base/door.ts';
import { linesByEncoding } from '../base/tables/decodeText.ts';
import { fileLimit, tooLarge } from '../base/tables/limits.ts';
import { isTextual } from '../base/tables/readTables.ts';
import { uploadOf } from './uploads.ts';

const linesShown = 3;

async function bytesOf(ctx: LongContext, { file, uploadId }: Input<'import', 'encodings'>): Promise<Uint8Array> {
  if (uploadId !== undefined) {
    const { content } = uploadOf(uploadId, ctx.actor.id);
    return 'bytes' in content ? content.bytes : new Uint8Array();
  }
  if (!file) throw new Refusal('BAD_INPUT', { detail: '请选择文件' });
  if (file.size > fileLimit) throw tooLarge('200 MB');
  return new Uint8Array(await file.arrayBuffer());
}

/** @throws Refusal UPLOAD_GONE, BAD_INPUT, FILE_TOO_LARGE and those of a file that is no table */
export async function encodings(ctx: LongContext, input: Input<'import', 'encodings'>): Promise<Output<'import', 'encodings'>> {
  const bytes = await bytesOf(ctx, input);
  if (bytes.length === 0 || !isTextual({ bytes })) return [];
  return linesByEncoding(bytes, linesShown).map(({ encoding, lines }) => ({
    encoding,
    lines: lines.map((line) => hideIdCards(hidePhones(foldWidth(line))).slice(0, 160)),
  }));
}
