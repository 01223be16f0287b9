/** How a step of a sequence is asked. */
import { Caller, type IdempotencyKey, together, undo, undone } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { Asked } from "../asking/answers.ts"
import {
  type Answering,
  create,
  createMany,
  createNested,
  get,
  history,
  list,
  patch,
  plain,
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
import type { Playing } from "./Playing.ts"
import { type Body, type Part, resources, type Step } from "./Question.ts"
import type { Rows } from "./rows.ts"

/** Who sees all, and all histories. */
export const overseer: Caller.Caller = inGroups("overseer", "readers", "auditors")

/** The request that a step is. */
export const askStep = (run: Playing, step: Step, at: number): Asked => {
  const { asked, resource } = step
  const caller = callerOf(step.by, run.requestId(at))
  if (asked.verb === "undo") {
    const undoing = { requestId: run.wrote(asked.back), most: asked.most }
    return undo(plain, undoing, caller)
  }
  if (asked.verb === "batch") {
    const by = { caller: Caller.doing("batch", caller) }
    const answers = Effect.forEach(asked.parts, (part) => askOne(run, part, by))
    return asked.tried ? undone(answers) : together(answers)
  }
  const by = { caller, key: keyOf(run, step) }
  const one =
    asked.verb === "nest"
      ? createNested(resources[resource], run.body(asked.body, resource), by)
      : askOne(run, { resource, asked }, by)
  return Effect.map(one, (rows) => [rows])
}

function callerOf(by: number, requestId: string): Caller.Caller {
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

function askOne(run: Playing, { resource: name, asked }: Part, by: By): Answering<never, never> {
  const { caller = overseer } = by
  const resource = resources[name]
  const uid = "of" in asked ? run.uidAt(name, asked.of.place) : ""
  const query = (listing: Listing, ago: number | null = null) => {
    const asOf = run.asOf(ago)
    return queryOf(resource, run.batch, asOf === undefined ? listing : { ...listing, asOf })
  }
  const rowsOf = ({ rows }: Rows) => rows.map((row) => run.body(row, name))
  const values = (body: Body) => run.sent(body, name)
  switch (asked.verb) {
    case "create":
      return create(resource, run.body(asked.values, name), by)
    case "replace":
      return replace(resource, uid, run.body(asked.values, name), { ...asked, ...by })
    case "update":
      return update(resource, uid, values(asked.values), { ...asked, ...by })
    case "createMany": {
      const { by: on } = asked.many
      return createMany(resource, rowsOf(asked.many), on.length === 0 ? by : { ...by, ignore: on })
    }
    case "upsert":
      return upsert(resource, asked.many.by, rowsOf(asked.many), by)
    case "updateMany": {
      const more = { ...by, merge: asked.merge, ...mostOf(asked) }
      return updateMany(resource, query(asked.query).filter, values(asked.values), more)
    }
    case "removeMany":
      return removeMany(resource, query(asked.query).filter, { ...by, ...mostOf(asked) })
    case "patch":
      return patch(resource, uid, operationsOf(values(asked.values)), { ...asked, ...by })
    case "remove":
      return remove(resource, uid, { ...asked, ...by })
    case "restore":
      return restore(resource, uid, asked.version, { ...asked, ...by })
    case "get": {
      const asOf = run.asOf(asked.ago)
      return get(resource, uid, { select: asked.select, caller, ...(asOf === undefined ? {} : { asOf }) })
    }
    case "list":
      return list(resource, query(asked.query, asked.ago), { caller })
    case "history":
      return history(resource, uid, { ...asked, caller })
  }
}

function mostOf({ most }: { readonly most: number | null }) {
  return most === null ? {} : { most }
}

/** Sets these values, every second one only where there is one, and compares the last with what it was set to. */
function operationsOf(values: Body): ReadonlyArray<object> {
  const set = Object.entries(values).map(([name, value], at) => ({
    op: at % 2 === 0 ? "add" : "replace",
    path: `/${name}`,
    value
  }))
  return [...set, ...set.slice(-1).map((last) => ({ ...last, op: "test" }))]
}
