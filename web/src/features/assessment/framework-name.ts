// How a framework is called: some names carry their version already.

import type { FrameworkRef } from '../../lib/api-types.ts';

export function framework_name(framework: Pick<FrameworkRef, 'name' | 'version'>): string {
  return framework.name.includes(framework.version) ? framework.name : `${framework.name} ${framework.version}`;
}
