// Which address shows which page, and what a person needs to see it. The order of the table decides.

import type { Component } from 'svelte';
import type { WebKey } from '../lib/messages.svelte.ts';

export interface Route {
  pattern: string;
  title: WebKey;
  section: 'contacts' | 'organisation' | 'executive' | 'plan' | 'today' | 'answer' | 'search' | 'sheet' | 'trail' | 'settings';
  permission: string | null;
  load: () => Promise<{ default: unknown }>;
}

/** Every page takes the named parts of its address; one without such parts ignores them. */
export type Page = Component<{ params: Record<string, string> }>;

export const routes: readonly Route[] = [
  { pattern: '/today', title: 'web.today.title', section: 'today', permission: null, load: () => import('../features/today/TodayPage.svelte') },
  { pattern: '/answer', title: 'web.answer.title', section: 'answer', permission: 'sheet.answer', load: () => import('../features/answer/AnswerPage.svelte') },
  { pattern: '/answer/submit', title: 'web.submit.title', section: 'answer', permission: 'sheet.answer', load: () => import('../features/answer/SubmitPage.svelte') },
  { pattern: '/answer/:no', title: 'web.answer.title', section: 'answer', permission: 'sheet.answer', load: () => import('../features/answer/QuestionPage.svelte') },
  { pattern: '/search', title: 'web.search.title', section: 'search', permission: 'sheet.read', load: () => import('../features/search/SearchPage.svelte') },
  { pattern: '/start', title: 'web.start.title', section: 'today', permission: 'company.manage', load: () => import('../features/start/StartPage.svelte') },
  { pattern: '/tasks', title: 'web.tasks.title', section: 'today', permission: null, load: () => import('../features/plan/TasksPage.svelte') },
  { pattern: '/plan', title: 'web.plan.title', section: 'plan', permission: 'programme.read', load: () => import('../features/plan/PlanPage.svelte') },
  { pattern: '/plan/:year', title: 'web.plan.title', section: 'plan', permission: 'programme.read', load: () => import('../features/plan/PlanPage.svelte') },
  { pattern: '/sheet/import', title: 'web.import.title', section: 'sheet', permission: 'sheet.manage', load: () => import('../features/assessment/ImportPage.svelte') },
  { pattern: '/sheet', title: 'web.sheet.title', section: 'sheet', permission: 'sheet.read', load: () => import('../features/assessment/SheetPage.svelte') },
  { pattern: '/sheet/:year', title: 'web.sheet.title', section: 'sheet', permission: 'sheet.read', load: () => import('../features/assessment/SheetPage.svelte') },
  { pattern: '/sheet/:year/merge', title: 'web.merge.title', section: 'sheet', permission: 'sheet.manage', load: () => import('../features/exchange/MergePage.svelte') },
  { pattern: '/sheet/:year/distribution', title: 'web.distribution.title', section: 'sheet', permission: 'sheet.manage', load: () => import('../features/assessment/distribution/DistributionPage.svelte') },
  { pattern: '/sheet/:year/check', title: 'web.check.title', section: 'sheet', permission: 'sheet.read', load: () => import('../features/assessment/CheckPage.svelte') },
  { pattern: '/sheet/:year/totals', title: 'web.totals.title', section: 'sheet', permission: 'sheet.read', load: () => import('../features/assessment/TotalsPage.svelte') },
  { pattern: '/sheet/:year/progress', title: 'web.work.title', section: 'sheet', permission: 'sheet.read', load: () => import('../features/work/ProgressPage.svelte') },
  { pattern: '/sheet/:year/approve', title: 'web.work.approve.title', section: 'sheet', permission: 'sheet.review', load: () => import('../features/work/ApprovePage.svelte') },
  { pattern: '/sheet/:year/items/:no', title: 'web.item.title', section: 'sheet', permission: 'sheet.read', load: () => import('../features/assessment/ItemPage.svelte') },
  { pattern: '/sheet/:year/compare', title: 'web.compare.title', section: 'sheet', permission: 'sheet.read', load: () => import('../features/versions/ComparePage.svelte') },
  { pattern: '/sheet/:year/scs', title: 'web.scs.title', section: 'sheet', permission: 'sheet.read', load: () => import('../features/versions/ScsPage.svelte') },
  { pattern: '/organisation', title: 'web.organisation.title', section: 'organisation', permission: null, load: () => import('../features/organisation/OrganisationPage.svelte') },
  { pattern: '/organisation/appointments', title: 'web.organisation.appointments', section: 'organisation', permission: 'programme.read', load: () => import('../features/organisation/AppointmentsPage.svelte') },
  { pattern: '/contacts', title: 'web.contacts.title', section: 'contacts', permission: 'programme.read', load: () => import('../features/contacts/ContactsPage.svelte') },
  { pattern: '/contacts/words', title: 'web.contacts.words', section: 'contacts', permission: 'programme.read', load: () => import('../features/contacts/WordsPage.svelte') },
  { pattern: '/contacts/test', title: 'web.contacts.test', section: 'contacts', permission: 'programme.read', load: () => import('../features/contacts/CallTestPage.svelte') },
  { pattern: '/contacts/cards', title: 'web.contacts.cards', section: 'contacts', permission: 'programme.read', load: () => import('../features/contacts/CardsPage.svelte') },
  { pattern: '/executive', title: 'web.executive.title', section: 'executive', permission: 'sheet.export', load: () => import('../features/executive/ExecutivePage.svelte') },
  { pattern: '/executive/:year', title: 'web.executive.title', section: 'executive', permission: 'sheet.export', load: () => import('../features/executive/ExecutivePage.svelte') },
  { pattern: '/questionnaires', title: 'web.question.page', section: 'sheet', permission: 'sheet.export', load: () => import('../features/exchange/QuestionnairesPage.svelte') },
  { pattern: '/questionnaires/:id', title: 'web.question.page', section: 'sheet', permission: 'sheet.export', load: () => import('../features/exchange/QuestionnairePage.svelte') },
  { pattern: '/organisation/committee', title: 'web.committee.title', section: 'organisation', permission: 'programme.read', load: () => import('../features/committee/CommitteePage.svelte') },
  { pattern: '/organisation/committee/:id', title: 'web.committee.meeting', section: 'organisation', permission: 'programme.read', load: () => import('../features/committee/MeetingPage.svelte') },
  { pattern: '/organisation/requests', title: 'web.requests.title', section: 'organisation', permission: 'programme.read', load: () => import('../features/requests/RequestsPage.svelte') },
  { pattern: '/organisation/requests/new', title: 'web.requests.new', section: 'organisation', permission: 'company.manage', load: () => import('../features/requests/NewRequestPage.svelte') },
  { pattern: '/organisation/requests/:id', title: 'web.requests.one', section: 'organisation', permission: 'programme.read', load: () => import('../features/requests/RequestPage.svelte') },
  { pattern: '/organisation/responsibility', title: 'web.responsibility.title', section: 'organisation', permission: 'programme.read', load: () => import('../features/responsibility/ResponsibilityPage.svelte') },
  { pattern: '/organisation/report', title: 'web.report.title', section: 'organisation', permission: 'programme.read', load: () => import('../features/report/ReportsPage.svelte') },
  { pattern: '/organisation/report/:id', title: 'web.report.one', section: 'organisation', permission: 'programme.read', load: () => import('../features/report/ReportPage.svelte') },
  { pattern: '/trail', title: 'web.trail.title', section: 'trail', permission: 'trail.read', load: () => import('../features/trail/TrailPage.svelte') },
  { pattern: '/settings/me', title: 'web.me.title', section: 'settings', permission: null, load: () => import('../features/settings/MePage.svelte') },
  { pattern: '/settings/departments', title: 'web.departments.title', section: 'settings', permission: 'users.manage', load: () => import('../features/settings/DepartmentsPage.svelte') },
  { pattern: '/settings/sites', title: 'web.sites.title', section: 'settings', permission: 'company.manage', load: () => import('../features/settings/SitesPage.svelte') },
  { pattern: '/settings/people', title: 'web.people.title', section: 'settings', permission: 'company.manage', load: () => import('../features/people/PeoplePage.svelte') },
  { pattern: '/settings/users', title: 'web.users.title', section: 'settings', permission: 'users.manage', load: () => import('../features/settings/UsersPage.svelte') },
  { pattern: '/settings/confirmations', title: 'web.confirm.title', section: 'settings', permission: 'confirm', load: () => import('../features/settings/ConfirmationsPage.svelte') },
  { pattern: '/settings/break-glass', title: 'web.glass.title', section: 'settings', permission: 'break_glass.read', load: () => import('../features/settings/BreakGlassPage.svelte') },
  { pattern: '/settings/mail', title: 'web.mail.title', section: 'settings', permission: 'settings.manage', load: () => import('../features/mail/MailPage.svelte') },
  { pattern: '/settings/paper', title: 'web.paper.title', section: 'settings', permission: 'company.manage', load: () => import('../features/mail/PaperPage.svelte') },
  { pattern: '/settings/limits', title: 'web.limits.title', section: 'settings', permission: 'settings.manage', load: () => import('../features/settings/LimitsPage.svelte') },
];
