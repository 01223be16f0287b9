// @effect-diagnostics asyncFunction:off
/** The port to serve on: the one that was asked for and no other, else the first free one from 3000. */
import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { listen } from "../gateway/Gateway.ts"

const usual = 3000

/** Listens, and answers with the port; or with a sentence that says why not. Port 0 takes any free one. */
export const openPort = async (
  server: Server,
  asked: number | string | undefined
): Promise<number | string> => {
  if (asked === undefined || asked === "") return firstFree(server, usual)
  const port = Number(asked)
  if (!/^\d+$/u.test(String(asked)) || port > largest)
    return `PORT is "${asked}"; it must be a whole number from 0 to ${largest}.`
  const got = await listen(server, port).catch((error: unknown) => `Port ${port} cannot be opened: ${error}.`)
  return got ?? `Port ${port} is in use by another program; without PORT the next free one is taken.`
}

const largest = 65_535

const firstFree = async (server: Server, port: number): Promise<number | string> => {
  if (port > largest) return `No port from ${usual} to ${largest} is free.`
  return (await listen(server, port)) ?? firstFree(server, port + 1)
}

/** Where clients on this machine reach it, once it listens. */
export const urlOf = (server: Server): string => {
  const address: AddressInfo | string | null = server.address()
  return `http://localhost:${typeof address === "object" ? address?.port : ""}`
}
