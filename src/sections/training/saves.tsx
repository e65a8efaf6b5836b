import type { ComponentChildren } from 'preact';
import type { Stage } from '../../scenes/stage.ts';
import { SaveButton, type Picture } from '../../ui/save-button.tsx';
import { SaveText } from '../../ui/save-text.tsx';
import { SaveFigure } from '../save-figure.tsx';

/** The ways to save a figure: as a picture, as a drawing where there is one, and its numbers. */
export function Saves(props: {
  /** What stands before them. */
  readonly children?: ComponentChildren;
  readonly title: string;
  /** Without ending. */
  readonly fileName: string;
  readonly label: (format: string, title: string) => string;
  /** Of a figure that is a scene: where there are no pictures, there is none to save. */
  readonly stage?: Stage;
  readonly picture: () => Picture;
  readonly svg?: () => string;
  readonly csv: () => string;
}) {
  const { children, title, fileName, label, stage, picture, svg, csv } = props;
  const image = { label: label('PNG', title), fileName, picture };
  return (
    <span class="plot-saves">
      {children}
      {stage ? (
        <SaveFigure stage={stage} {...image}>
          PNG
        </SaveFigure>
      ) : (
        <SaveButton {...image}>PNG</SaveButton>
      )}
      {svg && (
        <SaveText label={label('SVG', title)} fileName={`${fileName}.svg`} type="image/svg+xml" text={svg}>
          SVG
        </SaveText>
      )}
      <SaveText label={label('CSV', title)} fileName={`${fileName}.csv`} type="text/csv" text={csv}>
        CSV
      </SaveText>
    </span>
  );
}
