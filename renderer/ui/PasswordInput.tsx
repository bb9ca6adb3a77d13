/** A password field. Tab goes to the next field, because the eye beside it is for the mouse. */
import { Input, type InputRef } from 'antd';
import type { PasswordProps } from 'antd/es/input';
import type { Ref } from 'react';

const eye = { tabIndex: -1 };

export function PasswordInput(props: PasswordProps & { ref?: Ref<InputRef> }) {
  return <Input.Password {...props} visibilityToggle={eye} />;
}
