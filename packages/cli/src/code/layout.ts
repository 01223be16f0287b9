/** Code as text, laid out as formatters leave it: on one line where that fits, else a line for each part. */
import { type Code, type Member, text } from "./Code.ts"

const width = 110

/** The lines of a piece of code; `before` stands on its first line already, and `behind` characters follow its last. */
export const layout = (code: Code, indent = "", before = 0, behind = 0): string => {
  const flat = oneLine(code)
  if (flat !== null && indent.length + before + flat.length + behind <= width) return flat
  if (typeof code === "string") return code
  if ("items" in code) return bracketed("[", code.items, "]", indent)
  if ("members" in code) return braced(code.members, indent)
  return called(code, indent, before)
}

/** Null where it cannot be one line. */
function oneLine(code: Code): string | null {
  if (typeof code === "string") return code
  if ("items" in code) return joined("[", code.items.map(oneLine), "]")
  if ("members" in code) {
    if (code.members.some(({ remarks = [] }) => remarks.length > 0)) return null
    const parts = code.members.map(({ name, value }) => {
      const flat = oneLine(value)
      return flat === null ? null : `${keyText(name)}: ${flat}`
    })
    return parts.length === 0 ? "{}" : joined("{ ", parts, " }")
  }
  const callee = calleeText(oneLine(code.call), code.method)
  const args = joined("(", code.args.map(oneLine), ")")
  return callee === null || args === null ? null : callee + args
}

function calleeText<T extends string | null>(callee: T, method: string | undefined): T | string {
  return callee === null || method === undefined ? callee : `${callee}.${method}`
}

function joined(open: string, parts: ReadonlyArray<string | null>, close: string): string | null {
  return parts.includes(null) ? null : open + parts.join(", ") + close
}

// `__proto__: value` would be the object's prototype.
function keyText(name: string): string {
  if (name === "__proto__") return '["__proto__"]'
  return /^[A-Za-z_$][\w$]*$/u.test(name) ? name : text(name)
}

function bracketed(open: string, items: ReadonlyArray<Code>, close: string, indent: string): string {
  const deeper = `${indent}  `
  const lines = items.map((item, at) => deeper + layout(item, deeper, 0, at < items.length - 1 ? 1 : 0))
  return `${open}\n${lines.join(",\n")}\n${indent}${close}`
}

/** An object of several lines, also where it would fit on one: as formatters leave one that begins a line. */
export const braced = (members: ReadonlyArray<Member>, indent = ""): string => {
  const deeper = `${indent}  `
  const lines = members.map(({ name, value, remarks = [] }) => {
    const key = keyText(name)
    const comment = remarks.map((remark) => `${deeper}${`// ${remark}`.trimEnd()}\n`).join("")
    return `${comment}${deeper}${key}:${valueText(value, deeper, key.length + 2)}`
  })
  return members.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`
}

/** A text that is too long for its line begins one of its own. */
function valueText(value: Code, indent: string, before: number): string {
  const isLong = typeof value === "string" && indent.length + before + value.length + 1 > width
  return isLong && /^["']/u.test(value) ? `\n${indent}  ${value}` : ` ${layout(value, indent, before, 1)}`
}

/** An object or an array at the end opens on the call's own line, where what is before it fits there. */
function called(code: Extract<Code, { readonly call: unknown }>, indent: string, before: number): string {
  const callee = calleeText(layout(code.call, indent, before, 1), code.method)
  const last = code.args.at(-1)
  const others = joined("", code.args.slice(0, -1).map(oneLine), code.args.length > 1 ? ", " : "")
  if (last !== undefined && typeof last !== "string" && !("call" in last) && others !== null) {
    const head = `${callee}(${others}`
    if (indent.length + before + head.length + 1 <= width)
      return `${head}${"items" in last ? bracketed("[", last.items, "]", indent) : braced(last.members, indent)})`
  }
  return callee + bracketed("(", code.args, ")", indent)
}
