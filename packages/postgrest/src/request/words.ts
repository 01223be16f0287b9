/** The words of a query apart from its filters: the first of each counts, as PostgREST has it. */
import type { Pairs } from "@pgcrest/rest"

/** What a query says, sorted by who reads it. */
export interface Words {
  readonly limit: string | undefined
  readonly offset: string | undefined
  readonly columns: string | undefined
  readonly onConflict: string | undefined
  /** What is shown, found and sorted, embedded resources included. */
  readonly pairs: Pairs
}

/** `most` rows of an embedded resource are shown where more are asked for. */
export const wordsOf = (query: Pairs, most: number): Words => {
  const first = (name: string) => query.find(([one]) => one === name)?.[1]
  return {
    limit: first("limit"),
    offset: first("offset"),
    columns: first("columns"),
    onConflict: first("on_conflict"),
    pairs: query
      .filter(([name], at) => !ofTable.has(name) && !(isWord(name) && isRepeated(query, name, at)))
      .map((pair) => cut(pair, most))
  }
}

const ofTable: ReadonlySet<string> = new Set(["limit", "offset", "columns", "on_conflict"])

/** A repeated filter is AND; what says how to show or sort is said once. */
function isWord(name: string): boolean {
  return /(?:^|\.)(?:select|order|limit|offset)$/u.test(name)
}

function isRepeated(query: Pairs, name: string, at: number): boolean {
  return query.findIndex(([one]) => one === name) < at
}

function cut([name, value]: Pairs[number], most: number): Pairs[number] {
  return name.endsWith(".limit") && /^\d{1,15}$/u.test(value) && Number(value) > most
    ? [name, String(most)]
    : [name, value]
}
