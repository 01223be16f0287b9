/** Mutants about what conditions say of a record itself. */
import { mutantsOf } from "./Mutant.ts"

const compares = ": holds[operator](column.cell.compare(actual, operand))"

export const filters = [
  ...mutantsOf("core/src/query/evaluate.ts", {
    "takes what is not unknown for false": ["value === null ? null : !value", "!value"],
    "takes one unknown of several for false": [
      "values.includes(true) ? true : values.includes(null) ? null : false",
      "values.includes(true)"
    ],
    "takes one unknown of all for true": [
      "values.includes(false) ? false : values.includes(null) ? null : true",
      "!values.includes(false)"
    ],
    "compares with any of a list by all": [
      'predicate.quantifier === "any" ?',
      'predicate.quantifier !== "any" ?'
    ],
    "compares with the first of a list": ["predicate.values.map(", "predicate.values.slice(0, 1).map("],
    "takes is for equal": [
      "return valueOf(predicate.column, cellOf) === predicate.value",
      "return valueOf(predicate.column, cellOf) === null ? null : valueOf(predicate.column, cellOf) === predicate.value"
    ]
  }),
  ...mutantsOf("core/src/query/compared.ts", {
    "compares null as a value": [
      "if (actual === null || operand === null) return null",
      'if (actual === null || operand === null) return operator === "neq"'
    ],
    "finds what is written alike for what is equal": [
      compares,
      `: operator === "eq" ? column.cell.print(actual) === column.cell.print(operand) ${compares}`
    ],
    "compares large whole numbers as doubles": [
      compares,
      ': holds[operator](typeof actual === "bigint" ? Number(actual) - Number(operand) : column.cell.compare(actual, operand))'
    ],
    "matches like whatever the case": [": like(text, pattern))", ": like(text.toLowerCase(), pattern))"],
    "matches like line by line": [
      ": like(text, pattern))",
      ': [text, ...text.split("\\n")].some((one) => like(one, pattern)))'
    ],
    "matches ilike by case": ["like(text.toLowerCase(), pattern.toLowerCase())", "like(text, pattern)"],
    "matches a char without its blanks": ["padded(String(actual), type.length)", "String(actual)"],
    "matches match whatever the case": ["isFound(text, pattern, false)", "isFound(text, pattern, true)"],
    "matches imatch by case": ["isFound(text, pattern, true)", "isFound(text, pattern, false)"],
    "takes whether something is distinct from null for unknown": [
      "return actual === null || value === null ? actual !== value :",
      "return actual === null || value === null ? null :"
    ],
    "takes no value for distinct from none": ["? actual !== value :", "? true :"],
    "takes what is distinct for the same": ["compare(actual, value) !== 0", "compare(actual, value) === 0"],
    "finds what is written otherwise for what is distinct": [
      "compare(actual, value) !== 0",
      "column.cell.print(actual) !== column.cell.print(value)"
    ],
    "takes how null stands to a value for no": [
      "return actual === null || value === null ? null : (",
      "return actual === null || value === null ? false : ("
    ]
  }),
  ...mutantsOf("core/src/query/Term.ts", {
    "takes JSON inside of JSON for text": ["return term.asText ?", "return true ?"],
    "takes text inside of JSON for JSON": ["return term.asText ?", "return false ?"],
    "finds what stands inside of JSON at its first name": [
      ": valueAt(json, term.path, term.inside.type)",
      ": valueAt(json, term.path.slice(0, 1), term.inside.type)"
    ]
  })
]
