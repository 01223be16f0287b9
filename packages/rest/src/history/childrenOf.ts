/** What belongs to a record: whose changes are told beside its own. */
import { authorise, type Permit, type Predicate, type Refused, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, queryRepeated, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Pairs } from "../query/Parameter.ts"
import { parseNames } from "../query/parseNames.ts"
import { repeatedField } from "../query/queryFailure.ts"
import type { Asking } from "./Asking.ts"

/** Records that refer to the record, or did before. */
export interface Children {
  readonly permit: Permit<Resource.Resource, "history">
  readonly held: Predicate.Predicate
}

interface Place {
  readonly resource: Resource.Resource
  readonly uid: string
}

type Parsed<A> = Result.Result<A, RequestFailure | Refused>

/** By the relations that `include=loans` names; the rules of each are its own. */
export const childrenOf = (
  asking: Asking,
  place: Place,
  included: Pairs
): Parsed<ReadonlyArray<Children>> => {
  const [pair = ["include", ""], ...more] = included
  if (more.length > 0) return Result.fail(queryRepeated("include"))
  const names = parseNames({ parameter: "include", text: pair[1] }, asking.settings.limits)
  if (Result.isFailure(names)) return Result.fail(names.failure)
  const children: Array<Children> = []
  for (const [at, name] of names.success.entries()) {
    if (names.success.indexOf(name) < at) return Result.fail(repeatedField(name, "include"))
    const one = childOf(asking, place, name)
    if (Result.isFailure(one)) return Result.fail(one.failure)
    children.push(one.success)
  }
  return Result.succeed(children)
}

function childOf({ caller, settings }: Asking, { resource, uid }: Place, name: string): Parsed<Children> {
  const link = settings.api.links.get(resource)?.find((one) => one.name === name)
  if (link === undefined || !settings.served.has(link.resource.name))
    return Result.fail(refused("unknown", `names the relation "${name.slice(0, 40)}", which there is not`))
  if (!link.many || link.through !== null)
    return Result.fail(refused("unfit", `names "${name}", whose records hold no reference to this one`))
  const value = link.to.cell.parse?.(uid)
  return Result.flatMap(authorise(link.resource, "history", caller), (permit) =>
    value === undefined || Result.isFailure(value)
      ? Result.fail(refused("unfit", `names "${name}", which refers to no such uid`))
      : Result.succeed({
          permit,
          held: { _tag: "Compare", column: link.to, operator: "eq", value: value.success }
        })
  )
}

function refused(code: string, detail: string): RequestFailure {
  return queryInvalid("include", code, detail)
}
