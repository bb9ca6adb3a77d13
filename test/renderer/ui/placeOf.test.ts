/** Tests how a patient's department and ward are named. */
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../../renderer/ui/placeOf.ts';

describe('where a patient lay', () => {
  it('names the department once where the ward tells it already', () => {
    expect(placeOf({ department: '骨科', ward: '骨科一病区' })).toBe('骨科一病区');
    expect(placeOf({ department: '骨科', ward: '骨科' })).toBe('骨科');
  });

  it('names both where the ward alone would not tell, and no ward where there is none', () => {
    expect(placeOf({ department: '内科', ward: '三楼东' })).toBe('内科 三楼东');
    expect(placeOf({ department: '内科', ward: '' })).toBe('内科');
  });
});
