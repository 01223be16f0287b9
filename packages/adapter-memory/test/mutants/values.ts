/** Mutants about values: arrays, ranges and regular expressions, and how they stand to each other. */
import { mutantsOf } from "./Mutant.ts"

const holdsAll = `inner.every((one) =>
    outer.some(
      ({ lower, upper }) =>
        compareBounds(lower, one.lower, of) <= 0 && compareBounds(upper, one.upper, of) >= 0
    )
  )`

const isAmong = "codes.some((code) => ranges.some(([from, to]) => from <= code && code <= to)) !== negated"

export const values = [
  ...mutantsOf("core/src/value/array.ts", {
    "takes arrays for equal that have the same elements": [
      "compareDimensions(dimensionsOf(left, of), dimensionsOf(right, of))",
      "0"
    ],
    "orders arrays with null in front": [
      "Number(left === null) - Number(right === null)",
      "Number(right === null) - Number(left === null)"
    ],
    "orders arrays by their number of elements": [
      "a.slice(0, b.length).entries()",
      "(a.length === b.length ? a : []).entries()"
    ]
  }),
  ...mutantsOf("core/src/value/arrayRelations.ts", {
    "finds null among null": [
      "one !== null && elements.some((other) => other !== null && compare(one, other) === 0)",
      "elements.some((other) => (one === null || other === null ? one === other : compare(one, other) === 0))"
    ],
    "takes an array that holds another for one that is held": [
      "contains(left, right, of)",
      "contains(right, left, of)"
    ],
    "takes an array that is held for one that holds another": [
      "contains(right, left, of)",
      "contains(left, right, of)"
    ],
    "takes arrays that share an element for one in another": [
      "elementsOf(right, of).some((one) => isAmong(one, elements, of))",
      "elementsOf(right, of).every((one) => isAmong(one, elements, of))"
    ],
    "holds in an array each element as often as it is asked for": [
      "elementsOf(inner, of).every((one) => isAmong(one, elements, of))",
      "elementsOf(inner, of).length <= elements.length && elementsOf(inner, of).every((one) => isAmong(one, elements, of))"
    ]
  }),
  ...mutantsOf("core/src/value/rangeRelations.ts", {
    "holds no range that ends where it ends": [
      "compareBounds(upper, one.upper, of) >= 0",
      "compareBounds(upper, one.upper, of) > 0"
    ],
    "holds no range that begins where it begins": [
      "compareBounds(lower, one.lower, of) <= 0",
      "compareBounds(lower, one.lower, of) < 0"
    ],
    "holds in a multirange what its first part holds": [
      holdsAll,
      holdsAll.replace("outer.some", "outer.slice(0, 1).some")
    ],
    "holds any part of a multirange for all": [
      holdsAll,
      `(inner.length === 0 || ${holdsAll.replace("inner.every", "inner.some")})`
    ],
    "has an empty range beside all others": [
      "left !== undefined && right !== undefined && holds(left, right)",
      "left === undefined || right === undefined || holds(left, right)"
    ],
    "takes ranges for overlapping that touch": ["lower.inclusive && upper.inclusive", "true"],
    "takes ranges for overlapping of which one begins before the other ends": [
      "meets(a, b, of) && meets(b, a, of)",
      "meets(a, b, of)"
    ],
    "takes left of a range for right of it": ["isBefore(right, left, of)", "isBefore(left, right, of)"],
    "lies before a multirange by its first part": [
      "isBoth(left.at(-1), right[0], (a, b) => !meets(b, a, of))",
      "isBoth(left[0], right[0], (a, b) => !meets(b, a, of))"
    ],
    "ends beyond what ends there": [
      "compareBounds(a.upper, b.upper, of) <= 0",
      "compareBounds(a.upper, b.upper, of) < 0"
    ],
    "begins beyond what begins there": [
      "compareBounds(a.lower, b.lower, of) >= 0",
      "compareBounds(a.lower, b.lower, of) > 0"
    ],
    "is adjacent to what shares its end": ["upper.inclusive !== lower.inclusive", "true"],
    "is adjacent on its right alone": [
      "isBoth(right.at(-1), left[0], (a, b) => isFollowed(a.upper, b.lower, of))",
      "false"
    ],
    "is adjacent on its left alone": [
      "isBoth(left.at(-1), right[0], (a, b) => isFollowed(a.upper, b.lower, of))",
      "false"
    ]
  }),
  ...mutantsOf("core/src/value/matchRegex.ts", {
    "matches regular expressions with whole texts": [
      "new Set([...letters.keys(), letters.length])",
      "new Set([0])"
    ],
    "begins at each line by ^": [
      "[...starts].filter((at) => at === 0)",
      "[...starts].filter((at) => at === 0 || letters[at - 1]?.includes(10))"
    ],
    "ends before a last end of line by $": [
      "[...starts].filter((at) => at === letters.length)",
      "[...starts].filter((at) => at === letters.length || letters[at]?.includes(10))"
    ],
    "matches halves of characters": ["[...text]", 'text.split("")'],
    "takes the other case of characters alone": [
      "[letter, letter.toLowerCase(), letter.toUpperCase()]",
      "[letter.toLowerCase()]"
    ],
    "takes a dot for no end of line": [
      isAmong,
      "codes.some((code) => code === 10 ? negated && ranges.length === 0 : ranges.some(([from, to]) => from <= code && code <= to)) !== negated"
    ],
    "takes what is in no class for what is in one": [isAmong, isAmong.replace("!== negated", "!== false")],
    "repeats no more than twice": ["time < (most ?? Infinity)", "time < Math.min(2, most ?? 2)"],
    "repeats more often than it may": ["time < (most ?? Infinity)", "true"],
    "repeats what may be absent once": ["new Set(places)", "new Set(least === 0 ? [] : places)"]
  })
]
