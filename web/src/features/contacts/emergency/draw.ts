// The emergency page as elements: no framework, so that little has to be kept on the phone and little can break.

import type { EmergencyCall, EmergencyFace, EmergencyPage } from './types.ts';
import type { Loaded } from './load.ts';

export type Say = (key: string, args?: Record<string, string | number>) => string;
export interface Wishes {
  /** As "2026-11-23", by the clock of this device. */
  today: string;
  language: 'ja' | 'en';
  say: Say;
  onlanguage: (language: 'ja' | 'en') => void;
  onsite: (site: string) => void;
  onretry: () => void;
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, text = '', of_class = ''): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (text !== '') made.textContent = text;
  if (of_class !== '') made.className = of_class;
  return made;
}
function button(text: string, press: () => void): HTMLButtonElement {
  const made = element('button', text);
  made.type = 'button';
  made.onclick = press;
  return made;
}
const moment = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));

/** Bodies that take reports on their own page; anybody else without a number is simply not known. */
const reports_on_a_page = new Set(['privacy', 'supervisor', 'jpcert', 'ipa']);
const is_over = (call: EmergencyCall, today: string): boolean => call.expires !== null && call.expires < today;

function phone(call: EmergencyCall, say: Say): HTMLElement {
  if (call.dial === '') return element('p', say(call.page !== '' && reports_on_a_page.has(call.purpose) ? 'web.emergency.by_page' : 'web.emergency.no_phone'), 'unknown');
  const box = element('div', '', 'phone');
  const link = element('a', call.phone, 'call');
  link.href = `tel:${call.dial}`;
  link.setAttribute('aria-label', say('web.emergency.call', { name: call.name, phone: call.phone }));
  box.append(link);
  if (call.extension !== '') box.append(element('p', say('web.emergency.extension', { extension: call.extension }), 'extension'));
  if (call.wrong_on !== null) box.append(element('p', `▲ ${say('web.emergency.wrong')}`, 'warn'));
  return box;
}

function details(call: EmergencyCall, say: Say): HTMLElement | null {
  const list = element('dl');
  const add = (key: string, value: string): void => {
    if (value === '') return;
    list.append(element('dt', say(key)), element('dd', value));
  };
  add('web.emergency.person', call.person);
  add('web.emergency.contract', call.contract_number);
  add('web.emergency.hours', call.hours);
  add('web.emergency.tell_within', call.tell_within);
  add('web.emergency.tell_what', call.tell_what);
  add('web.emergency.tell_by', call.tell_by);
  add('web.emergency.alternative', call.alternative);
  add('web.emergency.spoken', call.language);
  add('web.emergency.country', call.country);
  if (/^https?:\/\//.test(call.page)) {
    const link = element('a', call.page);
    link.href = call.page;
    link.rel = 'noreferrer noopener';
    const value = element('dd');
    value.append(link);
    list.append(element('dt', say('web.emergency.page')), value);
  }
  return list.childElementCount === 0 ? null : list;
}

function words(face: EmergencyFace, purpose: string, language: string, say: Say): HTMLElement | null {
  const found = face.words.find((one) => one.purpose === purpose && one.language === language);
  if (found === undefined) return null;
  const box = element('details');
  box.append(element('summary', say('web.emergency.words')));
  for (const said of Object.values(found.said)) if (said !== '') box.append(element('p', said));
  return box;
}

function calls(face: EmergencyFace, wishes: Wishes): HTMLElement {
  const list = element('ol', '', 'calls');
  const spoken = new Set<string>();
  for (const call of face.calls) {
    const item = element('li');
    const who = element('div', '', 'who');
    who.append(element('p', wishes.say(`web.emergency.purpose.${call.purpose}`), 'purpose'), element('h3', call.name));
    item.append(who, phone(call, wishes.say));
    if (is_over(call, wishes.today)) item.append(element('p', `▲ ${wishes.say('web.emergency.over', { day: call.expires ?? '' })}`, 'warn'));
    const more = details(call, wishes.say);
    if (more !== null) item.append(more);
    // The words of a purpose stand at its first call.
    const said = spoken.has(call.purpose) ? null : words(face, call.purpose, wishes.language, wishes.say);
    spoken.add(call.purpose);
    if (said !== null) item.append(said);
    list.append(item);
  }
  return list;
}

