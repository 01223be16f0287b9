/** Texts of PostgreSQL's types, the same in each run. */

// Lehmer's generator.
let state = 20_261_126
const below = (end: number): number => {
  state = (state * 48_271) % 2_147_483_647
  return state % end
}
const pick = (...all: ReadonlyArray<string>): string => all[below(all.length)] ?? ""
const digits = (length: number): string => Array.from({ length }, () => below(10)).join("")
const two = (from: number, end: number): string => String(from + below(end - from)).padStart(2, "0")
const sign = (): string => pick("", "-")
const monthAndDay = (): string => `${two(1, 13)}-${two(1, 29)}`
const year = (end: number): string => String(1 + below(end)).padStart(4, "0")
const item = (): string => pick("0", "1", "2", "10", "null")

/** Some texts of one kind. */
export const several = (make: () => string, count = 120): ReadonlyArray<string> =>
  Array.from({ length: count }, make)

export const word = (): string =>
  pick("a", "Z", "é", "a b", "ä", "\u{10000}", "\u{ffff}") + pick("", "a", "b", "Z")
export const whole = (): string => `${sign()}${1 + below(9)}${digits(below(6))}`
export const long = (): string => whole() + digits(below(10))
export const short = (): string => String(below(65_536) - 32_768)
export const decimal = (): string => `${whole()}.${digits(1 + below(8))}`
export const scientific = (): string => `${decimal()}e${sign()}${below(31)}`
export const powersOfTwo: ReadonlyArray<string> = Array.from({ length: 254 }, (_, at) =>
  String(2 ** (at - 126))
)

export const date = (): string => `${year(9999)}-${monthAndDay()}`
export const early = (): string => `${year(4712)}-${monthAndDay()} BC`
export const late = (): string => `${10_000 + below(280_000)}-${monthAndDay()}`
export const time = (): string =>
  `${two(0, 24)}:${two(0, 60)}:${two(0, 60)}${pick("", ".5", ".25", ".000001", ".123456", ".100000")}`
export const zonedTime = (): string =>
  `${time()}${pick("+", "-")}${two(0, 15)}${pick("", ":30", ":45", ":00", ":19:32")}`
export const wall = (): string =>
  `${pick(date(), late(), "2026-11-25", "1969-12-31")}${pick("T", " ")}${time()}`
export const earlyWall = (): string => early().replace(" BC", ` ${time()} BC`)
export const instant = (): string => `${pick(date(), late(), "2026-11-25", "1969-12-31")} ${zonedTime()}`
export const earlyInstant = (): string => early().replace(" BC", ` ${zonedTime()} BC`)
export const duration = (): string => {
  const part = (end: number) => sign() + String(below(end))
  return `P${part(3)}Y${part(30)}M${part(90)}DT${part(40)}H${part(90)}M${part(90)}.${digits(6)}S`
}
export const wordy = (): string =>
  `${sign()}${below(3)} years ${sign()}${below(30)} mons ${sign()}${below(90)} days ${sign()}${two(0, 40)}:${two(0, 60)}:${two(0, 60)}.${digits(6)}`

export const bytes = (): string =>
  String.raw`\x${several(() => pick("00", "01", "7f", "80", "FF", "c0"), below(70)).join("")}`
export const bits = (length: number) => (): string => several(() => pick("0", "1"), length).join("")
export const upToBits = (most: number) => (): string => bits(below(most + 1))()
export const hardware = (count: number) => (): string =>
  several(() => pick("00", "01", "7F", "80", "ff"), count).join(pick(":", "-", ""))
export const four = (): string =>
  `${below(256)}.${below(3)}.${pick("0", "1", "255")}.${pick("0", "128")}${pick("", "/0", "/8", "/20", "/32")}`
export const six = (): string =>
  several(() => pick("0", "0", "0", "1", "ffff", "DB8"), 8).join(":") + pick("", "/0", "/8", "/64", "/127")
export const fourNetwork = (): string => `${below(256)}.0.0.0/${8 + below(25)}`
export const sixNetwork = (): string => `${pick("1", "2", "ff", "DB8")}::/${16 + below(113)}`

export const small = (): string => String(below(12) - 4)
export const cents = (): string => `${small()}.${pick("0", "5", "50")}`
export const day = (): string => `2026-11-${two(10, 20)}`
export const second = (): string => `2026-11-25T08:30:${two(10, 20)}`
/** A range of such bounds, one or both of which may be left out. */
export const range = (bound: () => string) => (): string => {
  const [lower = "", upper = ""] = [bound(), bound()].toSorted(
    (a, b) => Number(a) - Number(b) || (a < b ? -1 : 1)
  )
  const shown = (text: string) => (below(8) === 0 ? "" : text)
  return `${pick("[", "(")}${shown(lower)},${shown(upper)}${pick("]", ")")}`
}
export const ranges = (bound: () => string) => (): string => `{${several(range(bound), below(5)).join(", ")}}`

export const list = (): string => `[${several(item, below(4)).join()}]`
export const grid = (): string => {
  const columns = 1 + below(3)
  return `[${several(() => `[${several(item, columns).join()}]`, 1 + below(3)).join()}]`
}
