/** Whether a column takes a constant as it stands: PostgreSQL keeps defaults that it would round, or refuse. */

/** Of one of PostgreSQL's own types, with its modifier, such as `(10,2)`. */
export const takes =
  (type: string, modifier: string) =>
  (constant: string): boolean => {
    const [first = Infinity, second = 0] = (/^\((.*)\)$/u.exec(modifier)?.[1] ?? "Infinity")
      .split(",")
      .map(Number)
    switch (type) {
      case "varchar":
        return [...constant].length <= first
      case "bpchar":
        return [...constant.replace(/ +$/u, "")].length <= first
      case "numeric":
        return modifier === "" || hasDigits(constant, first, second)
      default:
        return isWithin(constant, type)
    }
  }

function hasDigits(constant: string, precision: number, scale: number): boolean {
  const [, whole = "", part = ""] = /^-?0*(\d*)(?:\.(\d+))?$/u.exec(constant) ?? []
  return whole.length <= precision - scale && part.length <= scale
}

function isWithin(constant: string, type: string): boolean {
  const range = ranges.get(type)
  if (range === undefined || !/^-?\d+$/u.test(constant)) return true
  const [least, most] = range
  return BigInt(constant) >= least && BigInt(constant) <= most
}

const ranges: ReadonlyMap<string, readonly [bigint, bigint]> = new Map([
  ["int2", [-(2n ** 15n), 2n ** 15n - 1n]],
  ["int4", [-(2n ** 31n), 2n ** 31n - 1n]],
  ["int8", [-(2n ** 63n), 2n ** 63n - 1n]],
  ["oid", [0n, 2n ** 32n - 1n]]
])
