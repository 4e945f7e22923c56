import { describe, expect, it } from 'vitest';
import { body_of, draft_of, new_decision, new_point, type Meeting } from './types.ts';

const meeting: Meeting = {
  id: 'm', title: '委員会', date: '2026-09-11', starts: '', place: '', state: 'planned', reason: '', settled_by: '', settled_at: null, version: 3,
  attendees: [{ user: 'u', name: '佐藤', presence: 'expected' }],
  points: [{ id: 'p', subject: '訓練', source: 'tasks', minutes: '', decisions: [{ id: 'd', text: '案を作る', owner: { kind: 'role', id: 'secretariat', name: '事務局' }, due: '2026-10-01', standing: { state: 'open', note: '', closed_at: null } }] }],
};

describe('a meeting that is being written', () => {
  it('sends what came back as it came', () => {
    expect(body_of(draft_of(meeting))).toEqual({
      title: '委員会', date: '2026-09-11', starts: '', place: '',
      attendees: [{ user: 'u', presence: 'expected' }],
      points: [{ id: 'p', subject: '訓練', source: 'tasks', minutes: '', decisions: [{ id: 'd', text: '案を作る', owner: { kind: 'role', id: 'secretariat' }, due: '2026-10-01' }] }],
    });
  });
  it('does not change what was loaded while somebody types', () => {
    const draft = draft_of(meeting);
    draft.attendees[0]!.presence = 'present';
    draft.points[0]!.decisions.push(new_decision('2026-12-01'));
    expect(meeting.attendees[0]!.presence).toBe('expected');
    expect(meeting.points[0]!.decisions).toHaveLength(1);
  });
  it('gives new rows keys of their own and no id', () => {
    const [one, two] = [new_point('a'), new_point('b')];
    expect(one.key).not.toBe(two.key);
    expect(one.id).toBeNull();
  });
});
