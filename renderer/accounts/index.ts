/** The exports of this room for other rooms. */
export { ChangePassword } from './ChangePassword.tsx';
export { LockScreen } from './LockScreen.tsx';
export { SetUpPage } from './SetUpPage.tsx';
export { SignInAgain } from './SignInAgain.tsx';
export { SignInPage } from './SignInPage.tsx';
export { UsersPage } from './UsersPage.tsx';
