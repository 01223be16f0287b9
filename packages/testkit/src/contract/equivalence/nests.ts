/** Generated bodies that hold records of relations. */
import type { Relation } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import { bodyOf, type Made, oneOf, pick } from "./arbitraries.ts"
import { type Body, isName, type Name, resources } from "./Question.ts"
import { without } from "./rows.ts"

interface Leading {
  readonly name: string
  readonly relation: Relation.Relation
  readonly target: Name
}

/** The relations of a resource under which a body can hold records that sequences are about. */
export const relationsOf = (name: Name): ReadonlyArray<Leading> =>
  Object.entries<Relation.Relation>(resources[name].relations).flatMap(([as, relation]) => {
    const { _tag, target } = relation
    return _tag !== "Through" && isName(target) ? [{ name: as, relation, target }] : []
  })

/** A record with those of one relation, of which some have others inside, so many levels deep. */
export const nestOf = (name: Name, levels = 2): Made<Body> =>
  Arbitrary.flatMap(pick(relationsOf(name)), ({ name: as, relation: { _tag, via }, target }) => {
    const own = Arbitrary.map(bodyOf(resources[name], true), (body) =>
      _tag === "One" ? without(body, via) : body
    )
    const alone: Made<Body> = bodyOf(resources[target], true)
    const there = levels > 1 ? oneOf(alone, alone, nestOf(target, levels - 1)) : alone
    const held: Made<unknown> =
      _tag === "One"
        ? there
        : Arbitrary.array(
            Arbitrary.map(there, (body) => without(body, via)),
            { maxLength: 3 }
          )
    return Arbitrary.map(Arbitrary.all([own, held]), ([body, records]) => ({ ...body, [as]: records }))
  })
