/** Writes rows of text cells as JSON, compiled once per resource and choice of fields; nothing is parsed on the way. */
import type { TextRow } from "../client/TextQuery.ts"
import { textWriter, writer } from "./cellWriter.ts"
import type { EmbedField, OutputField } from "./OutputField.ts"
import { nextCell, readRecords } from "./recordText.ts"

type Serialiser = (rows: ReadonlyArray<TextRow>) => string

/** The records as JSON texts joined by commas. */
export const serialiser = (fields: ReadonlyArray<OutputField>): Serialiser => {
  const members = membersOf(fields)
  const labels = labelsOf(members)
  const last = members.length === 0 ? "{}" : "}"
  return (rows) => {
    let json = ""
    for (const row of rows) {
      if (json !== "") json += ","
      for (let i = 0; i < members.length; i++) {
        const member = members[i]
        const cell = row[member?.at ?? i]
        json += labels[i]
        json += cell === null || cell === undefined ? member?.absent : member?.write(cell)
      }
      json += last
    }
    return json
  }
}

/** A name of an answer, and what is written behind it of one cell. */
interface Member {
  readonly label: string
  /** Where in a row the cell stands. */
  readonly at: number
  readonly write: (cell: string) => string
  /** What is written where the cell is null. */
  readonly absent: string
}

function labelsOf(members: ReadonlyArray<Member>): ReadonlyArray<string> {
  return members.map(({ label }, i) => `${i === 0 ? "{" : ","}${label}`)
}

function membersOf(fields: ReadonlyArray<OutputField>): ReadonlyArray<Member> {
  return fields.flatMap((field) =>
    field._tag === "Embed" && field.spread ? spreadMembers(field) : [memberOf(field)]
  )
}

function memberOf(field: OutputField): Member {
  const { at } = field
  const label = `${JSON.stringify(field.as)}:`
  if (field._tag === "Cell") {
    const write = field.asText ? textWriter(field.type) : writer(field.type)
    return { label, at, write, absent: "null" }
  }
  const write = recordsWriter(field.fields)
  return field.many
    ? { label, at, write: (cell) => `[${write(cell)}]`, absent: "[]" }
    : { label, at, write, absent: "null" }
}

/** The text of records as JSON texts: cell by cell, where each is a name of its own, in that order. */
function recordsWriter(fields: ReadonlyArray<OutputField>): (text: string) => string {
  const members = membersOf(fields)
  if (members.length === 0 || members.some(({ at }, i) => at !== i)) {
    const write = serialiser(fields)
    return (text) => write(readRecords(text))
  }
  const labels = labelsOf(members)
  return (text) => {
    const cursor = { text, at: 0 }
    let json = ""
    while (cursor.at < text.length) {
      if (json !== "") json += ","
      for (let i = 0; i < members.length; i++) {
        const cell = nextCell(cursor, i === members.length - 1)
        json += labels[i]
        json += cell === null ? members[i]?.absent : members[i]?.write(cell)
      }
      json += "}"
    }
    return json
  }
}

/** The names of related records among the record's own, however deep they are spread: of many records an array each. */
function spreadMembers({ at, fields, many }: EmbedField): ReadonlyArray<Member> {
  return membersOf(fields).map((inner) => {
    const one = (row: TextRow) => {
      const cell = row[inner.at] ?? null
      return cell === null ? inner.absent : inner.write(cell)
    }
    const write = (cell: string) => readRecords(cell).map(one).join(",")
    return many
      ? { label: inner.label, at, write: (cell) => `[${write(cell)}]`, absent: "[]" }
      : { label: inner.label, at, write, absent: inner.absent }
  })
}
