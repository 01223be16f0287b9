/** The statements of a declaration file as tsc emits them: each begins at the start of a line, its comment before it. */

interface Text {
  /** As it stands, with its comment. */
  readonly text: string
  /** Without comments. */
  readonly code: string
}

export interface Declared extends Text {
  readonly kind: "type" | "value"
  readonly name: string
  readonly exported: boolean
}

/** Brings names in, or passes them on. */
export interface Passed extends Text {
  readonly kind: "import" | "export"
  /** What each is called here, and there; "*" stands for all that the other file exports. */
  readonly names: ReadonlyMap<string, string>
  /** "" where the names are this file's own. */
  readonly from: string
}

/** Such as an augmentation of another module. */
interface Other extends Text {
  readonly kind: "other"
}

export type Statement = Declared | Passed | Other

export const statementsOf = (file: string): ReadonlyArray<Statement> => {
  const texts: Array<string> = []
  for (const line of file.split("\n")) {
    if (line === "" || line.startsWith("//# sourceMappingURL")) continue
    const last = texts.at(-1)
    if (last !== undefined && (/^[\s}]/u.test(line) || !isWhole(codeOf(last))))
      texts.push(`${texts.pop()}\n${line}`)
    else texts.push(line)
  }
  return texts.map((text) => statementOf(text.replace(fileComment, "")))
}

// A file's own comment, where that of its first statement follows.
const fileComment = /^\/\*\*[^]*?\*\/\n(?=\/\*\*)/u
const passing =
  /^(?<kind>import|export) (?:type )?(?:\* as (?<whole>[\w$]+)|\{(?<some>[^}]*)\}|(?<all>\*))(?: from "(?<from>[^"]+)")?;$/u
const declaration =
  /^(?<exported>export )?(?:declare )?(?:abstract )?(?<word>class|interface|type|enum|namespace|const|let|var|function) (?<name>[\w$]+)/u

function statementOf(text: string): Statement {
  const code = codeOf(text)
  const { kind, whole, some, all, from = "" } = passing.exec(code)?.groups ?? {}
  if (kind === "import" || kind === "export") {
    const names =
      all === "*"
        ? [["*", "*"] as const]
        : whole === undefined
          ? namesIn(some ?? "")
          : [[whole, "*"] as const]
    return { text, code, kind, names: new Map(names), from }
  }
  const { exported, word = "", name } = declaration.exec(code)?.groups ?? {}
  if (name === undefined) return { text, code, kind: "other" }
  const isValue = word === "const" || word === "let" || word === "var" || word === "function"
  return { text, code, kind: isValue ? "value" : "type", name, exported: exported !== undefined }
}

/** `type A, B as C` → A by its own name, B by the name C. */
function namesIn(list: string): ReadonlyArray<readonly [here: string, there: string]> {
  return list
    .split(",")
    .map((part) => part.trim().replace(/^type /u, ""))
    .filter((part) => part !== "")
    .map((part) => {
      const [there = "", here = there] = part.split(" as ")
      return [here, there]
    })
}

/** A union goes on behind the brace of a member, also with a comment at the start of a line. */
function isWhole(code: string): boolean {
  return code.endsWith(";") || (code.endsWith("}") && !/^(?:export )?(?:declare )?type /u.test(code))
}

function codeOf(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\//gu, "").trim()
}
