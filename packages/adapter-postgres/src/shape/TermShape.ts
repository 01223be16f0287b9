/** A term without the path that a client chose: its steps are values. */
import { type Column, type ColumnType, Term } from "@pgcrest/core"
import type { Hole, Parting } from "./Parting.ts"

export interface TermShape {
  readonly column: Column
  /** The way into the column's JSON; none for the column itself. */
  readonly steps: ReadonlyArray<{ readonly hole: Hole; readonly by: "name" | "number" }>
  readonly asText: boolean
  readonly type: ColumnType
}

export const partTerm = (term: Term.Term, parting: Parting): TermShape => {
  if (!Term.isInside(term)) {
    parting.say(term.name)
    return { column: term, steps: [], asText: false, type: term.type }
  }
  const { asText, inside, path, type } = term
  const steps = path.map((step) => ({ hole: parting.hold(step), by: byOf(step) }))
  parting.say(`${inside.name}${steps.map(({ by }) => `->${by}`).join("")}${asText ? ">" : ""}`)
  return { column: inside, steps, asText, type }
}

function byOf(step: string | number): "name" | "number" {
  return typeof step === "number" ? "number" : "name"
}
