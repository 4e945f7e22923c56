// A PDF that is asked for with a secret in the body, where a log never sees it.

import { download } from '../../lib/api.ts';

export const post_download = (path: string, body: object, name: string): Promise<void> => download(path, name, body);
