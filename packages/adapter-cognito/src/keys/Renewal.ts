/** When the keys of an issuer are asked for again: what is known of earlier attempts, as pure steps. */

/** What is known of the attempts until now; instants in milliseconds. */
export interface Renewal {
  /** When the keys were last had. */
  readonly renewedAt: number
  /** How often they could not be had since, and why at last. */
  readonly failures: number
  readonly failure: string | null
  /** Nothing is asked before. */
  readonly retryAt: number
  /** A key that is not there asks for nothing before. */
  readonly quietUntil: number
}

const renewAfterMillis = 12 * 3_600_000
const quietMillis = 10_000
const firstPauseMillis = 1000
const longestPauseMillis = 60_000

/** Nothing was tried yet. */
export const untried = (now: number): Renewal => ({
  renewedAt: now,
  failures: 0,
  failure: null,
  retryAt: 0,
  quietUntil: 0
})

/** Keys that were given, and not had: they do not grow old, and are had when one is asked for that is not among them. */
export const given: Renewal = untried(Number.POSITIVE_INFINITY)

/** The keys were had. */
export const renewed = ({ quietUntil }: Renewal, now: number): Renewal => ({ ...untried(now), quietUntil })

/** They could not be had: each failure doubles the pause, up to a minute. */
export const failed = (renewal: Renewal, failure: string, now: number): Renewal => {
  const pause = Math.min(longestPauseMillis, firstPauseMillis * 2 ** renewal.failures)
  return { ...renewal, failures: renewal.failures + 1, failure, retryAt: now + pause }
}

/** They are asked for because of a key that is not there. */
export const askedForKey = (renewal: Renewal, now: number): Renewal => ({
  ...renewal,
  quietUntil: now + quietMillis
})

/** Whether it is known what keys the issuer has now: whoever was given them need not ask, and else the last attempt says. */
export const isSettled = ({ failure, renewedAt }: Renewal): boolean =>
  failure === null || renewedAt === given.renewedAt

/** Whether keys that still serve are to be had anew. */
export const isDue = ({ renewedAt, retryAt }: Renewal, now: number): boolean =>
  now - renewedAt > renewAfterMillis && now >= retryAt

/** Whether a key that is not there is worth asking for. */
export const mayAskForKey = ({ retryAt, quietUntil }: Renewal, now: number, hasKeys: boolean): boolean =>
  now >= retryAt && (!hasKeys || now >= quietUntil)

/** What an operator should know of keys that grow old; null if nothing. One sentence while it lasts, so that a log can tell it once. */
export const noticeOf = (
  { failure, renewedAt }: Renewal,
  issuer: string,
  now: number,
  staleAfterMillis: number
): string | null =>
  failure === null || now - renewedAt <= staleAfterMillis
    ? null
    : `The keys of ${issuer} are older than ${staleAfterMillis / 3_600_000} hours, and could not be renewed`
