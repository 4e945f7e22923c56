// What changed since last year, item by item, for whoever has to approve the sheet.

import type { Assessment, Score } from '../../lib/api-types.ts';

export interface ScoreChange {
  no: number;
  condition: string;
  from: Score;
  to: Score;
}
export interface ScoreChanges {
  better: ScoreChange[];
  worse: ScoreChange[];
  same: number;
  /** Items that had no answer last year. */
  fresh: number;
}

const rank: Record<Score, number | null> = { '0': 0, '1': 1, '2': 2, 該当なし: null, '': null };

/** 該当なし and no answer have no rank: a step from or to them counts as the same only when nothing changed, else as
 * worse, so that somebody looks at it. */
export function score_changes(sheet: Pick<Assessment, 'items' | 'answers'>): ScoreChanges {
  const conditions = new Map(sheet.items.map((item) => [item.no, item.condition]));
  const changes: ScoreChanges = { better: [], worse: [], same: 0, fresh: 0 };
  for (const answer of sheet.answers) {
    const from = answer.previous?.score ?? '';
    if (from === '') changes.fresh += 1;
    else if (from === answer.score) changes.same += 1;
    else {
      const before = rank[from];
      const after = rank[answer.score];
      const better = before !== null && after !== null && after > before;
      (better ? changes.better : changes.worse).push({ no: answer.no, condition: conditions.get(answer.no) ?? '', from, to: answer.score });
    }
  }
  return changes;
}
