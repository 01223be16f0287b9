/** TypeScript as data, so that it is laid out in one place. */

export type Code =
  /** As it stands. */
  | string
  /** `call(args)`, or `call.method(args)`. */
  | { readonly call: Code; readonly method?: string; readonly args: ReadonlyArray<Code> }
  | { readonly items: ReadonlyArray<Code> }
  | { readonly members: ReadonlyArray<Member> }

export interface Member {
  readonly name: string
  readonly value: Code
  /** Lines of comment above it. */
  readonly remarks?: ReadonlyArray<string>
}

export const call = (callee: string, ...args: ReadonlyArray<Code>): Code => ({ call: callee, args })

/** `of.pipe(steps)`; `of` itself without any. */
export const pipe = (of: Code, steps: ReadonlyArray<Code>): Code =>
  steps.length === 0 ? of : { call: of, method: "pipe", args: steps }

export const list = (items: ReadonlyArray<Code>): Code => ({ items })

export const object = (members: ReadonlyArray<Member>): Code => ({ members })

/** A text as TypeScript writes it; also what no editor shows, and what would end a line. */
export const text = (value: string): string => {
  const quoted = JSON.stringify(value).replaceAll(
    /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  )
  const [doubles, singles] = [count(value, '"'), count(value, "'")]
  return doubles <= singles
    ? quoted
    : `'${quoted.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function count(value: string, character: string): number {
  return value.split(character).length - 1
}

/** JSON as TypeScript writes it. */
export const json = (value: unknown): Code => {
  if (Array.isArray(value)) return list(value.map(json))
  if (typeof value === "object" && value !== null)
    return object(Object.entries(value).map(([name, member]) => ({ name, value: json(member) })))
  return typeof value === "string" ? text(value) : JSON.stringify(value)
}
