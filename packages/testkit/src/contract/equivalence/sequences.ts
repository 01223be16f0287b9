/** Generated sequences of requests. */
import { Command } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import { bodyOf, type Made, oneOf, pick, wholeBodyOf } from "./arbitraries.ts"
import { groupsFor } from "./filters.ts"
import { type Name, type Question, resources, type Step } from "./Question.ts"
import { questionOf } from "./questions.ts"
import { Samples } from "../declared/resources.ts"

// By index into the callers: mostly those who may do something.
const callers = [0, 0, 0, 1, 2, 3, 3, 4, 5]

const stepOf = (names: ReadonlyArray<Name>): Made<Step> =>
  Arbitrary.map(
    Arbitrary.all({
      question: questionOf(names),
      by: pick(callers),
      millis: pick([0, 1, 1000, -500]),
      key: pick([null, null, null, null, "a", "b"]),
      hooked: pick([false, false, true])
    }),
    ({ hooked, key, question, ...step }) => ({
      ...question,
      ...step,
      key: unkeyed.has(question.asked.verb) ? null : key,
      hooked: hooked && !names.some((name) => unlike.has(name))
    })
  )

// Their hooks show them otherwise than they are.
const unlike: ReadonlySet<Name> = new Set(["notes"])
// What keeps its answer by the wire's own text.
const unkeyed: ReadonlySet<Question["verb"]> = new Set(["batch", "undo"])

// One resource or two that refer to each other, so that commands meet.
const themes: ReadonlyArray<readonly [Name, ...ReadonlyArray<Name>]> = [
  ["samples"],
  ["parts"],
  ["parts", "samples"],
  ["samples", "parts"],
  ["folders", "papers"],
  ["papers", "folders"],
  ["notes"],
  ["marks"],
  ["counters"],
  ["diaries"],
  ["diaries"],
  ["letters"],
  ["patients"],
  ["albums"],
  ["albums", "tracks"],
  ["tracks", "albums"]
]

/** A record for the others to meet. */
const opening = (resource: Name, at: number): Made<Step> =>
  Arbitrary.all({
    resource: Arbitrary.Constant(resource),
    by: pick([0, 3]),
    millis: Arbitrary.Constant(1),
    key: Arbitrary.Constant(null),
    hooked: Arbitrary.Constant(false),
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
    Arbitrary.array(
      sampled(
        Arbitrary.all({
          verb: Arbitrary.Constant("list"),
          query: groupsFor(Samples),
          ago: pick([null, null, 1, 2])
        })
      ),
      {
        minLength: 1,
        maxLength: 6
      }
    )
  ]),
  ([made, asked]) => [...made, ...asked]
)

function sampled(asked: Made<Question>): Made<Step> {
  return Arbitrary.all({
    resource: Arbitrary.Constant("samples"),
    by: Arbitrary.Constant(0),
    millis: Arbitrary.Constant(1),
    key: Arbitrary.Constant(null),
    hooked: Arbitrary.Constant(false),
    asked
  })
}

/** Three to twelve requests, of which the first two make records. */
export const meeting: Made<ReadonlyArray<Step>> = Arbitrary.flatMap(pick(themes), (names) =>
  Arbitrary.map(
    Arbitrary.all([
      opening(names[0], 0),
      opening(names[0], 1),
      Arbitrary.array(stepOf(names), { minLength: 1, maxLength: 10 })
    ]),
    ([first, second, more]) => [first, second, ...more]
  )
)

/** Requests that meet, or records and what is computed of them. */
export const sequence: Made<ReadonlyArray<Step>> = oneOf(meeting, meeting, meeting, computing)
