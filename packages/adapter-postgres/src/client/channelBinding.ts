/** A login that counts only where it is bound to the server's certificate (RFC 5929): `pg` binds it where the server offers that. */
import type { Connection } from "pg"

// What a server asks for, or answers, that has offered no bound login before. Of these `pg` would answer any.
const others = [
  "authenticationCleartextPassword",
  "authenticationMD5Password",
  "authenticationSASLContinue",
  "authenticationOk"
]

/** Ends the connection before anything is proved to a server that offers no bound login. */
export const bindToCertificate = (connection: Connection): void => {
  let bound = false
  connection.on("authenticationSASL", ({ mechanisms }: { readonly mechanisms: ReadonlyArray<string> }) => {
    bound = mechanisms.includes("SCRAM-SHA-256-PLUS")
    if (!bound) refuse(connection)
  })
  for (const message of others) connection.on(message, () => bound || refuse(connection))
}

function refuse({ stream }: Connection): void {
  const sentence =
    "The server offers no login that is bound to its certificate, as channel_binding=require asks"
  stream.destroy(Object.assign(new Error(sentence), { code: "UNBOUND" }))
}
