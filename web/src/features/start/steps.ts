// The steps of the first run, in their order. A later chapter adds one line here; the server keeps the state by key and
// needs no change.

import type { Component } from 'svelte';
import { put, get } from '../../lib/api.ts';
import type { WebKey } from '../../lib/messages.svelte.ts';
import type { StepRecord } from './types.ts';

export interface Step {
  key: string;
  title: WebKey;
  /** What the step is good for, in one plain sentence. */
  lead: WebKey;
  /** What a person must be allowed to do; without it the step says who can. */
  permission: string;
  /** The first step cannot be put off: everything else builds on it. */
  can_wait: boolean;
  load: () => Promise<{ default: unknown }>;
}
/** Every step is given how to say that it is finished. */
export type StepPage = Component<{ ondone: () => void }>;

export const steps: readonly Step[] = [
  { key: 'company', title: 'web.start.company.title', lead: 'web.start.company.lead', permission: 'company.manage', can_wait: false, load: () => import('./CompanyStep.svelte') },
  { key: 'target', title: 'web.start.target.title', lead: 'web.start.target.lead', permission: 'company.manage', can_wait: true, load: () => import('./TargetStep.svelte') },
  { key: 'people', title: 'web.start.people.title', lead: 'web.start.people.lead', permission: 'company.manage', can_wait: true, load: () => import('./PeopleStep.svelte') },
  { key: 'roles', title: 'web.start.roles.title', lead: 'web.start.roles.lead', permission: 'company.manage', can_wait: true, load: () => import('./RolesStep.svelte') },
  { key: 'last_year', title: 'web.start.last_year.title', lead: 'web.start.last_year.lead', permission: 'sheet.manage', can_wait: true, load: () => import('./LastYearStep.svelte') },
  { key: 'distribution', title: 'web.start.distribution.title', lead: 'web.start.distribution.lead', permission: 'sheet.manage', can_wait: true, load: () => import('./DistributionStep.svelte') },
  { key: 'contacts', title: 'web.start.contacts.title', lead: 'web.start.contacts.lead', permission: 'company.manage', can_wait: true, load: () => import('../contacts/ContactsStep.svelte') },
  { key: 'plan', title: 'web.start.plan.title', lead: 'web.start.plan.lead', permission: 'company.manage', can_wait: true, load: () => import('./PlanStep.svelte') },
];
/** Not a step to work on: done once the three tasks on the first page were read. */
export const welcome_key = 'welcome';

export type StepState = 'open' | 'done' | 'later';
export type Progress = ReadonlyMap<string, StepState>;

const read = (reply: { steps: StepRecord[] }): Progress => new Map(reply.steps.map((one) => [one.step, one.state]));
export const load_progress = async (): Promise<Progress> => read(await get<{ steps: StepRecord[] }>('/setup-progress'));
export const put_progress = async (step: string, state: StepState): Promise<Progress> => read(await put<{ steps: StepRecord[] }>('/setup-progress', { step, state }));

export const state_of = (progress: Progress, key: string): StepState => progress.get(key) ?? 'open';
/** Where to go on: the first step that nobody touched, then those that were put off. */
export function next_step(progress: Progress, all: readonly Pick<Step, 'key'>[] = steps): string | null {
  return (all.find((step) => state_of(progress, step.key) === 'open') ?? all.find((step) => state_of(progress, step.key) === 'later'))?.key ?? null;
}
/** The step after this one, whatever its state; null after the last. */
export function step_after(key: string, all: readonly Pick<Step, 'key'>[] = steps): string | null {
  return all[all.findIndex((step) => step.key === key) + 1]?.key ?? null;
}
export const count_unfinished = (progress: Progress, all: readonly Pick<Step, 'key'>[] = steps): number => all.filter((step) => state_of(progress, step.key) !== 'done').length;