function head(wishes: Wishes, face: EmergencyFace | null): HTMLElement {
  const { say } = wishes;
  const box = element('header');
  const languages = element('div', '', 'languages');
  for (const language of ['ja', 'en'] as const) {
    const choose = button(language === 'ja' ? '日本語' : 'English', () => wishes.onlanguage(language));
    choose.lang = language;
    choose.setAttribute('aria-pressed', String(language === wishes.language));
    languages.append(choose);
  }
  box.append(languages, element('h1', say('web.emergency.title')));
  if (face !== null) {
    box.append(element('p', face.site === '' ? face.company : `${face.company}　${face.site}`, 'company'));
  }
  return box;
}

function state_line(loaded: Loaded, page: EmergencyPage, wishes: Wishes): HTMLElement {
  const at = moment(page.read_at, wishes.language);
  const line = element('p', loaded.state === 'copy' ? `◆ ${wishes.say('web.emergency.copy', { at })}` : wishes.say('web.emergency.now', { at }), `state ${loaded.state}`);
  line.setAttribute('role', 'status');
  return line;
}

function site_choice(page: EmergencyPage, wishes: Wishes): HTMLElement | null {
  if (page.sites.length === 0) return null;
  const label = element('label', wishes.say('web.emergency.site'));
  const choice = element('select');
  for (const site of ['', ...page.sites]) {
    const option = element('option', site === '' ? wishes.say('web.emergency.all_sites') : site);
    option.value = site;
    option.selected = site === page.face.site;
    choice.append(option);
  }
  choice.onchange = () => wishes.onsite(choice.value);
  label.append(choice);
  return label;
}

function first_things(say: Say): HTMLElement {
  const box = element('section', '', 'first');
  box.append(element('h2', say('web.emergency.first')));
  const list = element('ol');
  for (const key of ['web.emergency.first_1', 'web.emergency.first_2', 'web.emergency.first_3']) list.append(element('li', say(key)));
  box.append(list);
  return box;
}

function show_page(loaded: Loaded, page: EmergencyPage, wishes: Wishes): HTMLElement[] {
  const { say } = wishes;
  const parts: (HTMLElement | null)[] = [head(wishes, page.face), state_line(loaded, page, wishes), loaded.state === 'now' ? site_choice(page, wishes) : null, first_things(say)];
  const order = element('section');
  order.append(element('h2', say('web.emergency.order')));
  order.append(page.face.calls.length === 0 ? element('p', say('web.emergency.nobody')) : calls(page.face, wishes));
  const foot = element('footer');
  if (page.face.ask !== '') foot.append(element('p', say('web.emergency.ask', { who: page.face.ask })));
  foot.append(element('p', say('web.emergency.offline_note')));
  parts.push(order, foot);
  return parts.filter((part) => part !== null);
}

function show_trouble(loaded: Loaded, wishes: Wishes): HTMLElement[] {
  const { say } = wishes;
  const box = element('section');
  const parts = [head(wishes, null), first_things(say), box];
  if (loaded.state === 'sign_in') {
    box.append(element('p', say('web.emergency.sign_in_text')));
    const link = element('a', say('web.emergency.sign_in'), 'press');
    link.href = '/sign-in?next=/emergency';
    box.append(link);
    return parts;
  }
  const problem = element('p', `▲ ${loaded.state === 'refused' ? loaded.message : say('web.emergency.no_copy')}`, 'warn');
  problem.setAttribute('role', 'alert');
  box.append(problem, button(say('web.emergency.retry'), wishes.onretry));
  return parts;
}

export function draw(root: HTMLElement, loaded: Loaded, wishes: Wishes): void {
  const parts = loaded.state === 'now' || loaded.state === 'copy' ? show_page(loaded, loaded.page, wishes) : show_trouble(loaded, wishes);
  root.replaceChildren(...parts);
}
