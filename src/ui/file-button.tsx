/** Lets a person choose files; the browser's own field is behind the words. */
export function FileButton(props: {
  readonly children: string;
  /** What the browser offers first: ".json,application/json". */
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const { children, accept, multiple = false, onFiles } = props;
  return (
    <label class="button file-button">
      <input
        class="visually-hidden"
        type="file"
        accept={accept}
        multiple={multiple}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      {children}
    </label>
  );
}
