/** Runs a generated sequence on two stores, step by step, up to where their answers part. */
import { Caller, type IdempotencyKey, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { answerOf, type Stores } from "../asking/answers.ts"
import {
  create,
  createMany,
  get,
  history,
  list,
  patch,
  remove,
  removeMany,
  replace,
  restore,
  update,
  updateMany,
  upsert
} from "../asking/ask.ts"
import { type By, inGroups, type Listing, queryOf } from "../asking/by.ts"
import { print } from "../asking/canonical.ts"
import { comparePast, observe } from "./comparePast.ts"
import { Model } from "./Model.ts"
import { resources, type Step } from "./sequences.ts"

type Name = Step["resource"]

/** One run of a sequence: its number keeps its records apart from those of all others. */
interface Playing {
  readonly number: number
  readonly batch: string
  /** The uids that the server made so far, the same on both sides. */
  readonly made: Record<Name, ReadonlyArray<string>>
}

const overseer = inGroups("overseer", "readers", "auditors")

/** Fails with the first difference, of an answer or of what is left in the end. */
export const runSequence = Effect.fnUntraced(function* (
  stores: Stores,
  number: number,
  steps: ReadonlyArray<Step>
) {
  const run: Playing = {
    number,
    batch: `s${number}`,
    made: { samples: [], parts: [], notes: [], marks: [], counters: [], diaries: [], letters: [] }
  }
  let millis = 1_764_043_200_000 + number * 60_000
  const names = new Set(steps.map(({ resource }) => resource))
  const model = new Model()
  for (const [at, step] of steps.entries()) {
    millis += step.millis
    const by = { caller: callerOf(step.by, at), key: keyOf(run, step) }
    const { uid } = yield* answerOf(stores, { step: at, millis }, askStep(run, step, by))
    if (step.key !== null) yield* answerOf(stores, { step: at + again, millis }, askStep(run, step, by))
    if (making.has(step.asked.verb) && uid !== "") run.made[step.resource] = [...run.made[step.resource], uid]
    const [store] = stores
    for (const name of names) yield* observe(model, store, { ...all(run, name), millis })
  }
  for (const name of names) {
    yield* compareAll(stores, run, name, millis)
    // A write that leaves a mark as it was is told by its trail alone: where clocks run back nobody sees its instant.
    if (name !== "marks" || steps.every(({ millis }) => millis >= 0))
      yield* comparePast(model, stores, all(run, name))
  }
})

// Of a step that is asked twice.
const again = 100

/** All records of a run. */
function all(run: Playing, name: Name) {
  return { resource: resources[name], batch: run.batch, caller: overseer }
}

const making: ReadonlySet<Step["asked"]["verb"]> = new Set(["create", "createMany", "upsert"])

const compareAll = Effect.fnUntraced(function* (stores: Stores, run: Playing, name: Name, millis: number) {
  const all = list(resources[name], queryOf(resources[name], run.batch, { count: "exact" }), {
    caller: overseer
  })
  yield* answerOf(stores, { step: `all ${name}`, millis }, all)
  for (const uid of uidsOf(run, name)) {
    const changes = history(resources[name], uid, { caller: overseer })
    yield* answerOf(stores, { step: `history of ${uid}`, millis }, changes)
  }
})

function callerOf(by: number, step: number): Caller.Caller {
  const requestId = `r${step}`
  const user = (subject: string, ...groups: ReadonlyArray<string>) =>
    Caller.user(subject, { groups, requestId })
  const callers = [
    user("ann"),
    user("bob"),
    user("ann", "editors"),
    user("rita", "readers", "editors", "movers", "auditors"),
    Caller.anonymous(requestId),
    { ...user("gus"), exactGroups: false }
  ]
  return callers[by] ?? overseer
}

/** All that is asked is its request, whoever asks. */
function keyOf({ batch }: Playing, { asked, key, resource }: Step): IdempotencyKey | null {
  return key === null ? null : { key: `${batch} ${key}`, request: print([resource, asked]) }
}

function uidsOf({ number, made }: Playing, name: Name): ReadonlyArray<string> {
  const isUuid = Resource.soleColumn(resources[name].key)?.type.kind === "uuid"
  const named = [1, 2].map((at) =>
    isUuid ? `00000000-0000-7000-800${at}-${number.toString(16).padStart(12, "0")}` : `${number} ${at} é😀/%`
  )
  return [...named, ...made[name]]
}

function uidAt(run: Playing, name: Name, place: number): string {
  const uids = uidsOf(run, name)
  return uids[place % uids.length] ?? ""
}

/** Values as they are sent: places become uids, what must be unique is this run's own. */
function sent(run: Playing, values: Readonly<Record<string, unknown>>, of: Name): Record<string, unknown> {
  const entries = Object.entries(values).map(([name, value]) => {
    if (typeof value === "object" && value !== null && "place" in value)
      return [name, uidAt(run, referred.get(name) ?? of, Number(value.place))]
    return [
      name,
      ["code", "shelf"].includes(name) && typeof value === "string" ? `${run.batch}/${value}` : value
    ]
  })
  return Object.fromEntries(entries)
}

// Any other place is one of the resource itself, in its key.
const referred: ReadonlyMap<string, Name> = new Map([
  ["sample_uid", "samples"],
  ["whole_uid", "parts"]
])

function filterOf(resource: Resource.Resource, batch: string, query: Listing) {
  return queryOf(resource, batch, query).filter
}

function mostOf({ most }: { readonly most: number | null }) {
  return most === null ? {} : { most }
}

/** Sets these values, every second one only where there is one, and compares the last with what it was set to. */
function operationsOf(values: Readonly<Record<string, unknown>>): ReadonlyArray<object> {
  const set = Object.entries(values).map(([name, value], at) => ({
    op: at % 2 === 0 ? "add" : "replace",
    path: `/${name}`,
    value
  }))
  return [...set, ...set.slice(-1).map((last) => ({ ...last, op: "test" }))]
}

function askStep(run: Playing, { resource: name, asked }: Step, by: By) {
  const { caller = overseer } = by
  const [resource, { batch }] = [resources[name], run]
  const uid = "of" in asked ? uidAt(run, name, asked.of.place) : ""
  switch (asked.verb) {
    case "create":
      return create(resource, { ...sent(run, asked.values, name), batch }, by)
    case "replace":
      return replace(resource, uid, { ...sent(run, asked.values, name), batch }, { ...asked, ...by })
    case "update":
      return update(resource, uid, sent(run, asked.values, name), { ...asked, ...by })
    case "createMany": {
      const { by: on, rows } = asked.many
      const bodies = rows.map((row) => ({ ...sent(run, row, name), batch }))
      return createMany(resource, bodies, on.length === 0 ? by : { ...by, ignore: on })
    }
    case "upsert": {
      const { by: on, rows } = asked.many
      const bodies = rows.map((row) => ({ ...sent(run, row, name), batch }))
      return upsert(resource, on, bodies, by)
    }
    case "updateMany":
      return updateMany(resource, filterOf(resource, batch, asked.query), sent(run, asked.values, name), {
        ...by,
        merge: asked.merge,
        ...mostOf(asked)
      })
    case "removeMany":
      return removeMany(resource, filterOf(resource, batch, asked.query), { ...by, ...mostOf(asked) })
    case "patch":
      return patch(resource, uid, operationsOf(sent(run, asked.values, name)), { ...asked, ...by })
    case "remove":
      return remove(resource, uid, { ...asked, ...by })
    case "restore":
      return restore(resource, uid, asked.version, { ...asked, ...by })
    case "get":
      return get(resource, uid, { ...asked, caller })
    case "list":
      return list(resource, queryOf(resource, batch, asked.query), { caller })
    case "history":
      return history(resource, uid, { ...asked, caller })
  }
}
