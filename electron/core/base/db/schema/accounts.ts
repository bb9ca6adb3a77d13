/** Tables of departments, users and sessions. */
import type { Generated } from 'kysely';
import type { DepartmentKind, Role } from '../../../../../shared/base/contract/words.ts';
import type { Flag } from './flag.ts';

export interface AccountsTables {
  department: {
    id: string;
    name: string;
    kind: DepartmentKind;
    sensitive: Flag;
    active: Flag;
    /** Who acts for it while it has no head. */
    deputy_id: string | null;
    version: Generated<number>;
  };
  /** Other names a department goes by in exports, normalised. */
  department_alias: { alias: string; department_id: string };
  app_user: {
    id: string;
    login: string;
    name: string;
    role: Role;
    department_id: string | null;
    password_hash: string;
    active: Flag;
    created_at: string;
    version: Generated<number>;
  };
  /** Wrong passwords by log-in (hashed) and by machine, for 15 minutes after the last. */
  failed_sign_in: { key: string; failures: number; barred_until: string | null; last_at: string };
  session: { token_hash: string; user_id: string; created_at: string; last_seen_at: string; expires_at: string };
}
