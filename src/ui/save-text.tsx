import { saveFile } from './save-file.ts';

/** Saves a text as a file. */
export function SaveText(props: {
  readonly children: string;
  /** The whole sentence for those who do not see what the button belongs to. */
  readonly label: string;
  readonly fileName: string;
  /** Of the file, as browsers name it: text/csv. */
  readonly type: string;
  readonly text: () => string;
}) {
  const { children, label, fileName, type, text } = props;
  return (
    <button
      class="button-plain"
      type="button"
      aria-label={label}
      onClick={() => saveFile(new Blob([text()], { type }), fileName)}
    >
      {children}
    </button>
  );
}
