/** Where a patient lay, said once: 骨科一病区 of 骨科, but 内科 三楼东 where the ward's name does not tell the department. */
export function placeOf({ department, ward }: { readonly department: string; readonly ward: string }): string {
  return ward.startsWith(department) ? ward : [department, ward].filter(Boolean).join(' ');
}
