import { sexes } from '../../../shared/base/contract/words.ts';
import type { DeskRow } from '../../../shared/sampling/contract/sampling.ts';
import { Mark } from '../../ui/parts.tsx';

/** Whom a follow-up is about, in a cell of a table. */
export function Who({ row }: { row: DeskRow }) {
  return (
    <td className="nowrap">
      <b>{row.name}</b>{' '}
      <span className="mut">
        {sexes.zh[row.sex]} {row.ageText}
      </span>{' '}
      {row.isReplacement && <Mark>补抽</Mark>}
    </td>
  );
}
