/** SQL that knows where its values come from: text once per shape, values per command, from one traversal. */

/** Picks a parameter's value out of whatever the statement is run for. */
export type Bind<C> = (input: C) => unknown

export interface Sql<C> {
  readonly parts: ReadonlyArray<string>
  readonly binds: ReadonlyArray<Bind<C>>
}

export interface Rendered<C> {
  readonly text: string
  readonly bind: (input: C) => Array<unknown>
}

/** Text of ours. Never pass anything that came from a client. */
export const raw = (text: string): Sql<unknown> => ({ parts: [text], binds: [] })

/** A name from a resource, quoted. */
export const name = (identifier: string): Sql<unknown> => raw(quote(identifier))

/** A text of ours as a literal: a resource's name, a label. */
export const literal = (text: string): Sql<unknown> => raw(quoteLiteral(text))

/** A value: becomes `$1::type` and never part of the text. One `bind` used twice is one parameter. */
export const value = <C>(bind: Bind<C>, type: string): Sql<C> => ({ parts: ["", `::${type}`], binds: [bind] })

export const sql = <C>(template: TemplateStringsArray, ...fragments: ReadonlyArray<Sql<C>>): Sql<C> => {
  const parts = [template[0] ?? ""]
  const binds: Array<Bind<C>> = []
  fragments.forEach((fragment, at) => {
    append(parts, fragment.parts)
    append(parts, [template[at + 1] ?? ""])
    binds.push(...fragment.binds)
  })
  return { parts, binds }
}

export const join = <C>(fragments: ReadonlyArray<Sql<C>>, separator: string): Sql<C> => {
  const parts = [""]
  fragments.forEach((fragment, at) => {
    if (at > 0) append(parts, [separator])
    append(parts, fragment.parts)
  })
  return { parts, binds: fragments.flatMap(({ binds }) => binds) }
}

/** Numbers the parameters. */
export const render = <C>({ parts, binds }: Sql<C>): Rendered<C> => {
  const distinct = [...new Set(binds)]
  const text = parts.reduce((before, part, at) => {
    const bind = binds[at - 1]
    return bind === undefined ? before + part : `${before}$${distinct.indexOf(bind) + 1}${part}`
  }, "")
  return { text, bind: (input) => distinct.map((bind) => bind(input)) }
}

export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`

export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`

function append(parts: Array<string>, more: ReadonlyArray<string>): void {
  const [first = "", ...rest] = more
  parts.push((parts.pop() ?? "") + first, ...rest)
}
