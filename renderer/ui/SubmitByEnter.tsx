/** A hidden submit button, so that Enter submits a form whose visible button stands in the footer of its dialog. */
export function SubmitByEnter() {
  return (
    <button type="submit" hidden tabIndex={-1}>
      保存
    </button>
  );
}
