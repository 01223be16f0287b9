/** The word `expand`: which people a read tells beside their uids. */
import { type Act, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { queryInvalid, type RequestFailure } from "../problem/RequestFailure.ts"

type Pairs = ReadonlyArray<readonly [name: string, value: string]>
type Parsed<A> = Result.Result<A, RequestFailure>

/** Somebody whom each record or change of an answer tells. */
export interface Expanded {
  /** As a client asks, and as Expand-Applied tells. */
  readonly word: string
  /** What holds their uid. */
  readonly field: string
  /** What they are called in the answer. */
  readonly member: string
}

/** Those that a query asks for, in its order. */
export type Expansion = ReadonlyArray<Expanded>

/** Where people are asked for. */
export interface Place {
  readonly act: Act
  readonly resource: Resource.Resource
}

/** Whether a query asks for people at all; a write takes no word. */
export const asksForPeople = (act: Act, pairs: Pairs): boolean =>
  (act === "get" || act === "list" || act === "history") && pairs.some(isExpand)

/** A query without the word. */
export const withoutExpand = (pairs: Pairs): Pairs => pairs.filter((pair) => !isExpand(pair))

/** The people of a query that asks for some, each once. */
export const parseExpand = (pairs: Pairs, place: Place): Parsed<Expansion> => {
  const [text = "", ...more] = pairs.filter(isExpand).map(([, value]) => value)
  if (more.length > 0) return refused("repeated", "must come once")
  const expansion: Array<Expanded> = []
  for (const word of text.split(",")) {
    if (expansion.some((one) => one.word === word)) return refused("repeated", `names "${word}" twice`)
    const person = place.act === "history" ? personOfChange(word) : personOfRecord(word, place.resource)
    if (Result.isFailure(person)) return Result.fail(person.failure)
    expansion.push(person.success)
  }
  return Result.succeed(expansion)
}

function isExpand([name]: Pairs[number]): boolean {
  return name === "expand"
}

/** A change's `actor` is a text already. */
function personOfChange(word: string): Parsed<Expanded> {
  return word === "actor"
    ? Result.succeed({ word, field: "actor", member: "acted_by" })
    : unknown(word, "actor")
}

function personOfRecord(word: string, { audit, columns }: Resource.Resource): Parsed<Expanded> {
  if (word !== "creator" && word !== "last_updater") return unknown(word, "creator and last_updater")
  const field = audit[`${word}_uid`]
  if (field === null) return refused("unfit", `names "${word}", of whom records keep no uid here`)
  return columns.get(word)?.shown === true
    ? refused("unfit", `names "${word}", which is what a field is called here`)
    : Result.succeed({ word, field, member: word })
}

function unknown(word: string, taken: string): Parsed<never> {
  return refused("unknown", `takes ${taken} here, and not "${word.slice(0, 40)}"`)
}

function refused(code: string, detail: string): Parsed<never> {
  return Result.fail(queryInvalid("expand", code, detail))
}
