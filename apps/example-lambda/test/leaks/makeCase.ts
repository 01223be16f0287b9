/** One case: two worlds that look alike to their caller, and what is asked of them. */
import { Caller } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import { makeQuestion } from "./makeQuestion.ts"
import { groups, makeRows, makeWorld, people } from "./makeWorld.ts"
import type { Question } from "./questions.ts"
import type { Facts } from "./rules.ts"
import { veiled } from "./sight.ts"
import { type Choices, choosing, tape } from "./tape.ts"
import type { World } from "./world.ts"

export interface Case {
  readonly world: World
  /** What is hidden from the caller is otherwise, or not there; all else is the same. */
  readonly other: World
  readonly caller: Caller.Caller
  readonly facts: Facts
  readonly questions: ReadonlyArray<Question>
}

export const anyCase: Arbitrary.Arbitrary<Case> = Arbitrary.map(
  Arbitrary.all({
    declared: tape(30),
    rows: tape(30),
    others: tape(30),
    by: tape(4),
    questions: Arbitrary.array(tape(70), { minLength: 1, maxLength: 5 })
  }),
  ({ by, declared, others, questions, rows }): Case => {
    const { resources } = makeWorld(choosing(declared))
    const used = resources.map(({ name }) => name)
    const world = { resources, rows: makeRows(choosing(rows), used) }
    const { caller, facts } = makeCaller(choosing(by))
    return {
      world,
      other: veiled(world, makeRows(choosing(others), used), facts),
      caller,
      facts,
      questions: questions.map((tape) => makeQuestion(choosing(tape), world, facts))
    }
  }
)

function makeCaller({ below, pick }: Choices): Pick<Case, "caller" | "facts"> {
  const nobody = { subject: null, groups: [] }
  switch (pick(["user", "user", "user", "user", "user", "unsure", "anonymous", "guest"])) {
    case "anonymous":
      return { facts: nobody, caller: Caller.anonymous("-") }
    case "guest":
      return { facts: nobody, caller: Caller.guest("ann", "-") }
    case "unsure": {
      const subject = pick(people)
      return { facts: { subject, groups: [] }, caller: { ...Caller.user(subject), exactGroups: false } }
    }
    case "user": {
      const facts = { subject: pick([...people, "ann"]), groups: groups.filter(() => below(3) === 2) }
      return { facts, caller: Caller.user(facts.subject, facts) }
    }
  }
}
