// What the SCS page decides.

import { standings, type Scs, type ScsArea, type ScsCriterion, type Standing, type StandingCounts } from './types.ts';

export type Star = 3 | 4;
export const shapes: Record<Standing, string> = { met: '●', partly: '◐', not_met: '○', unanswered: '？', not_applicable: '－', not_asked: '✕' };

export const counts_of = (of: Pick<Scs | ScsArea, 'star3' | 'star4'>, star: Star): StandingCounts => (star === 3 ? of.star3 : of.star4);

/** Criteria of the star (★4 asks for everything of ★3 as well) in this standing; '' for all. */
export function shown_criteria(criteria: readonly ScsCriterion[], star: Star, standing: Standing | ''): ScsCriterion[] {
  return criteria.filter((one) => one.star <= star && (standing === '' || one.standing === standing));
}

export function standing_in(text: string | null): Standing | '' {
  return standings.find((one) => one === text) ?? '';
}

/** Areas with requirements that have something to show, the others left out. */
export function shown_areas(scs: Scs, star: Star, standing: Standing | ''): ScsArea[] {
  return scs.areas
    .map((area) => ({
      ...area,
      requirements: area.requirements
        .map((requirement) => ({ ...requirement, criteria: shown_criteria(requirement.criteria, star, standing) }))
        .filter((requirement) => requirement.criteria.length > 0),
    }))
    .filter((area) => area.requirements.length > 0);
}
