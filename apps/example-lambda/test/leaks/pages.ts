/** The pages of a list that are asked for. */
import { answerList, type Visit } from "./evaluator.ts"
import { downToUid, placeIn } from "./places.ts"
import { isGrouped, type ListQuestion, type Page, type Place } from "./questions.ts"

/** The first page, two behind it, one back, and where forged cursors lead. */
export const pagesOf = (visit: Visit, question: ListQuestion): ReadonlyArray<Page> => {
  const first: Page = { is: "offset", ...question.page }
  const second = behind(visit, question, first)
  const third = second === null ? null : behind(visit, question, second)
  const back = before(visit, question, third ?? second ?? first)
  return [...[first, second, third, back].filter((page) => page !== null), ...forgedOf(visit, question)]
}

function behind(visit: Visit, question: ListQuestion, page: Page): Page | null {
  const answer = answerList(visit, question, page)
  if (answer.is !== "paged" || !answer.more) return null
  if (isGrouped(question.ask) && page.is === "offset")
    return page.limit === 0 ? null : { ...page, offset: page.offset + page.limit }
  if (answer.ends === null) return null
  return { is: "after", place: answer.ends[1], limit: page.limit }
}

function before(visit: Visit, question: ListQuestion, page: Page): Page | null {
  const answer = answerList(visit, question, page)
  if (answer.is !== "paged" || answer.ends === null) return null
  return { is: "before", place: answer.ends[0], limit: page.limit }
}

/** As somebody would be told who sees everything, or who made them up. */
function forgedOf({ world }: Visit, { ask, forged, of, page }: ListQuestion): ReadonlyArray<Page> {
  const order = downToUid(ask.order)
  const everything = { listed: world.rows, got: world.rows, joined: world.rows }
  return forged.map(({ row, side }): Page => {
    const known = world.rows[of][row]
    const place: Place = known === undefined ? order.map(() => null) : placeIn(everything, order, known)
    return { is: side, place, limit: page.limit }
  })
}
