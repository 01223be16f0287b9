/** Takes the values out of a command: what is left is its shape, and a key by which shapes are told apart. */
import {
  type AuditedCommand,
  type Cell,
  type Column,
  type ColumnType,
  printMetadata,
  type Resource,
  type Stamp
} from "@pgcrest/core"
import type { Hole } from "./Hole.ts"
import type { PastShape } from "./PastShape.ts"
import { toParameter } from "./toParameter.ts"

export type { Hole } from "./Hole.ts"

/** Where the values of every command's stamp stand. */
export const stamped = {
  at: 0,
  actor: 1,
  subject: 2,
  requestId: 3,
  uid: 4,
  onBehalfOf: 5,
  issuer: 6,
  clientRequestId: 7,
  traceId: 8,
  via: 9,
  reason: 10,
  metadata: 11
} as const satisfies Readonly<Record<Exclude<keyof Stamp, "operation" | "uids" | "key">, Hole>>

/** One walk over a command: what it holds goes into `values`, what it says into `key`. */
export class Parting {
  readonly values: Array<unknown>
  /** Whose value each is, by the field's name. */
  readonly names: Array<string | null>
  key = ""
  /** As of when all is read; null for now. */
  past: PastShape | null = null
  /** Tells resources apart, of which two may have one name. */
  readonly numberOf: (resource: Resource.Resource) => number
  #aliases = 0

  constructor({ command, stamp }: AuditedCommand, numberOf: Parting["numberOf"]) {
    this.numberOf = numberOf
    this.values = stampValues(stamp, command.permit.resource)
    this.names = this.values.map(() => null)
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

/** In the order of `stamped`. */
function stampValues(stamp: Stamp, resource: Resource.Resource): Array<unknown> {
  const { at, actor, subject, requestId, uid, onBehalfOf, issuer, clientRequestId, traceId, via } = stamp
  const told = [onBehalfOf, issuer, clientRequestId, traceId, via, stamp.reason]
  return [at, actor, subject, requestId, uid, ...told, printMetadata(resource, stamp.metadata)]
}
