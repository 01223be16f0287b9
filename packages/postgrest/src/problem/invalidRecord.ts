/** A payload that breaks rules of its table: the first of them in PostgreSQL's words, all of them under `errors`. */
import type { Fault, RecordInvalid } from "@pgcrest/core"
import type { About, Problem } from "./Problem.ts"
import { sqlType } from "./sqlType.ts"
import { columnMissing } from "./wireProblems.ts"

/** By the code of its first fault. */
export const ofInvalid = ({ faults }: RecordInvalid, about: About): Problem => {
  const [first] = faults
  return {
    status: 400,
    ...(first === undefined ? unnamed : told(first, about)),
    errors: faults.map(({ path, code, detail }) => ({
      pointer: pointerOf(placeOf(path, about)),
      code,
      detail
    }))
  }
}

type Told = Pick<Problem, "code" | "message" | "details">

const unnamed: Told = { code: "22P02", message: "invalid input value" }

function told({ code, detail, path }: Fault, about: About): Told {
  const names = path.filter((step) => typeof step === "string")
  const [column = ""] = names
  if (about.resource === null)
    return { code: "22P02", message: `invalid input value for argument "${column}"`, details: detail }
  const table = about.resource.name
  const details = `${names.map((name) => `"${name}"`).join(" in ")} ${detail}`
  switch (code) {
    case "unknown":
      return { code: "PGRST204", message: columnMissing(column, about.resource) }
    case "required":
      return {
        code: "23502",
        message: `null value in column "${column}" of relation "${table}" violates not-null constraint`,
        details
      }
    case "check":
      return {
        code: "23514",
        message: `new row for relation "${table}" violates check constraint "${table}_${column}_check"`,
        details
      }
    case "read-only":
    case "immutable":
      return {
        code: "428C9",
        message: `cannot insert a non-DEFAULT value into column "${column}"`,
        details
      }
    case "mismatch":
      return {
        code: "PGRST115",
        message: "Payload values do not match URL in primary key column(s)",
        details
      }
    case "repeated":
      return {
        code: "21000",
        message: "ON CONFLICT DO UPDATE command cannot affect row a second time",
        details
      }
    default:
      return { code: "22P02", message: `invalid input syntax for type ${typeIn(column, about)}`, details }
  }
}

function typeIn(column: string, { resource }: About): string {
  const type = resource?.columns.get(column)?.type
  return type === undefined ? "json" : sqlType(type)
}

/** A row that was sent alone is no element of the body. */
function placeOf(path: Fault["path"], { sent }: About): Fault["path"] {
  return typeof path[0] === "number" && !sent.inArray ? path.slice(1) : path
}

/** RFC 6901, as a fragment of the body would have it. */
function pointerOf(path: Fault["path"]): string {
  const steps = path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
  return `#${steps.join("").toWellFormed()}`
}
