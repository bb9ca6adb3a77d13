/** Set-up shared by the import tests: a hospital whose admin imports small files. */
import type { Client } from '../../../electron/core/workstation.ts';
import { House } from '../../helpers/house.ts';

export const header = '住院号,姓名,出院日期,科室,主要诊断,联系电话,备注';

export const csv = (...lines: string[]) => new File([[header, ...lines].join('\n')], '十月.csv');

export const line = (number: string, name: string, date = '2026-10-09', rest = '骨科,骨折,13812345678,') =>
  `${number},${name},${date},${rest}`;

export class ImportHouse extends House {
  get admin(): Client {
    return this.as('admin');
  }

  /** Previews a file and imports it. */
  async load(file: File) {
    const { uploadId } = await this.admin.import.previewImport({ file });
    return this.admin.import.commitImport({ uploadId });
  }

  async count(table: 'discharge' | 'phone' | 'patient' | 'import_batch' | 'department'): Promise<number> {
    const row = await this.workstation.parts.store.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(row.count);
  }
}
