/** Generated questions: every command, alone and several as one, and what takes them back. */
import * as Arbitrary from "effect/Arbitrary"
import { bodyOf, condition, type Made, oneOf, pick, place } from "./arbitraries.ts"
import { groupsFor, queryFor, selectOf } from "./filters.ts"
import { nestOf, relationsOf } from "./nests.ts"
import { type Command, type Name, type Part, type Question, resources, type Step } from "./Question.ts"
import { newRows, rowsBy, without } from "./rows.ts"

const verbOf = <const V extends Question["verb"]>(verb: V) => Arbitrary.Constant(verb)

const commandOf = (name: Name): Made<Command> =>
  oneOf<Command>(...writesOfOne(name), ...writesOfMany(name), ...reads(name))

function writesOfOne(name: Name): ReadonlyArray<Made<Command>> {
  const resource = resources[name]
  const [whole, values] = [bodyOf(resource, true), bodyOf(resource, false)]
  const one = { of: place, condition }
  const create = Arbitrary.all({ verb: verbOf("create"), values: whole })
  const replace = Arbitrary.all({ verb: verbOf("replace"), values: whole, ...one })
  const update = Arbitrary.all({ verb: verbOf("update"), values, merge: pick([false, true]), ...one })
  const patch = Arbitrary.all({ verb: verbOf("patch"), values, ...one })
  const remove = Arbitrary.all({ verb: verbOf("remove"), ...one })
  const restore = Arbitrary.all({ verb: verbOf("restore"), version: pick([1, 1, 2, 3, 0]), ...one })
  const purge = Arbitrary.all({ verb: verbOf("purge"), ...one })
  const softly = resource.softDelete === null ? [] : [remove, purge]
  return [
    create,
    replace,
    replace,
    replace,
    update,
    update,
    update,
    patch,
    remove,
    restore,
    restore,
    ...softly
  ]
}

function writesOfMany(name: Name): ReadonlyArray<Made<Command>> {
  const resource = resources[name]
  const found = { query: queryFor(resource), most: pick([null, null, null, 2, 0]) }
  const createMany = Arbitrary.all({
    verb: verbOf("createMany"),
    many: oneOf(newRows(resource), rowsBy(resource))
  })
  const upsert = Arbitrary.all({ verb: verbOf("upsert"), many: rowsBy(resource) })
  const updateMany = Arbitrary.all({
    verb: verbOf("updateMany"),
    values: Arbitrary.map(bodyOf(resource, false), (body) => without(body, "code", "only_uid")),
    merge: pick([false, false, true]),
    ...found
  })
  const removeMany = Arbitrary.all({ verb: verbOf("removeMany"), ...found })
  return [createMany, upsert, upsert, updateMany, removeMany]
}

function reads(name: Name): ReadonlyArray<Made<Command>> {
  const resource = resources[name]
  const ago = pick([null, null, 0, 1, 3])
  const get = Arbitrary.all({ verb: verbOf("get"), of: place, select: selectOf(resource), ago })
  const list = Arbitrary.all({ verb: verbOf("list"), query: queryFor(resource), ago })
  const groups = resource.aggregates
    ? Arbitrary.all({ verb: verbOf("list"), query: groupsFor(resource), ago })
    : list
  const page = { limit: pick([100, 1, 0]), offset: pick([0, 0, 1]) }
  const history = Arbitrary.all({ verb: verbOf("history"), of: place, ...page })
  return [get, list, groups, history]
}

const commands: Record<Name, Made<Command>> = {
  samples: commandOf("samples"),
  parts: commandOf("parts"),
  notes: commandOf("notes"),
  marks: commandOf("marks"),
  counters: commandOf("counters"),
  diaries: commandOf("diaries"),
  letters: commandOf("letters"),
  folders: commandOf("folders"),
  papers: commandOf("papers"),
  patients: commandOf("patients"),
  albums: commandOf("albums"),
  tracks: commandOf("tracks")
}

/** What is asked of one of these resources, or of several of them in one batch. */
export const questionOf = (names: ReadonlyArray<Name>): Made<Pick<Step, "resource" | "asked">> =>
  Arbitrary.flatMap(pick(names), (resource) => {
    const command: Made<Question> = commands[resource]
    const nest: Made<Question> =
      relationsOf(resource).length === 0
        ? command
        : Arbitrary.all({ verb: verbOf("nest"), body: nestOf(resource) })
    const undo = Arbitrary.all({
      verb: verbOf("undo"),
      back: pick([0, 0, 0, 1, 1, 2, 3]),
      most: pick([100, 100, 100, 2])
    })
    const batch = Arbitrary.all({
      verb: verbOf("batch"),
      parts: Arbitrary.array(partOf(names), { minLength: 1, maxLength: 3 }),
      tried: pick([false, false, false, true])
    })
    const others = [command, command, command, command, command, command]
    const asked = oneOf<Question>(...others, nest, batch, batch, undo, undo)
    return Arbitrary.all({ resource: Arbitrary.Constant(resource), asked })
  })

function partOf(names: ReadonlyArray<Name>): Made<Part> {
  return Arbitrary.flatMap(pick(names), (resource) =>
    Arbitrary.all({ resource: Arbitrary.Constant(resource), asked: commands[resource] })
  )
}
