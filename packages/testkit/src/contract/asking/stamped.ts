/** Commands as a store gets them: authorised, validated and stamped, for cases that run a store's unit themselves. */
import {
  type AuditedCommand,
  authorise,
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

const guardOf = (resource: Resource.Resource, act: "create" | "replace" | "update" | "get" | "delete") =>
  Effect.orDie(Effect.fromResult(authorise(resource, act, ann)))
const target = (resource: Resource.Resource, uid: string) => ({
  resource,
  uid,
  condition: Command.unconditional
})

const audited = (command: Command.Command<Resource.Resource, Cell>): AuditedCommand =>
  stamp(command, ann, at, null)
const cells = (resource: Resource.Resource, body: object, extent: "whole" | "part"): Values =>
  Result.getOrThrow(validate(resource, { ...body }, { extent, by: "client", strict: false }))

/** Creates a record under a uid of the case's choice. */
export const creating = (resource: Resource.Resource, uid: string, body: object) =>
  Effect.map(guardOf(resource, "create"), (guard) =>
    stamp({ _tag: "Create", resource, guard, values: cells(resource, body, "whole") }, ann, at, uid)
  )

/** Reads a record, and with `lock` keeps others from writing it until the unit ends. */
export const getting = (resource: Resource.Resource, uid: string, lock: boolean) =>
  Effect.map(guardOf(resource, "get"), (guard) =>
    audited({
      _tag: "Get",
      resource,
      uid,
      guard,
      projection: Projection.whole(resource),
      lock: lock ? Command.unconditional : null
    })
  )
export const replacing = (resource: Resource.Resource, uid: string, body: object) =>
  Effect.map(guardOf(resource, "replace"), (guard) =>
    audited({ _tag: "Replace", ...target(resource, uid), guard, values: cells(resource, body, "whole") })
  )
export const updating = (resource: Resource.Resource, uid: string, body: object) =>
  Effect.map(guardOf(resource, "update"), (guard) =>
    audited({
      _tag: "Update",
      projection: Projection.whole(resource),
      ...target(resource, uid),
      guard,
      values: cells(resource, body, "part"),
      merge: false
    })
  )
export const removing = (resource: Resource.Resource, uid: string) =>
  Effect.map(guardOf(resource, "delete"), (guard) =>
    audited({ _tag: "Delete", projection: Projection.whole(resource), ...target(resource, uid), guard })
  )
