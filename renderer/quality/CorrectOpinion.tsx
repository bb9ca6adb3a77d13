/** Corrects the item of feedback, as long as no department was told of it. */
import { Select } from 'antd';
import type { Department } from '../../shared/accounts/contract/accounts.ts';
import { aspectCodes } from '../../shared/base/contract/words.ts';
import type { SheetOpinion } from '../../shared/quality/contract/quality.ts';
import { type Corrections, isMoved, type Place, placeNow } from './correcting.ts';

const aspects = aspectCodes.codes.map((value) => ({ value, label: aspectCodes.zh[value] }));

export function CorrectOpinion({
  opinion,
  departments,
  corrections,
  change,
}: {
  opinion: SheetOpinion;
  departments: readonly Department[];
  corrections: Corrections;
  change: (corrections: Corrections) => void;
}) {
  const place = placeNow(corrections, opinion);
  const set = (patch: Partial<Place>) => {
    const next: Place = { departmentId: place.departmentId, aspect: place.aspect, ...patch };
    change({ ...corrections, places: new Map([...corrections.places, [opinion.id, next]]) });
  };
  const choices = departments.filter(({ active, id }) => active || id === opinion.departmentId);
  return (
    <div className={isMoved(corrections, opinion) ? 'correction-place on' : 'correction-place'}>
      <span>“{opinion.text}”</span>
      {opinion.itemCode === null ? (
        <Select
          size="small"
          aria-label="维度"
          placeholder="维度"
          value={place.aspect}
          options={aspects}
          onChange={(aspect) => set({ aspect })}
        />
      ) : (
        <span className="mut">{opinion.itemTitle}</span>
      )}
      <Select
        size="small"
        aria-label="责任科室"
        showSearch={{ optionFilterProp: 'label' }}
        value={place.departmentId}
        options={choices.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(departmentId) => set({ departmentId })}
      />
    </div>
  );
}
