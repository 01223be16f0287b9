// @effect-diagnostics asyncFunction:off
/** Holds the wire to the same: statuses, bodies, counts and the places in its links. */
import * as Effect from "effect/Effect"
import { cursorText } from "./cursors.ts"
import { apiOf } from "./declared.ts"
import { answerGet, answerList, type Visit } from "./evaluator.ts"
import { gatewayOver, type Heard, type Send } from "./gateway.ts"
import type { Load } from "./load.ts"
import type { Case } from "./makeCase.ts"
import { pagesOf } from "./pages.ts"
import type { Page, Question } from "./questions.ts"
import { responseOf, type Told } from "./responses.ts"
import { declaredAs, sightOf } from "./sight.ts"
import { urlOfGet, urlOfList } from "./url.ts"

/** A request, once it is known by what cursors name its query, and what must come of it. */
interface Asked {
  readonly page: Page
  readonly url: (hash: string | null) => string | null
  readonly count: string | null
  readonly expected: Told
}

/** As `judge`, by HTTP. */
export const judgeWire = Effect.fnUntraced(function* (load: Load, { facts, other, questions, world }: Case) {
  const visit = { world, facts, sight: sightOf(world, facts) }
  const api = apiOf(world)
  const walks = questions.filter((one) => isServed(visit, one)).map((one) => requestsOf(visit, one))
  const store = yield* load(world.rows)
  const before = yield* heard(walks, gatewayOver(store, api, facts))
  const wrong = before.find(({ expected, told }) => textOf(told) !== textOf(expected))
  if (wrong !== undefined) return yield* Effect.fail(wrong)
  const veiled = yield* load(other.rows)
  const behind = yield* heard(walks, gatewayOver(veiled, api, facts))
  const moved = before.find(({ bytes }, at) => bytes !== behind[at]?.bytes)
  return moved === undefined ? true : yield* Effect.fail({ ...moved, behind: behind[before.indexOf(moved)] })
})

/** What no route leads to is not asked. */
function isServed({ world }: Visit, { is, of }: Question): boolean {
  return declaredAs(world, of)[is] !== null
}

function requestsOf(visit: Visit, question: Question): ReadonlyArray<Asked> {
  const first: Page = { is: "offset", offset: 0, limit: 0 }
  if (question.is === "get") {
    const expected = responseOf(answerGet(visit, question), first)
    return [{ page: first, url: () => urlOfGet(question), count: null, expected }]
  }
  return pagesOf(visit, question).map((page): Asked => {
    const url = (hash: string | null) => {
      if (page.is === "offset") return urlOfList(question, ["offset", String(page.offset)])
      return hash === null ? null : urlOfList(question, ["cursor", cursorText(hash, page)])
    }
    return { page, url, count: question.count, expected: responseOf(answerList(visit, question, page), page) }
  })
}

interface Answered {
  readonly url: string
  readonly expected: Told
  readonly told: Told
  readonly bytes: string
}

/** One question's requests behind the other: only its own links tell how its cursors begin. */
function heard(
  walks: ReadonlyArray<ReadonlyArray<Asked>>,
  send: Send
): Effect.Effect<ReadonlyArray<Answered>> {
  return Effect.promise(async () => {
    const answers: Array<Answered> = []
    for (const walk of walks) {
      let known: string | null = null
      for (const { count, expected, url } of walk) {
        const path = url(known)
        if (path === null) continue
        const { bytes, hash, ...told }: Heard = await send(path, count)
        known ??= hash
        answers.push({ url: path, expected, told: planned(told, expected), bytes: bytesOf(bytes, expected) })
      }
    }
    return answers
  })
}

function textOf({ json, next, prev, range, status }: Told): string {
  return JSON.stringify([status, json, range, next, prev])
}

const byPlan = "about"

/** What a plan may tell is anything, and nothing to hold a store to. */
function planned(told: Told, expected: Told): Told {
  if (!isPlanned(expected)) return told
  return { ...told, range: told.range?.replace(/\/\d+$/u, `/${byPlan}`) ?? null }
}

function bytesOf(bytes: string, expected: Told): string {
  return isPlanned(expected) ? bytes.replace(/("content-range":"[^"]*\/)\d+/u, "$1") : bytes
}

function isPlanned({ range }: Told): boolean {
  return range?.endsWith(byPlan) ?? false
}
