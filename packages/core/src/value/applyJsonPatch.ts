/** What a JSON Patch makes of a JSON value (RFC 6902 §4, §5). */
import * as Result from "effect/Result"
import { equalJson, mostDeep, mostGrowth } from "./jsonCell.ts"
import {
  absent,
  type Edited,
  memberOf,
  type Unfit,
  withMember,
  withOther,
  withoutMember
} from "./jsonMembers.ts"
import type { JsonPatch, PatchOperation } from "./jsonPatch.ts"
import type { Pointer } from "./jsonPointer.ts"
import { fits, type Room } from "./jsonSize.ts"

/** The first operation that does not apply, by its index. */
export interface Misfit extends Unfit {
  readonly operation: number
}

/**
 * The value with each operation applied to what the one before it has left. Every copy could double the value, so that
 * all of them together are bounded.
 */
export const applyJsonPatch = (json: unknown, patch: JsonPatch): Result.Result<unknown, Misfit> => {
  const room = { left: mostGrowth }
  let value = json
  for (const [at, operation] of patch.entries()) {
    const edited = applied(value, operation, room)
    if (Result.isFailure(edited)) return Result.fail({ ...edited.failure, operation: at })
    value = edited.success
  }
  return Result.succeed(value)
}

function applied(json: unknown, operation: PatchOperation, room: Room): Edited {
  const { path } = operation
  switch (operation.op) {
    case "add":
      return put(json, path, operation.value, withMember)
    case "remove":
      return edited(json, path, withoutMember)
    case "replace":
      return put(json, path, operation.value, withOther)
    case "move":
      return Result.flatMap(found(json, operation.from), (value) =>
        Result.flatMap(edited(json, operation.from, withoutMember), (rest) =>
          put(rest, path, value, withMember)
        )
      )
    case "copy":
      return Result.flatMap(found(json, operation.from), (value) =>
        fits(value, room) ? put(json, path, value, withMember) : tooLarge
      )
    case "test":
      return Result.flatMap(found(json, path), (value) =>
        equalJson(value, operation.value) ? Result.succeed(json) : different
      )
  }
}

const different = Result.fail<Unfit>({ reason: "test", detail: "does not hold: another value is there" })
const tooLarge = Result.fail<Unfit>({
  reason: "too-large",
  detail: `copies more than ${mostGrowth} characters, with the copies before it, or more than ${mostDeep} levels`
})

function found(json: unknown, path: Pointer): Edited {
  let value: Edited = Result.succeed(json)
  for (const name of path) value = Result.flatMap(value, (holder) => memberOf(holder, name))
  return value
}

function put(
  json: unknown,
  path: Pointer,
  value: unknown,
  as: (holder: unknown, name: string, value: unknown) => Edited
): Edited {
  return path.length === 0
    ? Result.succeed(value)
    : edited(json, path, (holder, name) => as(holder, name, value))
}

/** The value with what holds the pointer's last name edited; nothing holds the value itself. */
function edited(
  json: unknown,
  path: Pointer,
  edit: (holder: unknown, name: string) => Edited,
  depth = 0
): Edited {
  const name = path[depth]
  if (name === undefined) return absent
  if (depth === path.length - 1) return edit(json, name)
  return Result.flatMap(memberOf(json, name), (member) =>
    Result.flatMap(edited(member, path, edit, depth + 1), (made) => withOther(json, name, made))
  )
}
