/** Warns about a text longer than can be stored; the text stays whole on the screen and is never cut silently. */
export const isTooLong = (text: string, atMost: number): boolean => text.length > atMost;

export function TooLong({ text, atMost, remedy = '请删短' }: { text: string; atMost: number; remedy?: string }) {
  if (!isTooLong(text, atMost)) return null;
  const written = text.length.toLocaleString('zh-CN');
  return (
    <p className="bad" role="alert" data-testid="too-long">
      已写 {written} 字，最多 {atMost.toLocaleString('zh-CN')} 字：多出的 {(text.length - atMost).toLocaleString('zh-CN')}{' '}
      字还没有保存，全文留在这里。
      {remedy}。
    </p>
  );
}
