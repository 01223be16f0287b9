/** Numbers of JSON that JavaScript would round. */

/** A JSON number that a double would change: its source text, kept as it came (RFC 8259 §6). */
export class ExactNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  /** Writes the very digits that were read. */
  toJSON(): unknown {
    return rawJSON(this.text)
  }
}

// Node 22 has JSON.rawJSON, the ES2024 library does not name it yet; a global declaration would reach our users' code.
const rawJSON: (text: string) => unknown = Reflect.get(JSON, "rawJSON")
