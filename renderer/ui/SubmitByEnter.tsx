/** The button that Enter presses in a form whose own one stands outside it, at the foot of its dialog. */
export function SubmitByEnter() {
  return (
    <button type="submit" hidden tabIndex={-1}>
      保存
    </button>
  );
}
