/** Tables of settings and the audit log. */

export interface UpkeepTables {
  setting: { key: string; value: string };
  /** Append only, hash-chained. */
  audit: {
    seq: number;
    at: string;
    user_id: string;
    user_name: string;
    action: string;
    subject: string;
    detail: string;
    prev_hash: string;
    hash: string;
  };
}
