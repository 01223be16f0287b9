/** Addresses of hosts and networks as PostgreSQL prints them. */
import * as Result from "effect/Result"
import { compareText } from "./text.ts"

interface Address {
  /** How many bits an address of its family has: 32 or 128. */
  readonly width: 32 | 128
  readonly bits: bigint
  /** How many bits tell the network. */
  readonly mask: number
}

/** An address of IPv4 or IPv6, with `/n` where its network is told; the bits of the host are kept. */
export const parseInet = (text: string): Result.Result<string, string> => {
  const address = read(text)
  if (address === null) return notAnAddress
  const { width, mask } = address
  return Result.succeed(mask === width ? shown(address) : `${shown(address)}/${mask}`)
}

/** A network: `10.1.0.0/16`, all of whose bits behind the mask are zero. Without a mask it is one address. */
export const parseCidr = (text: string): Result.Result<string, string> => {
  const address = read(text)
  if (address === null) return notANetwork
  const { bits, mask, width } = address
  return bits % (1n << BigInt(width - mask)) === 0n
    ? Result.succeed(`${shown(address)}/${mask}`)
    : Result.fail(`must have no bits behind its mask, /${mask}`)
}

/** Orders IPv4 before IPv6, then by the bits that both networks have, the wider network first, then by the host. */
export const compareAddresses = (left: string, right: string): number => {
  const [a, b] = [read(left), read(right)]
  if (a === null || b === null) return compareText(left, right)
  if (a.width !== b.width) return a.width - b.width
  const rest = BigInt(a.width - Math.min(a.mask, b.mask))
  return order(a.bits >> rest, b.bits >> rest) || a.mask - b.mask || order(a.bits, b.bits)
}

const notAnAddress = Result.fail("must be an IP address such as 10.1.2.3, 10.1.2.3/16 or 2001:db8::1")
const notANetwork = Result.fail("must be a network written in full, such as 10.1.0.0/16 or 2001:db8::/32")

function order(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function read(text: string): Address | null {
  const [, host = "", given] = /^([\d.:a-f]{2,45})(?:\/(0|[1-9]\d{0,2}))?$/iu.exec(text) ?? []
  const width = host.includes(":") ? 128 : 32
  const bits = width === 128 ? sixOf(host) : fourOf(host)
  const mask = Number(given ?? width)
  return bits === null || mask > width ? null : { width, bits, mask }
}

function fourOf(text: string): bigint | null {
  const octets = text.split(".")
  // A zero in front would be octal for some readers, and is none for PostgreSQL.
  const exist = octets.length === 4 && octets.every((octet) => /^(?:0|[1-9]\d{0,2})$/u.test(octet))
  return exist && octets.every((octet) => Number(octet) < 256) ? joined(octets.map(Number), 8n) : null
}

function sixOf(text: string): bigint | null {
  const [, front = text, four] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/u.exec(text) ?? []
  const low = four === undefined ? null : fourOf(four)
  if (four !== undefined && low === null) return null
  // The last four bytes may be told as of IPv4: two groups that any reader of groups takes.
  const hex = low === null ? text : `${front}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`
  const [before = "", after, more] = hex.split("::")
  if (more !== undefined) return null
  const [left, right] = [groups(before), groups(after ?? "")]
  const missing = 8 - left.length - right.length
  if (after === undefined ? missing !== 0 : missing < 1) return null
  const all = [...left, ...Array.from({ length: missing }, () => "0"), ...right]
  return all.every((group) => /^[\da-f]{1,4}$/iu.test(group))
    ? joined(
        all.map((group) => Number.parseInt(group, 16)),
        16n
      )
    : null
}

function groups(text: string): ReadonlyArray<string> {
  return text === "" ? [] : text.split(":")
}

function joined(parts: ReadonlyArray<number>, size: bigint): bigint {
  return parts.reduce((bits, part) => (bits << size) | BigInt(part), 0n)
}

function shown({ width, bits }: Address): string {
  return width === 32 ? fourText(bits) : sixText(bits)
}

function fourText(bits: bigint): string {
  return [24n, 16n, 8n, 0n].map((at) => (bits >> at) & 0xffn).join(".")
}

/** The longest run of zeros is left out, the first of several; addresses that stand for one of IPv4 end as such. */
function sixText(bits: bigint): string {
  const words = Array.from({ length: 8 }, (_, at) => (bits >> BigInt(112 - at * 16)) & 0xffffn)
  const runs = words.map((_, from) => words.slice(from).findIndex((word) => word !== 0n))
  const lengths = runs.map((run, from) => (run < 0 ? 8 - from : run))
  const longest = Math.max(...lengths)
  const from = lengths.indexOf(longest)
  if (longest < 2) return hexText(words)
  const isFour = from === 0 && (longest === 6 || (longest === 5 && words[5] === 0xffffn))
  if (isFour) return `::${longest === 5 ? "ffff:" : ""}${fourText(bits & 0xffff_ffffn)}`
  return `${hexText(words.slice(0, from))}::${hexText(words.slice(from + longest))}`
}

function hexText(words: ReadonlyArray<bigint>): string {
  return words.map((word) => word.toString(16)).join(":")
}
