/** What can be the sub of somebody in a user pool. */

/** Whether a text is formed as a pool's subs are. A filter is a text itself: no quote and no backslash gets into one. */
export const isSub = (subject: string): boolean => /^[0-9a-f-]{36}$/u.test(subject)
