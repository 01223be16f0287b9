/** SQL as text with holes: a statement is made of a shape alone, and learns its values when it is sent. */
import type { Hole } from "../shape/Parting.ts"

export interface Sql {
  readonly parts: ReadonlyArray<string>
  /** What stands between the parts. */
  readonly holes: ReadonlyArray<Hole>
}

export interface Rendered {
  readonly text: string
  /** Which value each parameter takes: that of `$1` first. */
  readonly holes: ReadonlyArray<Hole>
}

/** Text of ours. Never pass anything that came from a client. */
export const raw = (text: string): Sql => ({ parts: [text], holes: [] })

/** A name from a resource, quoted. */
export const name = (identifier: string): Sql => raw(quote(identifier))

/** A text of ours as a literal: a resource's name, a label. */
export const literal = (text: string): Sql => raw(quoteLiteral(text))

/** A value: becomes `$1::type`, however often the same hole is used. */
export const value = (hole: Hole, type: string): Sql => ({ parts: ["", `::${type}`], holes: [hole] })

export const sql = (template: TemplateStringsArray, ...fragments: ReadonlyArray<Sql>): Sql => {
  const parts = [template[0] ?? ""]
  const holes: Array<Hole> = []
  fragments.forEach((fragment, at) => {
    append(parts, fragment.parts)
    append(parts, [template[at + 1] ?? ""])
    holes.push(...fragment.holes)
  })
  return { parts, holes }
}

export const join = (fragments: ReadonlyArray<Sql>, separator: string): Sql => {
  const parts = [""]
  fragments.forEach((fragment, at) => {
    if (at > 0) append(parts, [separator])
    append(parts, fragment.parts)
  })
  return { parts, holes: fragments.flatMap(({ holes }) => holes) }
}

/** Numbers the parameters, each hole once. */
export const render = ({ parts, holes }: Sql): Rendered => {
  const distinct = [...new Set(holes)]
  const text = parts.reduce((before, part, at) => {
    const hole = holes[at - 1]
    return hole === undefined ? before + part : `${before}$${distinct.indexOf(hole) + 1}${part}`
  }, "")
  return { text, holes: distinct }
}

export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`

export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`

function append(parts: Array<string>, more: ReadonlyArray<string>): void {
  const [first = "", ...rest] = more
  parts.push((parts.pop() ?? "") + first, ...rest)
}
