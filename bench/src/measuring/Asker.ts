// @effect-diagnostics asyncFunction:off
/** Turns of scripts, asked of a handler. */
import { fill, requestIdOf, type Script } from "../asking/Script.ts"

/** A result in any of the forms that gateways take. */
export interface Answer {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string>>
  readonly multiValueHeaders?: Readonly<Record<string, ReadonlyArray<string>>>
  readonly body?: string
}

export type Handler = (event: unknown) => Promise<Answer>

/** An answer, and under which request id it was given. */
export interface Answered {
  readonly requestId: string
  readonly answer: Answer
}

/** The events of one turn, none of them parsed yet. */
export interface Turn {
  readonly script: Script
  readonly number: number
  readonly events: ReadonlyArray<{ readonly requestId: string; readonly text: () => string }>
}

/** Goes on counting the turns of each script, and all requests. */
export const makeTurns = () => {
  const turns = new Map<Script, number>()
  let requests = 0
  return (script: Script): Turn => {
    const number = turns.get(script) ?? 0
    turns.set(script, number + 1)
    const events = script.templates.map((template) => {
      const requestId = requestIdOf(++requests)
      return { requestId, text: () => fill(template, script, { requestId, turn: number }) }
    })
    return { script, number, events }
  }
}

/** The handler's answer, which is one of success. */
export const ask = async (handler: Handler, event: unknown): Promise<Answer> => {
  const answer = await handler(event)
  if (answer.statusCode >= 300) throw new Error(`Answered ${answer.statusCode}: ${answer.body}`)
  return answer
}

/** A whole turn; what it deleted makes way for what it created. */
export const askAll = async (handler: Handler, turn: Turn): Promise<ReadonlyArray<Answered>> => {
  const answered: Array<Answered> = []
  for (const { requestId, text } of turn.events)
    answered.push({ requestId, answer: await ask(handler, JSON.parse(text())) })
  renew(
    turn,
    answered.map(({ answer }) => answer)
  )
  return answered
}

/** Puts the uid of what a turn created in the place of what it deleted. */
export const renew = ({ number, script }: Turn, answers: ReadonlyArray<Answer>): void => {
  const ring = script.renews === null ? undefined : script.rings[script.renews]
  const created = answers.find(({ statusCode }) => statusCode === 201)
  if (ring !== undefined && created !== undefined) ring[number % ring.length] = uidIn(created)
}

/** A header of an answer, by its name in lower case. */
export const headerOf = ({ headers, multiValueHeaders }: Answer, name: string): string | undefined =>
  multiValueHeaders?.[name]?.[0] ?? headers?.[name]

/** The uid of the record that was created. */
export const uidIn = (answer: Answer): string => headerOf(answer, "location")?.split("/").at(-1) ?? ""

/** Where the next page begins: the cursor that a link tells, else the uid of the last record. */
export const cursorIn = (answer: Answer): string => {
  const [, told] = /[?&]cursor=([^&>]+)[^,]*rel="next"/u.exec(headerOf(answer, "link") ?? "") ?? []
  if (told !== undefined) return told
  const rows: ReadonlyArray<{ readonly uid: string }> = JSON.parse(answer.body ?? "[]")
  return rows.at(-1)?.uid ?? ""
}
