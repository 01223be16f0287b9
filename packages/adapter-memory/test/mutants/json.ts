/** Mutants about JSON: its order and text, what holds what, and what stands inside. */
import { mutantsOf } from "./Mutant.ts"

export const json = [
  ...mutantsOf("core/src/value/jsonbOrder.ts", {
    "orders an empty array of JSON as all others": [
      "[isEmptyArray(left), isEmptyArray(right)]",
      "[false, false]"
    ],
    "orders lists of JSON by their elements first": ["left.length !== right.length", "false"],
    "orders JSON's numbers before its strings": ["isObject(json) ? 5 : 2", "isObject(json) ? 5 : 0.5"],
    "orders JSON's objects before its arrays": ["isObject(json) ? 5 : 2", "isObject(json) ? 3.5 : 2"],
    "orders JSON's numbers as doubles": [
      'compareDecimals(exactDigits(left) ?? "0", exactDigits(right) ?? "0")',
      "Number(exactDigits(left)) - Number(exactDigits(right))"
    ],
    "orders true before false in JSON": ["Number(left) - Number(right)", "Number(right) - Number(left)"]
  }),
  ...mutantsOf("core/src/value/jsonbText.ts", {
    "orders the members of JSON by the alphabet": [
      "utf8Length(a) - utf8Length(b) || compareText(a, b)",
      "compareText(a, b)"
    ],
    "leaves the members of JSON in their order": ["utf8Length(a) - utf8Length(b) || compareText(a, b)", "0"]
  }),
  ...mutantsOf("core/src/value/jsonbRelations.ts", {
    "holds in JSON what is the same alone": [
      "contains(left, right) || isElement(left, right)",
      "equalJson(left, right)"
    ],
    "asks for an element of JSON with brackets alone": [
      "contains(left, right) || isElement(left, right)",
      "contains(left, right)"
    ],
    "holds an element without brackets at any depth": [
      "isScalar(outer) && isScalar(inner) && equalJson(outer, inner)",
      "(isScalar(outer) && isScalar(inner) && equalJson(outer, inner)) || isElement(outer, inner)"
    ],
    "holds any element of a list of JSON for all": [
      "inner.every((wanted) => outer.some((one) => contains(one, wanted)))",
      "(inner.length === 0 || inner.some((wanted) => outer.some((one) => contains(one, wanted))))"
    ],
    "holds elements of JSON in their order alone": [
      "inner.every((wanted) => outer.some((one) => contains(one, wanted)))",
      "inner.every((wanted, at) => contains(outer[at] ?? null, wanted))"
    ],
    "holds members of JSON that are the same alone": [
      "Object.hasOwn(outer, name) && contains(outer[name], wanted)",
      "Object.hasOwn(outer, name) && equalJson(outer[name], wanted)"
    ],
    "holds members of JSON by their names alone": [
      "Object.hasOwn(outer, name) && contains(outer[name], wanted)",
      "Object.hasOwn(outer, name)"
    ],
    "is held by JSON that it holds": [
      "contains(right, left) || isElement(right, left)",
      "contains(left, right) || isElement(left, right)"
    ]
  }),
  ...mutantsOf("core/src/value/jsonPath.ts", {
    "finds no element of JSON from the end": ["elements.at(step)", "elements[step]"],
    "finds elements of JSON by names": [
      "isObject(value) && Object.hasOwn(value, name) ? value[name] : null",
      "(isObject(value) || Array.isArray(value)) && Object.hasOwn(value, name) ? Reflect.get(value, name) : null"
    ],
    "finds members of JSON by numbers": [
      'typeof step === "number" ? elementAt(list, step) : memberOf(value, step)',
      'typeof step === "number" ? (elementAt(list, step) ?? memberOf(value, String(step))) : memberOf(value, step)'
    ],
    "takes JSON's null for a text": [
      'value === null || typeof value === "string"',
      'typeof value === "string"'
    ],
    "finds no element in what is one itself": [
      'kind === "jsonb" && !isObject(value) && !Array.isArray(value)',
      "false"
    ],
    "finds an element in what is one itself, of json too": [
      'kind === "jsonb" && !isObject(value) && !Array.isArray(value)',
      "!isObject(value) && !Array.isArray(value)"
    ],
    "tells the text inside of jsonb as that of JSON": [
      'type.kind === "json" ? JSON.stringify(value) : jsonbText(value)',
      "JSON.stringify(value)"
    ],
    "tells the text inside of json as that of jsonb": [
      'type.kind === "json" ? JSON.stringify(value) : jsonbText(value)',
      "jsonbText(value)"
    ]
  })
]
