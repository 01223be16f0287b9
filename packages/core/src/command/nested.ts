/** A body that holds records of relations, as the record and theirs: each with the permit to make it. */
import * as Result from "effect/Result"
import { authorise } from "../access/authorise.ts"
import type { Permit } from "../access/Permit.ts"
import type { Refused } from "../access/refused.ts"
import type { Fault } from "../failures.ts"
import type { Reach } from "../resolve/Reach.ts"
import type { Column } from "../resource/Column.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import { mostFaults } from "../value/faults.ts"
import { isObject } from "../value/jsonCell.ts"
import type { Body, Branch, CreateManyNested, CreateNested, Nest } from "./Command.ts"
import { nestedProjection } from "./nestedProjection.ts"
import { isWritable } from "./validate.ts"

/** Whether a body holds anything under the name of a relation. */
export const isNested = ({ relations }: Resource, body: Body): boolean =>
  Object.keys(relations).some((name) => Object.hasOwn(body, name))

/**
 * The command that makes all of them and shows them as relations are shown. Fails where its caller may not make one of
 * them, as if that one were sent alone; what is no record at all is told with the other faults of the body.
 */
export const nested = <R extends Resource>(
  permit: Permit<R, "create">,
  body: Body,
  reach: Reach
): Result.Result<CreateNested<R>, Refused> => {
  const walk: Walk = { reach, misfits: [], places: new Set() }
  return Result.map(nestOf(permit, { at: [], body }, walk), (nest) => ({
    _tag: "CreateNested",
    ...nest,
    misfits: walk.misfits,
    projection: nestedProjection(permit.resource, [nest], reach)
  }))
}

/** The command that makes several, each with its own, as `nested` does one: of a body that is an array of theirs. */
export const nestedRows = <R extends Resource>(
  permit: Permit<R, "create">,
  bodies: ReadonlyArray<Body>,
  reach: Reach
): Result.Result<CreateManyNested<R>, Refused> => {
  const walk: Walk = { reach, misfits: [], places: new Set() }
  const nests: Array<Nest<R>> = []
  for (const [at, body] of bodies.entries()) {
    const nest = nestOf(permit, { at: [at], body }, walk)
    if (Result.isFailure(nest)) return Result.fail(nest.failure)
    nests.push(nest.success)
  }
  const projection = nestedProjection(permit.resource, nests, reach)
  return Result.succeed({ _tag: "CreateManyNested", permit, nests, misfits: walk.misfits, projection })
}

interface Walk {
  readonly reach: Reach
  readonly misfits: Array<Fault>
  /** The relations met so far, wherever in lists they stand. */
  readonly places: Set<string>
}

interface Placed {
  readonly at: Fault["path"]
  readonly body: Body
}

function nestOf<R extends Resource>(
  permit: Permit<R, "create">,
  { at, body }: Placed,
  walk: Walk
): Result.Result<Nest<R>, Refused> {
  const { resource } = permit
  const links = (walk.reach.links.get(resource) ?? []).filter(
    ({ name }) => name !== null && Object.hasOwn(body, name)
  )
  const related: Array<Branch> = []
  for (const link of links) {
    const name = link.name ?? ""
    const branch = branchOf(link, { at: [...at, name], given: body[name] }, walk)
    if (Result.isFailure(branch)) return Result.fail(branch.failure)
    related.push(branch.success)
  }
  const named = new Set(links.map(({ name }) => name))
  const own = Object.entries(body).filter(([name]) => !named.has(name))
  return Result.succeed({ permit, at, values: Object.fromEntries(own), related })
}

interface Given {
  readonly at: Fault["path"]
  readonly given: unknown
}

function branchOf(link: Link, place: Given, walk: Walk): Result.Result<Branch, Refused> {
  const { at } = place
  const bodies = bodiesOf(link, place, walk)
  if (bodies.length === 0) return Result.succeed({ at, link, between: null, records: [] })
  const { caller } = walk.reach
  const permit = authorise(link.resource, "create", caller)
  if (Result.isFailure(permit)) return Result.fail(permit.failure)
  const joining = link.through === null ? null : authorise(link.through.resource, "create", caller)
  if (joining !== null && Result.isFailure(joining)) return Result.fail(joining.failure)
  const records: Array<Nest> = []
  for (const placed of bodies) {
    const nest = nestOf(permit.success, placed, walk)
    if (Result.isFailure(nest)) return Result.fail(nest.failure)
    records.push(nest.success)
  }
  const between = joining === null ? null : { permit: joining.success, at, values: {}, related: [] }
  return Result.succeed({ at, link, between, records })
}

/** The bodies that are given for a relation; none where it cannot be written, or what is given is none. */
function bodiesOf(link: Link, { at, given }: Given, walk: Walk): ReadonlyArray<Placed> {
  const misfit = (path: Fault["path"], code: string, detail: string) => {
    if (walk.misfits.length < mostFaults) walk.misfits.push({ path, code, detail })
  }
  const barred = barrierOf(link, at, walk)
  if (barred !== null) misfit(at, ...barred)
  else if (link.many && Array.isArray(given)) return objectsIn(given, at, misfit)
  else if (link.many) misfit(at, "type", "must be an array of objects")
  else if (isObject(given)) return [{ at, body: given }]
  else if (given !== null) misfit(at, "type", "must be an object, or null for none")
  else if (!link.from.nullable) misfit(at, "required", "must not be null")
  return []
}

function objectsIn(
  given: ReadonlyArray<unknown>,
  at: Fault["path"],
  misfit: (path: Fault["path"], code: string, detail: string) => void
): ReadonlyArray<Placed> {
  return given.flatMap((body, index) => {
    if (isObject(body)) return [{ at: [...at, index], body }]
    misfit([...at, index], "type", "must be an object")
    return []
  })
}

/** Why a relation is not written at its place; null where it is. */
function barrierOf(
  link: Link,
  at: Fault["path"],
  { places, reach: { bounds } }: Walk
): readonly [code: string, detail: string] | null {
  if (!holding(link).every((column) => isWritable(column, "client")))
    return ["read-only", "is a relation by a field that is written by the server only"]
  const names = at.filter((step) => typeof step === "string")
  if (names.length > bounds.levels)
    return ["too-deep", `leads deeper than ${bounds.levels} levels of relations`]
  places.add(names.join("."))
  return places.size > bounds.relations
    ? ["too-many", `is one relation more than the ${bounds.relations} that are taken`]
    : null
}

/** The fields by which records belong together. */
function holding({ from, many, through, to }: Link): ReadonlyArray<Column> {
  if (through !== null) return [through.near, through.far]
  return [many ? to : from]
}
