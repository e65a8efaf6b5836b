import type { LandscapeAnswer, LandscapeRequest, StartSurveyor, SurveyorHandle } from './landscape.ts';

/** Rows that each member has before it: one under way, one to go on with. */
const ROWS_AHEAD = 2;

/** A survey as the team sees it. */
interface SharedSurvey {
  readonly number: number;
  readonly side: number;
  /** The next row to hand out. */
  handedOut: number;
  /** The next row that the page gets, and those that came before their turn. */
  passedOn: number;
  readonly early: Map<number, LandscapeAnswer>;
  isPlaneKnown: boolean;
}

type RowAnswer = Extract<LandscapeAnswer, { kind: 'row' }>;

/**
 * Several surveyors who look like one.
 *
 * All find the same plane; whoever has computed a row gets the next, so that a slow core holds nobody up and nobody waits for
 * anybody within a row. The page hears the plane once and the rows in their order. Where one is lost, all are.
 */
export function surveyorTeam(size: number, start: StartSurveyor): StartSurveyor {
  return (hear, lost) => {
    let survey: SharedSurvey | null = null;
    let isOver = false;
    const members: SurveyorHandle[] = [];
    const askAll = (request: LandscapeRequest) => {
      for (const member of members) member.ask(request);
    };
    const closeAll = () => {
      isOver = true;
      for (const member of members) member.close();
    };
    const handOut = ({ side }: SharedSurvey, count: number): number[] => {
      const from = survey!.handedOut;
      survey!.handedOut = Math.min(side, from + count);
      return Array.from({ length: survey!.handedOut - from }, (_, n) => from + n);
    };
    const passOn = (row: RowAnswer, to: SharedSurvey) => {
      to.early.set(row.row, row);
      for (let next = to.early.get(to.passedOn); next; next = to.early.get(to.passedOn)) {
        to.early.delete(to.passedOn++);
        hear(next);
      }
    };
    const listen = (member: number) => (answer: LandscapeAnswer) => {
      if (isOver) return;
      if (answer.kind === 'failed') {
        if (!survey) return;
        survey = null;
        askAll({ kind: 'rest' });
        return hear(answer);
      }
      if (answer.survey !== survey?.number) return;
      if (answer.kind === 'plane') {
        if (!survey.isPlaneKnown) hear({ ...answer, threads: members.length });
        survey.isPlaneKnown = true;
      } else if (answer.kind === 'feet') {
        if (member === 0) hear(answer);
      } else {
        const rows = handOut(survey, 1);
        if (rows.length > 0) members[member]!.ask({ kind: 'rows', survey: survey.number, rows });
        passOn(answer, survey);
      }
    };
    for (let member = 0; member < size; member++) {
      members.push(
        start(listen(member), (reason) => {
          if (isOver) return;
          closeAll();
          lost(reason);
        }),
      );
    }
    return {
      ask(request) {
        if (request.kind !== 'survey') {
          if (request.kind === 'rest') survey = null;
          return askAll(request);
        }
        const { number, side } = request;
        survey = { number, side, handedOut: 0, passedOn: 0, early: new Map(), isPlaneKnown: false };
        for (const member of members) member.ask({ ...request, rows: handOut(survey, ROWS_AHEAD) });
      },
      close: closeAll,
    };
  };
}
