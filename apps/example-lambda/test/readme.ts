/** What README.md shows, as data for the tests that hold it to its word. */
import { readFileSync } from "node:fs"

const text = readFileSync(new URL("../../../README.md", import.meta.url), "utf8")

/** The files of its TypeScript blocks: "```ts books.ts" starts one. */
export const files: ReadonlyArray<{ readonly name: string; readonly content: string }> = [
  ...text.matchAll(/```ts (\S+)\n([^]*?)```/gu)
].map(([, name = "", content = ""]) => ({ name, content }))

export interface Curl {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** The body that comes back, `…` standing for anything. */
  readonly answer: RegExp
}

/** The curl commands of its console blocks with what comes back. */
export const curls: ReadonlyArray<Curl> = [...text.matchAll(/^\$ curl (.*)\n(.*)$/gmu)].map(
  ([, command = "", answer = ""]) => {
    const words = [...command.matchAll(/'([^']*)'|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? "")
    const after = (flag: string) => words.filter((_, at) => words[at - 1] === flag)
    const [body] = after("-d")
    const url = new URL(words.find((word) => word.startsWith("http")) ?? "")
    return {
      method: body === undefined ? "GET" : "POST",
      target: `${url.pathname}${url.search}`,
      headers: Object.fromEntries(after("-H").map((header) => header.split(": ", 2))),
      body,
      answer: new RegExp(
        `^${answer
          .split("…")
          .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, "\\$&"))
          .join(".*")}$`,
        "u"
      )
    }
  }
)
