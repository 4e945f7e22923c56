// Prefectures by their number in JIS X 0401.

import { t, type WebKey } from '../../lib/messages.svelte.ts';

/** 0: none said, or abroad. */
export const prefectures: readonly number[] = Array.from({ length: 48 }, (_, code) => code);
export const prefecture_word = (code: number): string => (code === 0 ? t('web.sites.prefecture_none') : t(`web.prefecture.${code}` as WebKey));
