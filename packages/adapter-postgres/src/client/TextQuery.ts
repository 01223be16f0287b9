/** A query of `pg` whose rows stay what the wire brought: arrays of text cells. */
import { Query } from "pg"

/** One row of an answer: PostgreSQL's own text, cell by cell. */
export type TextRow = ReadonlyArray<string | null>

/** One statement, with its values apart. */
export interface QueryText {
  /** Under which a connection keeps it prepared; null sends it without a name. */
  readonly name: string | null
  /** SQL, with `$1` and so on for the values. */
  readonly text: string
  /** As `pg` takes them. */
  readonly values: Array<unknown>
}

export type Done = (cause: unknown, rows: ReadonlyArray<TextRow>) => void

/**
 * Takes the place of `pg`'s result, as pg-cursor and pg-query-stream do: its description of every column is read again with
 * every answer, and its rows are copied once more (10 % of a `get`, a third of a list of 1,000).
 */
export class TextQuery extends Query {
  #rows: Array<TextRow> = []
  #done: Done | null

  /** `done` is called once, with an error or with all rows. */
  constructor({ name, text, values }: QueryText, done: Done) {
    super(name === null ? { text, values } : { name, text, values })
    this.#done = done
  }

  handleRowDescription(): void {}

  handleDataRow({ fields }: { readonly fields: TextRow }): void {
    if (this.#done !== null) this.#rows.push(fields)
  }

  handleCommandComplete(): void {}

  /** Ends it with an error, whoever tells it; what comes after that is not looked at. */
  handleError(cause: unknown): void {
    this.#end(cause, [])
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
