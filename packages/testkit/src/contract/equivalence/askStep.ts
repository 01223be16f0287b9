/** How a step of a sequence is asked. */
import { Caller, type IdempotencyKey, together, undo, undone } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { Asked } from "../asking/answers.ts"
import { type Answering, type Asking, asking, plain } from "../asking/ask.ts"
import { type By, inGroups, type Listing, queryOf } from "../asking/by.ts"
import { print } from "../asking/canonical.ts"
import { hooked } from "../asking/hooked.ts"
import type { Playing } from "./Playing.ts"
import { type Body, type Part, resources, type Step } from "./Question.ts"
import type { Rows } from "./rows.ts"

/** Who sees all, and all histories. */
export const overseer: Caller.Caller = inGroups("overseer", "readers", "auditors")

/** The request that a step is. */
export const askStep = (run: Playing, step: Step, at: number): Asked => {
  const { asked, resource } = step
  const caller = callerOf(step.by, run.requestId(at))
  const way: Way = step.hooked ? hooked : unhooked
  if (asked.verb === "undo") {
    const undoing = { requestId: run.wrote(asked.back), most: asked.most }
    return undo(plain, undoing, caller)
  }
  if (asked.verb === "batch") {
    const by = { caller: Caller.doing("batch", caller) }
    const answers = Effect.forEach(asked.parts, (part) => askOne(run, part, { ...by, way }))
    return asked.tried ? undone(answers) : together(answers)
  }
  const by = { caller, key: keyOf(run, step) }
  const one =
    asked.verb === "nest"
      ? way.createNested(resources[resource], run.body(asked.body, resource), by)
      : askOne(run, { resource, asked }, { ...by, way })
  return Effect.map(one, (rows) => [rows])
}

type Way = Asking<object, never>
const unhooked: Way = asking(plain)

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

function askOne(
  run: Playing,
  { resource: name, asked }: Part,
  { way, ...by }: By & { readonly way: Way }
): Answering<object, never> {
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
      return way.create(resource, run.body(asked.values, name), by)
    case "replace":
      return way.replace(resource, uid, run.body(asked.values, name), { ...asked, ...by })
    case "update":
      return way.update(resource, uid, values(asked.values), { ...asked, ...by })
    case "createMany": {
      const { by: on } = asked.many
      return way.createMany(resource, rowsOf(asked.many), on.length === 0 ? by : { ...by, ignore: on })
    }
    case "upsert":
      return way.upsert(resource, asked.many.by, rowsOf(asked.many), by)
    case "updateMany": {
      const more = { ...by, merge: asked.merge, ...mostOf(asked) }
      return way.updateMany(resource, query(asked.query).filter, values(asked.values), more)
    }
    case "removeMany":
      return way.removeMany(resource, query(asked.query).filter, { ...by, ...mostOf(asked) })
    case "patch":
      return way.patch(resource, uid, operationsOf(values(asked.values)), { ...asked, ...by })
    case "remove":
      return way.remove(resource, uid, { ...asked, ...by })
    case "purge":
      return way.purge(resource, uid, { ...asked, ...by })
    case "restore":
      return way.restore(resource, uid, asked.version, { ...asked, ...by })
    case "get": {
      const asOf = run.asOf(asked.ago)
      return way.get(resource, uid, { select: asked.select, caller, ...(asOf === undefined ? {} : { asOf }) })
    }
    case "list":
      return way.list(resource, query(asked.query, asked.ago), { caller })
    case "history":
      return way.history(resource, uid, { ...asked, caller })
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
