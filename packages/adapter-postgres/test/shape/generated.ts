/** Generated commands over such fields, and all of each that its statement goes by. */
import {
  type Act,
  type AuditedCommand,
  authorise,
  Caller,
  type Cell,
  Command,
  Predicate,
  Projection,
  type Query,
  type Reference,
  Resource,
  stamp
} from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import {
  among,
  blank,
  type Fill,
  type Made,
  namesOnly,
  some,
  tree,
  twins,
  type Unfilled,
  Words
} from "./words.ts"

const fields = [...Words.columns.values()].flatMap(({ name, plays }) => (plays === null ? [name] : []))
const inOrder = (chosen: ReadonlyArray<string>) => fields.filter((name) => chosen.includes(name))
// Few, so that many commands differ in one word alone.
const columns = among(["column", "asc", "counted"].map((name) => Resource.columnOf(Words, name)))
const side = Arbitrary.map(
  among([null, "*", "tags"] as const),
  (kind): Unfilled<Command.Condition["match"]> =>
    (fill) =>
      kind === "tags" ? fill.texts() : kind
)

const parts = Arbitrary.all({
  tag: among([
    "Create",
    "Get",
    "Lock",
    "List",
    "List",
    "Compare",
    "Replace",
    "Update",
    "Delete",
    "History"
  ] as const),
  caller: among([
    Caller.user("ann"),
    Caller.user("bob"),
    Caller.user("cid", { groups: ["members"] }),
    Caller.user("dan", { groups: ["movers"] }),
    { ...Caller.user("eve"), exactGroups: false }
  ]),
  act: among(["get", "replace", "update", "delete"] as const),
  named: Arbitrary.map(some(fields), inOrder),
  condition: Arbitrary.all({ match: side, noneMatch: side, dated: among([false, true]) }),
  filter: Arbitrary.map(
    Arbitrary.all([among([true, false]), tree(Words, 2)] as const),
    ([open, filter]): Unfilled<Predicate.Predicate> => (open ? () => Predicate.always : filter)
  ),
  order: Arbitrary.array(
    Arbitrary.all({
      column: columns,
      of: Arbitrary.Constant(null),
      direction: among(["asc", "desc"] as const),
      nulls: among(["first", "last"] as const)
    }),
    { maxLength: 2 }
  ),
  projection: Arbitrary.map(Arbitrary.array(columns, { maxLength: 2 }), (chosen) =>
    Projection.of(new Set(chosen))
  ),
  count: among([null, "exact", "planned", "estimated", "capped"] as const),
  changed: Arbitrary.map(some(["version", "actor", "at", "after"] as const), (chosen) =>
    chosen.length === 0 ? null : chosen
  ),
  referring: Arbitrary.map(some(["castor", "pollux"]), inOrder),
  target: among(twins),
  seen: tree(Words, 1)
})
type Parts = typeof parts extends Made<infer P> ? P : never

const commandOf = (made: Parts, fill: Fill): Command.Command<Resource.Resource, Cell> => {
  const { tag, projection, order, count } = made
  const permit = <A extends Act>(act: A) => Result.getOrThrow(authorise(Words, act, made.caller))
  const uid = fill.text()
  const values = fill.body(made.named)
  const { match, noneMatch, dated } = made.condition
  const condition = {
    match: match(fill),
    noneMatch: noneMatch(fill),
    unmodifiedSince: dated ? fill.text() : null
  }
  const page: Query.OffsetPage = { _tag: "Offset", limit: uid.length, offset: 0 }
  switch (tag) {
    case "Create":
      return { _tag: tag, permit: permit("create"), values, projection }
    case "Get":
      return { _tag: tag, permit: permit("get"), uid, projection }
    case "Lock":
      return { _tag: tag, permit: permit(made.act), uid, condition }
    case "List": {
      const query = { filter: made.filter(fill), order, page, projection, count }
      return { _tag: tag, permit: permit("list"), query }
    }
    case "Compare": {
      const since = { _tag: "Instant", at: fill.text() } as const
      const query = { filter: made.filter(fill), order: [], page, projection, count, since }
      const asOf = { moment: { _tag: "Request", id: fill.text() }, snapshot: null } as const
      return { _tag: tag, permit: permit("list"), query: made.condition.dated ? { ...query, asOf } : query }
    }
    case "Replace":
      return { _tag: tag, permit: permit("replace"), uid, values, condition, projection }
    case "Update":
      return { _tag: tag, permit: permit("update"), uid, values, merge: false, condition, projection }
    case "Delete":
      return { _tag: tag, permit: permit("delete"), uid, condition, projection }
    case "History":
      return {
        _tag: tag,
        permit: permit("history"),
        uid,
        select: made.changed,
        fields: null,
        which: Command.everyChange,
        page
      }
  }
}

const filled = (made: Parts, fill: Fill): AuditedCommand => {
  const references = made.referring.map((name): Reference => ({
    column: Resource.columnOf(Words, name),
    target: made.target,
    see: made.seen(fill)
  }))
  return stamp(commandOf(made, fill), made.caller, fill.text(), fill.text(), references)
}

/** One command of any kind. */
export const commands: Made<{
  readonly filled: Unfilled<AuditedCommand>
  /** All of it that its statement goes by. */
  readonly outline: string
}> = Arbitrary.map(parts, (made) => ({
  filled: (fill) => filled(made, fill),
  outline: outlineOf(filled(made, blank))
}))

/** Which rules of its permit a command's statement asks. */
const asked = {
  Create: ["see", "createCheck"],
  Get: ["see"],
  Lock: ["see", "using"],
  List: ["see", "using"],
  Compare: ["see", "using"],
  Replace: ["see", "using", "createCheck", "updateCheck"],
  Update: ["see", "using", "updateCheck"],
  Delete: ["see", "using"],
  CreateMany: ["see", "createCheck"],
  Upsert: ["see", "using", "createCheck", "updateCheck"],
  UpdateMany: ["see", "using", "updateCheck"],
  DeleteMany: ["see", "using"],
  Recall: ["see"],
  Trace: [],
  RecordRefusal: [],
  History: ["see", "using"]
} as const

/** Spelt out as JSON, which no name can break. */
function outlineOf({ command, references }: AuditedCommand): string {
  const { permit, ...rest } = command
  const rules = asked[command._tag].map((rule) => permit[rule])
  const values = "values" in command ? command.values : {}
  const referring =
    command._tag === "Update" ? references.filter(({ column }) => column.name in values) : references
  const decisive = [
    rest,
    command._tag === "Lock" ? permit.act : null,
    rules,
    "values" in command ? referring : null
  ]
  return JSON.stringify(decisive, namesOnly)
}
