/** Generated sequences of commands, as data that a failing run can print. */
import { Command, type Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import { bodyOf, condition, type Made, oneOf, pick, type Place, place, wholeBodyOf } from "./arbitraries.ts"
import { groupsFor, queryFor, selectOf } from "./filters.ts"
import { newRows, type Rows, rowsBy, without } from "./rows.ts"
import type { Listing, Select } from "../asking/by.ts"
import { Counters, Diaries, Letters, Marks, Notes, Parts, Samples } from "../declared/resources.ts"

type Body = Readonly<Record<string, unknown>>

/** Which records a write is of, and how many they may be. */
interface Found {
  readonly query: Listing
  readonly most: number | null
}

export type Question =
  | { readonly verb: "create"; readonly values: Body }
  | {
      readonly verb: "replace"
      readonly of: Place
      readonly values: Body
      readonly condition: Command.Condition
    }
  | {
      readonly verb: "update"
      readonly of: Place
      readonly values: Body
      readonly condition: Command.Condition
      readonly merge: boolean
    }
  | { readonly verb: "createMany"; readonly many: Rows }
  | { readonly verb: "upsert"; readonly many: Rows }
  | ({ readonly verb: "updateMany"; readonly values: Body; readonly merge: boolean } & Found)
  | ({ readonly verb: "removeMany" } & Found)
  | {
      readonly verb: "patch"
      readonly of: Place
      readonly values: Body
      readonly condition: Command.Condition
    }
  | { readonly verb: "remove"; readonly of: Place; readonly condition: Command.Condition }
  | {
      readonly verb: "restore"
      readonly of: Place
      readonly version: number
      readonly condition: Command.Condition
    }
  | { readonly verb: "get"; readonly of: Place; readonly select: Select }
  | { readonly verb: "list"; readonly query: Listing }
  | { readonly verb: "history"; readonly of: Place; readonly limit: number; readonly offset: number }

/** One command: of which resource, by whom, and how many milliseconds after the one before it by its clock. */
export interface Step {
  readonly resource: "samples" | "parts" | "notes" | "marks" | "counters" | "diaries" | "letters"
  readonly by: number
  readonly millis: number
  readonly asked: Question
  /** Under which of a few keys it is asked, and asked again; null for none. */
  readonly key: string | null
}

export const resources: Readonly<Record<Step["resource"], Resource.Resource>> = {
  samples: Samples,
  parts: Parts,
  notes: Notes,
  marks: Marks,
  counters: Counters,
  diaries: Diaries,
  letters: Letters
}

// By index into the callers: mostly those who may do something.
const callers = [0, 0, 0, 1, 2, 3, 3, 4, 5]

const askedOf = (name: Step["resource"]): Made<Question> => {
  const resource = resources[name]
  const verb = <const V extends Question["verb"]>(verb: V) => Arbitrary.Constant(verb)
  const whole = bodyOf(resource, true)
  const create = Arbitrary.all({ verb: verb("create"), values: whole })
  const replace = Arbitrary.all({ verb: verb("replace"), of: place, values: whole, condition })
  const update = Arbitrary.all({
    verb: verb("update"),
    of: place,
    values: bodyOf(resource, false),
    condition,
    merge: pick([false, true])
  })
  const patch = Arbitrary.all({
    verb: verb("patch"),
    of: place,
    values: bodyOf(resource, false),
    condition
  })
  const remove = Arbitrary.all({ verb: verb("remove"), of: place, condition })
  const restore = Arbitrary.all({
    verb: verb("restore"),
    of: place,
    version: pick([1, 1, 2, 3, 0]),
    condition
  })
  const found = { query: queryFor(resource), most: pick([null, null, null, 2, 0]) }
  const createMany = Arbitrary.all({
    verb: verb("createMany"),
    many: oneOf(newRows(resource), rowsBy(resource))
  })
  const upsert = Arbitrary.all({ verb: verb("upsert"), many: rowsBy(resource) })
  const updateMany = Arbitrary.all({
    verb: verb("updateMany"),
    values: Arbitrary.map(bodyOf(resource, false), (body) => without(body, "code")),
    merge: pick([false, false, true]),
    ...found
  })
  const removeMany = Arbitrary.all({ verb: verb("removeMany"), ...found })
  const get = Arbitrary.all({ verb: verb("get"), of: place, select: selectOf(resource) })
  const list = Arbitrary.all({ verb: verb("list"), query: queryFor(resource) })
  const groups = resource.aggregates
    ? Arbitrary.all({ verb: verb("list"), query: groupsFor(resource) })
    : list
  const page = { limit: pick([100, 1, 0]), offset: pick([0, 0, 1]) }
  const history = Arbitrary.all({ verb: verb("history"), of: place, ...page })
  return oneOf<Question>(
    create,
    replace,
    replace,
    replace,
    update,
    update,
    update,
    createMany,
    upsert,
    upsert,
    updateMany,
    removeMany,
    patch,
    remove,
    restore,
    restore,
    get,
    list,
    groups,
    history
  )
}

const steps: Record<Step["resource"], Made<Question>> = {
  samples: askedOf("samples"),
  parts: askedOf("parts"),
  notes: askedOf("notes"),
  marks: askedOf("marks"),
  counters: askedOf("counters"),
  diaries: askedOf("diaries"),
  letters: askedOf("letters")
}

const stepOf = (names: ReadonlyArray<Step["resource"]>): Made<Step> =>
  Arbitrary.flatMap(pick(names), (resource) =>
    Arbitrary.all({
      resource: Arbitrary.Constant(resource),
      by: pick(callers),
      millis: pick([0, 1, 1000, -500]),
      asked: steps[resource],
      key: pick([null, null, null, null, "a", "b"])
    })
  )

// One resource or two that refer to each other, so that commands meet.
const themes = [
  ["samples"],
  ["parts"],
  ["parts", "samples"],
  ["notes"],
  ["marks"],
  ["counters"],
  ["diaries"],
  ["diaries"],
  ["letters"]
] as const

const unkeyed = Arbitrary.Constant(null)

/** A record for the others to meet. */
const opening = (resource: Step["resource"], at: number): Made<Step> =>
  Arbitrary.all({
    resource: Arbitrary.Constant(resource),
    by: pick([0, 3]),
    millis: Arbitrary.Constant(1),
    key: unkeyed,
    asked: Arbitrary.all({
      verb: Arbitrary.Constant("replace" as const),
      of: Arbitrary.Constant({ place: at }),
      values: bodyOf(resources[resource], true),
      condition: Arbitrary.Constant(Command.unconditional)
    })
  })

/** Samples with all their fields, and what is computed of them. */
const computing: Made<ReadonlyArray<Step>> = Arbitrary.map(
  Arbitrary.all([
    Arbitrary.array(
      sampled(Arbitrary.all({ verb: Arbitrary.Constant("create"), values: wholeBodyOf(Samples) })),
      {
        minLength: 2,
        maxLength: 5
      }
    ),
    Arbitrary.array(sampled(Arbitrary.all({ verb: Arbitrary.Constant("list"), query: groupsFor(Samples) })), {
      minLength: 1,
      maxLength: 6
    })
  ]),
  ([made, asked]) => [...made, ...asked]
)

function sampled(asked: Made<Question>): Made<Step> {
  return Arbitrary.all({
    resource: Arbitrary.Constant("samples"),
    by: Arbitrary.Constant(0),
    millis: Arbitrary.Constant(1),
    key: unkeyed,
    asked
  })
}

/** Three to twelve commands, of which the first two make records. */
const meeting: Made<ReadonlyArray<Step>> = Arbitrary.flatMap(pick(themes), (names) =>
  Arbitrary.map(
    Arbitrary.all([
      opening(names[0], 0),
      opening(names[0], 1),
      Arbitrary.array(stepOf(names), { minLength: 1, maxLength: 10 })
    ]),
    ([first, second, more]) => [first, second, ...more]
  )
)

/** Commands that meet, or records and what is computed of them. */
export const sequence: Made<ReadonlyArray<Step>> = oneOf(meeting, meeting, meeting, computing)
