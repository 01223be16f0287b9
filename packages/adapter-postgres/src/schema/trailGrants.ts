/** What a role may do with the audit trail: add to it and read it. What was refused it need not read. */
import type { Resource } from "@pgcrest/core"

const columns =
  "resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, before, after, sealed, salt, sealed_hash, format"

const refused =
  "resource, uid, act, kind, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason"

const kept = "caller, key, request, form, resource, uids, beside, created, answer"

/** For a role that does these things: writing needs all, reading a history the changes, and lists and gets nothing. */
export const trailGrants = (acts: ReadonlyArray<string>, role: string): ReadonlyArray<string> => {
  if (acts.some((act) => writes.includes(act)))
    return [
      `grant select on audit.change to ${role};`,
      // `tx` cannot be forged, because it cannot be named.
      `grant insert (${columns}) on audit.change to ${role};`,
      `grant select, insert on audit.life to ${role};`,
      `grant update (version, at) on audit.life to ${role};`,
      // When a key was used cannot be forged either.
      `grant select on audit.idempotency to ${role};`,
      `grant insert (${kept}) on audit.idempotency to ${role};`
    ]
  return acts.includes("history") ? [`grant select on audit.change to ${role};`] : []
}

/** For a role that serves these resources: adding what was refused, where one of them asks for that. */
export const refusalGrants = (resources: Iterable<Resource.Resource>, role: string): ReadonlyArray<string> =>
  recordsRefusals(resources) ? [`grant insert (${refused}) on audit.refusal to ${role};`] : []

/** Whether one of these asks that what it refuses is recorded. */
export const recordsRefusals = (resources: Iterable<Resource.Resource>): boolean =>
  [...resources].some(({ trail }) => trail.refusals)

const writes = ["create", "replace", "update", "delete", "restore", "purge"]
