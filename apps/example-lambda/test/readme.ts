/** What README.md and the pages around it show, as data for the tests that hold them to their word. */
import { globSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = new URL("../../../", import.meta.url)
const textOf = (page: string) => readFileSync(new URL(page, root), "utf8")
const text = textOf("README.md")

const pages = globSync(["docs/*.md", "packages/*/README.md"], { cwd: fileURLToPath(root) }).toSorted()

/** The files of a page's TypeScript blocks: "```ts books.ts" starts one; a block without a name would go unchecked. */
const blocks = (page: string) =>
  [...textOf(page).matchAll(/^```ts ?(\S*)\n([^]*?)^```/gmu)].map(([, name = "", content = ""]) => ({
    name,
    content
  }))

/** README's files lie at the top, those of every other page in a folder of its own. */
export const files: ReadonlyArray<{ readonly name: string; readonly content: string }> = [
  ...blocks("README.md"),
  ...pages.flatMap((page) =>
    blocks(page).map(({ name, content }) => ({
      name: `${page.replace(/\.md$/u, "").replaceAll("/", "-")}/${name}`,
      content
    }))
  )
]

/** The options under which README says that its files compile. */
export const tsconfig: string = /^```json\n([^]*?)^```/mu.exec(text)?.[1] ?? ""

/** The SQL that a page shows. */
export const sqlOf = (page: string): ReadonlyArray<string> =>
  [...textOf(page).matchAll(/^```sql\n([^]*?)\n```/gmu)].map(([, content = ""]) => content)

/** The commands that a page shows. */
export const commandsOf = (page: string): ReadonlyArray<string> =>
  [...textOf(page).matchAll(/^```sh\n([^]*?)\n```/gmu)].flatMap(([, content = ""]) => content.split("\n"))

/** The queries of README's table of what a list takes. */
export const queries: ReadonlyArray<string> = [...text.matchAll(/^\| `([^`]*=[^`]*)`/gmu)].map(
  ([, query = ""]) => query
)

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
