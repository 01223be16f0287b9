/** Answers as HTTP tells them. */
import type { Answer, Paged } from "./answers.ts"
import type { Page, Place } from "./questions.ts"

/** What of a response follows from an answer. */
export interface Told {
  readonly status: number
  /** Of a failure nothing but its status. */
  readonly json: string | null
  readonly range: string | null
  readonly next: unknown
  readonly prev: unknown
}

const statuses: Readonly<Record<string, number>> = {
  Unauthenticated: 401,
  NotPermitted: 403,
  RecordNotFound: 404,
  RelationUnknown: 400,
  CursorInvalid: 400
}

export const responseOf = (answer: Answer<Place>, page: Page): Told => {
  const nothing = { json: null, range: null, next: null, prev: null }
  switch (answer.is) {
    case "refused":
      return { ...nothing, status: statuses[answer.why] ?? 500 }
    case "shown":
      return { ...nothing, status: 200, json: answer.json }
    case "paged":
      return { status: 200, json: answer.json, range: rangeOf(answer, page), ...linksOf(answer, page) }
  }
}

/** Where the pages behind this one and before it begin; a page of no records has them where it stands itself. */
function linksOf({ ends, more }: Paged<Place>, page: Page): Pick<Told, "next" | "prev"> {
  const [first, last] = ends ?? (page.is === "offset" ? [null, null] : [page.place, page.place])
  switch (page.is) {
    case "offset":
      return { next: more && page.limit > 0 ? last : null, prev: page.offset > 0 ? first : null }
    case "after":
      return { next: more && ends !== null ? last : null, prev: first }
    case "before":
      return { next: last, prev: more && ends !== null ? first : null }
  }
}

/** A plan's total is anything. */
function rangeOf({ counted, more, total, uids }: Paged<Place>, page: Page): string | null {
  const [count, offset] = [uids.length, page.is === "offset" ? page.offset : 0]
  const isLast = page.is === "offset" && !more && (count > 0 || offset === 0)
  const known = counted === "about" ? "about" : (total ?? (isLast ? offset + count : null))
  if (page.is !== "offset" || count === 0) return known === null ? null : `items */${known}`
  return `items ${offset}-${offset + count - 1}/${known ?? "*"}`
}
