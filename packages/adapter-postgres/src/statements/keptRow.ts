/** A row of `audit.idempotency`: what a write under a key came to. */
import type { Keeping, Kept } from "@pgcrest/core"
import type { QueryText, TextRow } from "../client/TextQuery.ts"
import { requestHash } from "../shape/requestHash.ts"
import type { Seen } from "./Statement.ts"

/** A key of an actor's, and what was asked under it. */
export type Key = Pick<Keeping<unknown>, "actor" | "key" | "request">

/** Null of a key that is new. */
export const seenIn = ([same, form, resource, uids, created, text]: TextRow): Seen | null =>
  same === null || same === undefined
    ? null
    : {
        isSame: same === "true",
        kept: {
          form: form ?? "",
          resource: resource ?? "",
          uids: JSON.parse(uids ?? "[]"),
          created: created === "true",
          text: text ?? null
        }
      }

/** Asks for the row by itself: one, or none. */
export const seenRow = (key: Key): QueryText => ({
  name: null,
  text: `select (kept.request = $3::text)::text, kept.form, kept.resource, array_to_json(kept.uids)::text, kept.created::text, kept.answer
from audit.idempotency as kept
where kept.caller = $1::text and kept.key = $2::text`,
  values: [key.actor, key.key, requestHash(key)]
})

/** Puts the row of a whole unit there, with the other records that the unit wrote. */
export const keptRow = (
  key: Key,
  { form, resource, uids, created, text }: Kept,
  beside: ReadonlyArray<string>
): QueryText => ({
  name: null,
  text: `insert into audit.idempotency (caller, key, request, form, resource, uids, beside, created, answer)
values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text[], $7::text[], $8::boolean, $9::text)`,
  values: [key.actor, key.key, requestHash(key), form, resource, uids, beside, created, text]
})

/** A record as `beside` has it. */
export const recordName = (resource: string, uid: string): string => `${resource}/${uid}`
