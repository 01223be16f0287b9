/** Commands as a store gets them: authorised, validated and stamped, for cases that run a store's unit themselves. */
import {
  type Act,
  type AuditedCommand,
  authorise,
  type Caller,
  type Cell,
  Command,
  Projection,
  type Resource,
  stamp,
  validate,
  type Values
} from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { ann } from "./by.ts"

const at = "2026-11-25T03:53:58Z"

const permitOf = <A extends Act>(resource: Resource.Resource, act: A, caller = ann) =>
  Effect.orDie(Effect.fromResult(authorise(resource, act, caller)))
const target = <A extends Act>(resource: Resource.Resource, act: A, uid: string, caller = ann) =>
  Effect.map(permitOf(resource, act, caller), (permit) => ({ permit, uid, condition: Command.unconditional }))

const audited = (command: Command.Command<Resource.Resource, Cell>): AuditedCommand =>
  stamp(command, ann, at, null)
const cells = (resource: Resource.Resource, body: object, extent: "whole" | "part"): Values =>
  Result.getOrThrow(validate(resource, { ...body }, { extent, by: "client", strict: false }))

/** Creates a record under a uid of the case's choice. */
export const creating = (resource: Resource.Resource, uid: string, body: object) =>
  Effect.map(permitOf(resource, "create"), (permit) =>
    stamp(
      {
        _tag: "Create",
        permit,
        values: cells(resource, body, "whole"),
        projection: Projection.whole(resource)
      },
      ann,
      at,
      uid
    )
  )

/** Reads a record whole. */
export const getting = (resource: Resource.Resource, uid: string) =>
  Effect.map(permitOf(resource, "get"), (permit) =>
    audited({ _tag: "Get", permit, uid, projection: Projection.whole(resource) })
  )

/** Reads a record whole, and keeps others from writing it until the unit ends. */
export const locking = (
  resource: Resource.Resource,
  uid: string,
  condition: Command.Condition = Command.unconditional
) => Effect.map(target(resource, "get", uid), (of) => audited({ _tag: "Lock", ...of, condition }))
export const replacing = (resource: Resource.Resource, uid: string, body: object) =>
  Effect.map(target(resource, "replace", uid), (of) =>
    audited({
      _tag: "Replace",
      ...of,
      projection: Projection.whole(resource),
      values: cells(resource, body, "whole")
    })
  )
export const updating = (
  resource: Resource.Resource,
  uid: string,
  body: object,
  caller: Caller.Caller = ann
): Effect.Effect<AuditedCommand> =>
  Effect.map(target(resource, "update", uid, caller), (of) =>
    audited({
      _tag: "Update",
      ...of,
      projection: Projection.whole(resource),
      values: cells(resource, body, "part"),
      merge: false
    })
  )
export const removing = (resource: Resource.Resource, uid: string) =>
  Effect.map(target(resource, "delete", uid), (of) =>
    audited({ _tag: "Delete", ...of, projection: Projection.whole(resource) })
  )
