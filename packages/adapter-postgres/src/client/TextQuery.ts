/** One query of a session: what goes to the wire, and rows that stay what it brought: arrays of text cells. */
import type { Connection } from "pg"
import { serialize } from "pg-protocol"
import { parameterText } from "./parameterText.ts"

/** One row of an answer: PostgreSQL's own text, cell by cell. */
export type TextRow = ReadonlyArray<string | null>

/** One statement, with its values apart. */
export interface QueryText {
  /** Under which a connection keeps it prepared; null sends it without a name. */
  readonly name: string | null
  /** SQL, with `$1` and so on for the values. */
  readonly text: string
  /** Texts, numbers and flags, null, or lists of these. */
  readonly values: Array<unknown>
  /** Whether the first rows will do where the answer grows too large; `cutShort` then stands behind them. */
  readonly canBeCut?: boolean
}

/** What stands behind the rows of an answer that was cut short. */
export const cutShort: TextRow = []

export type Done = (cause: unknown, rows: ReadonlyArray<TextRow>) => void

/** A statement that a session keeps by name. */
export interface NamedStatement {
  readonly name: string
  /** Whether PostgreSQL has said that it knows the statement: it is sent once, and its name from then on. */
  isParsed: boolean
}

/**
 * Takes the place of `pg`'s query, as pg-cursor and pg-query-stream do. That one asks what the columns are with every execution
 * and reads the answer each time, writes four buffers, and copies its own configuration: more than all the rest of a `get`.
 */
export class TextQuery {
  #rows: Array<TextRow> = []
  #done: Done | null
  /** As those who watch `pg` look for it. */
  readonly text: string
  readonly values: Array<unknown>
  readonly #statement: NamedStatement | null
  readonly #canBeCut: boolean

  /** `done` is called once, with an error or with all rows. Without a statement to name, the text is sent. */
  constructor(
    { canBeCut = false, text, values }: Omit<QueryText, "name">,
    statement: NamedStatement | null,
    done: Done
  ) {
    this.text = text
    this.#canBeCut = canBeCut
    this.values = values
    this.#statement = statement
    this.#done = done
  }

  /** What `pg` calls once the session is this query's: all of it in one write. */
  submit({ stream }: Connection): void {
    if (stream.writable) stream.write(this.#messages())
  }

  #messages(): Uint8Array {
    const { text, values } = this
    const statement = this.#statement
    if (statement === null && values.length === 0) return serialize.query(text)
    const name = statement?.name ?? ""
    const bind = serialize.bind({ statement: name, values, valueMapper: parameterText })
    return statement?.isParsed === true
      ? Buffer.concat([bind, executeAndSync])
      : Buffer.concat([serialize.parse({ name, text }), bind, executeAndSync])
  }

  /** PostgreSQL knows the statement by its name from now on. */
  handleParseComplete(): void {
    if (this.#statement !== null) this.#statement.isParsed = true
  }

  handleRowDescription(): void {}

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    if (this.#done !== null) this.#rows.push(fields)
  }

  handleCommandComplete(): void {}

  handleEmptyQuery(): void {}

  /** Ends it with an error, whoever tells it; what comes after that is not looked at. */
  handleError(cause: unknown): void {
    this.#end(cause, [])
  }

  /** Ends it before its answer has: with what has arrived where that will do, and else with this. */
  overflow(cause: unknown): void {
    if (this.#canBeCut && this.#rows.length > 0) this.#end(null, [...this.#rows, cutShort])
    else this.#end(cause, [])
  }

  handleReadyForQuery(): void {
    this.#end(null, this.#rows)
  }

  #end(cause: unknown, rows: ReadonlyArray<TextRow>): void {
    const done = this.#done
    this.#done = null
    this.#rows = []
    done?.(cause, rows)
  }
}

const executeAndSync = Buffer.concat([serialize.execute(), serialize.sync()])
