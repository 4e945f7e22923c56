import { beforeEach, describe, expect, it, vi } from 'vitest';
import { keeping_link_copy, read_copy } from '../../../lib/emergency-copies.ts';
import { load, type Answer } from './load.ts';
import type { EmergencyPage } from './types.ts';

const page = (company: string): EmergencyPage => ({ face: { company, site: '', number: 1, issued_on: null, ask: '', calls: [], words: [] }, sites: [], read_at: 1 });
const answering = (by_token: Answer, by_session: Answer) => async (token: string | null): Promise<Answer> => (token === null ? by_session : by_token);
const signed_out = { code: 'session.required', message: '' };
const revoked = { code: 'contacts.link.unknown', message: '使えません' };

let kept = new Map<string, string>();
beforeEach(() => {
  kept = new Map();
  const cache = {
    match: async (name: string) => (kept.has(name) ? new Response(kept.get(name)) : undefined),
    put: async (name: string, response: Response) => void kept.set(name, await response.text()),
    delete: async (name: string) => kept.delete(name),
  };
  vi.stubGlobal('caches', { open: async () => cache });
});

describe('the emergency page', () => {
  it('shows the server’s answer and keeps a copy of it', async () => {
    expect((await load(null, '', 'ja', answering(null, { page: page('東和') }))).state).toBe('now');
    expect((await read_copy<EmergencyPage>('own'))?.page.face.company).toBe('東和');
    expect(await read_copy('link')).toBeNull();
  });
  it('shows the copy when nobody answers', async () => {
    await load(null, '', 'ja', answering(null, { page: page('東和') }));
    expect(await load(null, '', 'ja', answering(null, null))).toMatchObject({ state: 'copy', page: { face: { company: '東和' } } });
  });
  it('says so when there is neither an answer nor a copy', async () => expect((await load(null, '', 'ja', answering(null, null))).state).toBe('no_copy'));
  it('forgets the copy of a session that has ended', async () => {
    await load(null, '', 'ja', answering(null, { page: page('東和') }));
    expect((await load(null, '', 'ja', answering(null, signed_out))).state).toBe('sign_in');
    expect((await load(null, '', 'ja', answering(null, null))).state).toBe('no_copy');
  });
  it('asks again with the link that this device has kept', async () => {
    await load('secret', '', 'ja', answering({ page: page('東和') }, signed_out));
    expect(await load(null, '', 'ja', answering({ page: page('新しい') }, signed_out))).toMatchObject({ state: 'now', page: { face: { company: '新しい' } } });
  });
  it('forgets a revoked link and what it showed', async () => {
    await load('secret', '', 'ja', answering({ page: page('東和') }, signed_out));
    expect(await load(null, '', 'ja', answering(revoked, signed_out))).toEqual({ state: 'refused', message: '使えません' });
    expect(await read_copy('link')).toBeNull();
  });
  it('lets whoever has signed in see it in spite of a revoked link', async () => expect((await load('old', '', 'ja', answering(revoked, { page: page('東和') }))).state).toBe('now'));
  it('keeps only the copy of the link when somebody signs out', async () => {
    await load('secret', '', 'ja', answering({ page: page('札') }, signed_out));
    await load(null, '', 'ja', answering(revoked, { page: page('会社') }));
    await load('secret', '', 'ja', answering({ page: page('札') }, signed_out));
    expect(await keeping_link_copy(async () => kept.clear())).toBe(true);
    expect((await read_copy<EmergencyPage>('link'))?.page.face.company).toBe('札');
    expect(await read_copy('own')).toBeNull();
  });
  it('leaves nothing behind when there was no link', async () => {
    await load(null, '', 'ja', answering(null, { page: page('会社') }));
    expect(await keeping_link_copy(async () => {})).toBe(false);
    expect(await read_copy('own')).toBeNull();
  });
});
