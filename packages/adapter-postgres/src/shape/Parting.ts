/** Takes the values out of a command: what is left is its shape, and a key by which shapes are told apart. */
import type { Cell, Column, ColumnType, Resource, Stamp } from "@pgcrest/core"
import { toParameter } from "./toParameter.ts"

/** The place of a value among those that a command brings. */
export type Hole = number

/** Where the values of every command's stamp stand. */
export const stamped = { at: 0, actor: 1, subject: 2, requestId: 3, uid: 4 } as const satisfies Readonly<
  Record<Exclude<keyof Stamp, "operation" | "uids">, Hole>
>

/** One walk over a command: what it holds goes into `values`, what it says into `key`. */
export class Parting {
  readonly values: Array<unknown>
  /** Whose value each is, by the field's name. */
  readonly names: Array<string | null>
  key = ""
  /** Tells resources apart, of which two may have one name. */
  readonly numberOf: (resource: Resource.Resource) => number
  #aliases = 0

  constructor({ at, actor, subject, requestId, uid }: Stamp, numberOf: Parting["numberOf"]) {
    this.numberOf = numberOf
    this.values = [at, actor, subject, requestId, uid]
    this.names = [null, null, null, null, null]
  }

  /** Takes a value as it is sent. */
  hold(value: unknown, name: string | null = null): Hole {
    this.names.push(name)
    return this.values.push(value) - 1
  }

  /** Takes a cell of a column. */
  holdCell(cell: Cell, { name, type }: Pick<Column, "name" | "type">): Hole {
    return this.hold(toParameter(cell, type), name)
  }

  /** Takes a list of what a column is compared with, of this type, as one array. */
  holdCells(cells: ReadonlyArray<Cell>, { name }: Pick<Column, "name">, type: ColumnType): Hole {
    return this.hold(
      cells.map((cell) => toParameter(cell, type)),
      name
    )
  }

  /** A name of its own for one more source of rows, which no table can have. */
  alias(): string {
    return `"${++this.#aliases}?"`
  }

  /** Tells what decides the statement: words of ours and names of a resource, nothing that a client made. */
  say(text: string): void {
    this.key += text
  }
}
