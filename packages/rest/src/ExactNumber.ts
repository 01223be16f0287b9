/** A JSON number that a double would round, kept as the client wrote it. */

/** The source text of a number that no double gives back digit for digit; `JSON.stringify` prints it unchanged. */
export class ExactNumber {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toJSON(): unknown {
    return rawJSON(this.text)
  }
}

// Node 22 has JSON.rawJSON, the ES2024 library does not name it yet.
const rawJSON: (text: string) => unknown = Reflect.get(JSON, "rawJSON")
