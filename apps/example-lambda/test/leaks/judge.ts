/** Holds a store to what a caller can know: its answers are the evaluator's, and no byte of them moves with what is hidden. */
import * as Effect from "effect/Effect"
import type { Answer } from "./answers.ts"
import { ask, type Asking, type Told } from "./ask.ts"
import { getOf, listOf } from "./commands.ts"
import { apiOf } from "./declared.ts"
import { answerGet, answerList, type Visit } from "./evaluator.ts"
import type { Load } from "./load.ts"
import type { Case } from "./makeCase.ts"
import { pagesOf } from "./pages.ts"
import { downToUid } from "./places.ts"
import type { ListQuestion, Question } from "./questions.ts"
import { sightOf } from "./sight.ts"

/** A request and what must come of it. */
interface Asked {
  readonly request: unknown
  readonly send: (asking: Asking) => Effect.Effect<Told>
  readonly expected: Answer
}

/** Fails with the first request that is not answered as it must be, or not to the byte alike in both worlds. */
export const judge = Effect.fnUntraced(function* (
  load: Load,
  { caller, facts, other, questions, world }: Case
) {
  const asked = questions.flatMap((question) =>
    requestsOf({ world, facts, sight: sightOf(world, facts) }, question)
  )
  const api = apiOf(world)
  const store = yield* load(world.rows)
  const before: Array<string> = []
  for (const { expected, request, send } of asked) {
    const { answer, bytes } = yield* send({ store, api, caller })
    if (JSON.stringify(answer) !== JSON.stringify(expected))
      return yield* Effect.fail({ request, expected, answer })
    before.push(bytes)
  }
  const veiled = yield* load(other.rows)
  for (const [at, { request, send }] of asked.entries()) {
    const { bytes } = yield* send({ store: veiled, api, caller })
    if (bytes !== before[at]) return yield* Effect.fail({ request, before: before[at], behindTheVeil: bytes })
  }
  return true
})

function requestsOf(visit: Visit, question: Question): ReadonlyArray<Asked> {
  if (question.is === "get") {
    const send = (asking: Asking) => ask(asking, getOf(asking, question))
    return [{ request: question, send, expected: answerGet(visit, question) }]
  }
  const pages = pagesOf(visit, question).map((page): Asked => ({
    request: { ...question, page },
    send: (asking) => ask(asking, listOf(asking, question, page)),
    expected: answerList(visit, question, page)
  }))
  return question.forged.length === 0 ? pages : [...pages, foreign(visit, question)]
}

/** With the cursor of another query. */
function foreign(visit: Visit, question: ListQuestion): Asked {
  const place = downToUid(question.ask.order).map(() => null)
  const page = { is: "after", place, limit: question.page.limit } as const
  const answer = answerList(visit, question, page)
  return {
    request: { ...question, cursor: "of another query" },
    send: (asking) => ask(asking, listOf(asking, question, page, "0")),
    expected: answer.is === "refused" ? answer : { is: "refused", why: "CursorInvalid" }
  }
}
