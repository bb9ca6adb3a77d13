/** The follow-ups being dragged from the table to a nurse. */
const kind = 'application/x-follow-ups';

export function carryIds(transfer: DataTransfer, ids: readonly string[]): void {
  transfer.setData(kind, JSON.stringify(ids));
  transfer.effectAllowed = 'move';
}

/** Ids that were dropped; none where something else was. */
export function draggedIds(transfer: DataTransfer): string[] {
  const text = transfer.getData(kind);
  const ids: unknown = text ? JSON.parse(text) : [];
  return Array.isArray(ids) ? ids.map(String) : [];
}
