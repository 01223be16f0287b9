/** A JSON number that a double would change: its source text, kept as it came. */

declare global {
  interface JSON {
    /** ES2026 (`JSON.parse` source text access), in Node 22 and later. */
    readonly rawJSON: (text: string) => object
  }
}

export class ExactNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  /** Writes the very digits that were read. */
  toJSON(): object {
    return JSON.rawJSON(this.text)
  }
}
