/** Filters of choices, at a place where these relations are shown. */
import { people, words } from "./makeWorld.ts"
import type { Filter } from "./questions.ts"
import type { Choices } from "./tape.ts"
import { type Field, fields, type Value } from "./world.ts"

export const makeFilter = (choices: Choices, as: ReadonlyArray<string>, depth: number): Filter => {
  const { below, pick, some } = choices
  const not = below(3) === 2
  const is = pick(["compared", "null", "among", "alone", "alone", "and", "or"])
  const relation = as[below(Math.max(1, as.length))]
  switch (is) {
    case "and":
    case "or":
      return depth === 0
        ? { is: "null", field: "name", not }
        : { is, filters: [0, 1].map(() => makeFilter(choices, as, depth - 1)), not }
    case "alone":
      return relation === undefined ? { is: "null", field: "a_uid", not } : { is, as: relation, not }
    case "null":
      return { is, field: pick(fields), not }
    case "among": {
      const field = pick(fields)
      return { is, field, values: some(2, () => valueOf(choices, field)), not }
    }
    case "compared": {
      const field = pick(fields)
      const operator = pick(["eq", "neq", "lt", "lte", "gt", "gte"])
      return { is, field, operator, value: valueOf(choices, field), not }
    }
  }
}

function valueOf({ pick }: Choices, field: Field): NonNullable<Value> {
  switch (field) {
    case "rank":
      return pick([1, 0, 2])
    case "flag":
      return pick([true, false])
    case "name":
      return pick(words)
    case "uid":
    case "a_uid":
    case "b_uid":
    case "creator_uid":
      return pick([...people, "k1", "gone"])
  }
}
