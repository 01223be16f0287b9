/** Refuses names that JSON, the query grammar or SQL could not tell. */
import { unstorable, utf8Length } from "../value/text.ts"

// Words of the query grammar: `?order=…` could not be told from a filter on a field of that name.
const reserved = new Set(
  "select order limit offset cursor expand and or not columns on_conflict as_of".split(" ")
)

/** The faults of a name in JSON; `what` it names is for the sentence. */
export function* nameFaults(name: string, what: string): Generator<string> {
  yield* identifierFaults(name, what)
  if (reserved.has(name)) yield `"${name}" is a word of the query grammar and cannot name ${what}`
}

/** Takes what needs no quotes in a query or in JavaScript; nothing that every object has, so that no record lacks it by accident. */
export function* identifierFaults(name: string, what: string): Generator<string> {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/u.test(name)) yield `"${name}" is no identifier for ${what}`
  if (name in Object.prototype)
    yield `"${name}" is what every object of JavaScript has and cannot name ${what}`
}

/** PostgreSQL takes any name of 1 to 63 bytes in quotes. */
export function* sqlNameFaults(name: string, what: string): Generator<string> {
  if (name === "" || unstorable(name) !== null || utf8Length(name) > 63)
    yield `"${name}" cannot name ${what}: PostgreSQL's names take 1 to 63 bytes`
}

// As in SQL: words or names in quotes, with a schema before and a modifier behind, and nothing that could be more than a name.
const sqlName = '(?:[A-Za-z_][A-Za-z0-9_$]*|"(?:[^"\\u0000]|"")+")'
const typeName = new RegExp(
  `^${sqlName}(?:\\.${sqlName}|(?: [a-z]+)+)?(?:\\([A-Za-z0-9_]+(?:, ?[A-Za-z0-9_]+)*\\))?(?:\\[\\])*$`,
  "u"
)

/** Whether a text is a type's name in SQL, and nothing else. */
export const isTypeName = (type: string): boolean => typeName.test(type)
