/**
 * Names a patient's department and ward without repetition: 骨科一病区 of 骨科, but 内科 三楼东 where the ward's name does not
 * include the department.
 */
export function placeOf({ department, ward }: { readonly department: string; readonly ward: string }): string {
  return ward.startsWith(department) ? ward : [department, ward].filter(Boolean).join(' ');
}
