// Answers that came from the version before and that nobody has looked at yet.

import type { Answer, Assessment } from '../../lib/api-types.ts';

export interface CarriedGroup {
  /** Of the department; '' for items without one. */
  id: string;
  name: string | null;
  answers: Answer[];
}

/** In the order of the company's departments, nobody's last; only what this person may confirm. */
export function carried_by_department(assessment: Assessment, department: string | null = null): CarriedGroup[] {
  const answers = assessment.answers.filter((answer) => answer.origin === 'carried' && answer.editable && (department === null || answer.department === department));
  return [...assessment.departments, { id: '', name: null }]
    .map(({ id, name }) => ({ id, name, answers: answers.filter((answer) => (answer.department ?? '') === id) }))
    .filter((group) => group.answers.length > 0);
}
