// @effect-diagnostics asyncFunction:off
/** The few messages of PostgreSQL's protocol that come before the first query, seen from the server's side. */
import type { Duplex } from "node:stream"

/** The first packet of a connection, which is one of four. */
export type Opening =
  | { readonly kind: "tls" }
  | { readonly kind: "gss" }
  | { readonly kind: "cancel"; readonly packet: Buffer }
  | { readonly kind: "startup"; readonly parameters: ReadonlyMap<string, string> }

const requests = new Map<number, "tls" | "gss" | "cancel">([
  [80877103, "tls"],
  [80877104, "gss"],
  [80877102, "cancel"]
])

/** Reads the first packet; undefined if the client went away or does not speak PostgreSQL. */
export const readOpening = async (stream: Duplex): Promise<Opening | undefined> => {
  const size = (await take(stream, 4))?.readInt32BE() ?? 0
  // PostgreSQL's own limit for this packet.
  if (size < 8 || size > 10_000) return undefined
  const rest = await take(stream, size - 4)
  if (rest === undefined) return undefined
  const kind = requests.get(rest.readInt32BE())
  if (kind === "cancel") return { kind, packet: Buffer.concat([int32(size), rest]) }
  if (kind !== undefined) return { kind }
  const words = rest.subarray(4).toString().split("\0")
  const names = words.filter((name, index) => index % 2 === 0 && name !== "")
  return {
    kind: "startup",
    parameters: new Map(names.map((name, index) => [name, words[2 * index + 1] ?? ""]))
  }
}

/** Asks for a password in clear text and reads it; undefined if the client went away. */
export const askPassword = async (stream: Duplex): Promise<string | undefined> => {
  stream.write(message("R", int32(3)))
  const head = await take(stream, 5)
  if (head === undefined || head[0] !== "p".charCodeAt(0)) return undefined
  const body = await take(stream, head.readInt32BE(1) - 4)
  return body?.subarray(0, -1).toString()
}

/** The ErrorResponse that ends a connection. */
export const fatal = (code: string, text: string): Buffer =>
  message("E", Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${text}\0\0`))

/** What a server said from AuthenticationOk on, given all it said. */
export const afterAuthentication = (said: Buffer): Buffer => {
  const ok = message("R", int32(0))
  let at = 0
  while (at + 5 < said.length && !said.subarray(at, at + ok.length).equals(ok))
    at += 1 + said.readInt32BE(at + 1)
  return said.subarray(at)
}

function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(4 + body.length), body])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

async function take(stream: Duplex, size: number): Promise<Buffer | undefined> {
  const chunk: unknown = stream.read(size)
  if (Buffer.isBuffer(chunk)) return chunk.length === size ? chunk : undefined
  if (stream.destroyed || stream.readableEnded) return undefined
  await new Promise<void>((resolve) => {
    const wake = () => {
      stream.off("readable", wake).off("close", wake)
      resolve()
    }
    stream.on("readable", wake).on("close", wake)
  })
  return take(stream, size)
}
