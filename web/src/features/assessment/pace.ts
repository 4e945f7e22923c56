// How fast an opened sheet saves, tries again and looks for others, in milliseconds.

export const pace = { leave: 300, first_retry: 2_000, last_retry: 30_000, poll: 5_000, flash: 4_000 } as const;
