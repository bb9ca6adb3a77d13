/** What other rooms may use of this one. */
export { ChangePassword } from './ChangePassword.tsx';
export { LockScreen } from './LockScreen.tsx';
export { SetUpPage } from './SetUpPage.tsx';
export { SignInAgain } from './SignInAgain.tsx';
export { SignInPage } from './SignInPage.tsx';
export { UsersPage } from './UsersPage.tsx';
