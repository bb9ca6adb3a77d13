/** The page 待回复患者: feedback whose reply waits to be told, one call after the other. */
import { useState } from 'react';
import { CasesDesk } from '../CasesDesk.tsx';
import { replyChips } from '../chips.ts';

export function RepliesPage() {
  const [openId, setOpenId] = useState<string>();
  return <CasesDesk title="待回复患者" filter="to_reply" setFilter={() => undefined} chips={replyChips} openId={openId} open={setOpenId} />;
}
