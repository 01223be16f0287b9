/** The HTTP statuses of the errors that hooks fail with. */
import { type CommandFailure, type CredentialFailure, InvalidDeclaration } from "@pgcrest/core"

/**
 * A registered status that tells a failure (RFC 9110 §15.5, §15.6). Not those that oblige to a header that no hook knows:
 * 401 a challenge (a hook that wants somebody to sign in fails with core's Unauthenticated), 405 Allow, 426 Upgrade. From
 * 500 on the client is told nothing but the tag.
 */
// prettier-ignore
export type HookStatus =
  | 400 | 402 | 403 | 404 | 406 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 416 | 417 | 421 | 422 | 423 | 424
  | 425 | 428 | 429 | 431 | 451 | 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 511

/**
 * The tags of the errors that an api's hooks can fail with, each with its HTTP status. Core's own failures have theirs:
 * an error counts as one by its class, so that one of the application's own may bear the tag and the fields of one of core's.
 */
export type HookProblems<E> = { readonly [Tag in TagOf<E>]: HookStatus }

/** The tags of the errors that need a status. */
export type TagOf<E> = E extends CommandFailure | CredentialFailure
  ? never
  : E extends { readonly _tag: infer Tag extends string }
    ? Tag
    : never

/** An api that is served without `problems` has no hook that fails with an error of its own: the compiler names the tags. */
export type NeedsNoProblems<E> = [TagOf<E>] extends [never]
  ? unknown
  : { readonly "errors of hooks without a status in problems": TagOf<E> }

/** Throws for what a program without types may have declared: no failure's status, or one that obliges to a header. */
export const checkHookProblems = (problems: Readonly<Record<string, number>>): void => {
  for (const [tag, status] of Object.entries(problems)) {
    if (!Number.isInteger(status) || status < 400 || status > 599 || obliging.has(status))
      throw new InvalidDeclaration(
        `The status of a hook's error is a whole number from 400 to 599, and not 401, 405 or 426: "${tag}" has ${status}`
      )
  }
}

// To WWW-Authenticate, Allow, Upgrade (RFC 9110 §15.5.2, §15.5.6, §15.5.22).
const obliging: ReadonlySet<number> = new Set([401, 405, 426])
