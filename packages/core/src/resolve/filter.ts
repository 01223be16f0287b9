/** What the filters of one place of a query mean together. */
import * as Result from "effect/Result"
import { and, type Predicate } from "../query/Predicate.ts"
import type { Related } from "../query/Query.ts"
import type { Place } from "../query/QueryFault.ts"
import type { ConditionSyntax, Filtering, FilterSyntax } from "../query/QuerySyntax.ts"
import { located, type Meaning } from "./located.ts"
import { meaningOf } from "./operators.ts"
import type { Unresolved } from "./Reach.ts"
import { type Named, termOf } from "./term.ts"

/** The relations that an answer shows at a place, by their names in it: whether there is a record of it is a condition too. */
export type Existing = ReadonlyMap<string, Predicate>

/** All of them hold. */
export const filterOf = (
  resource: Named,
  filters: ReadonlyArray<Filtering>,
  existing: Existing
): Result.Result<Predicate, Unresolved> => {
  const predicates: Array<Predicate> = []
  for (const { parameter, filter } of filters) {
    const predicate = located(parameter, predicateOf(resource, filter, "filter", existing))
    if (Result.isFailure(predicate)) return predicate
    predicates.push(predicate.success)
  }
  return Result.succeed(and(...predicates))
}

/** Whether there is a related record for which this is true as well. */
export const exists = ({ link, through, wanted }: Related, filter: Predicate): Predicate => ({
  _tag: "Exists",
  link,
  through,
  where: and(wanted, filter)
})

function predicateOf(
  resource: Named,
  syntax: FilterSyntax,
  place: Place,
  existing: Existing
): Meaning<Predicate> {
  const meaning =
    syntax._tag === "Condition"
      ? conditionOf(resource, syntax, place, existing)
      : treeOf(resource, syntax._tag, syntax.parts, existing)
  return syntax.not ? Result.map(meaning, (predicate) => ({ _tag: "Not", predicate })) : meaning
}

function conditionOf(
  resource: Named,
  syntax: ConditionSyntax,
  place: Place,
  existing: Existing
): Meaning<Predicate> {
  const { field } = syntax
  const related =
    resource.columns.has(field.name) || field.path.length > 0 ? undefined : existing.get(field.name)
  return related === undefined
    ? Result.flatMap(termOf(resource, field, place), (column) => meaningOf(column, syntax))
    : existenceOf(field.name, related, syntax)
}

/** A relation is null where there is no record of it. */
function existenceOf(
  relation: string,
  exists: Predicate,
  { operand, operator }: ConditionSyntax
): Meaning<Predicate> {
  const word = operand._tag === "Text" ? operand.text.toLowerCase() : ""
  if (operator === "is" && word === "not_null") return Result.succeed(exists)
  return operator === "is" && word === "null"
    ? Result.succeed({ _tag: "Not", predicate: exists })
    : Result.fail({ _tag: "RelationCompared", relation })
}

function treeOf(
  resource: Named,
  _tag: "And" | "Or",
  parts: ReadonlyArray<FilterSyntax>,
  existing: Existing
): Meaning<Predicate> {
  const predicates: Array<Predicate> = []
  for (const part of parts) {
    const predicate = predicateOf(resource, part, "tree", existing)
    if (Result.isFailure(predicate)) return predicate
    predicates.push(predicate.success)
  }
  return Result.succeed({ _tag, predicates })
}
