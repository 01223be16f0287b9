// @effect-diagnostics asyncFunction:off
/** An authority that knows Ann's password and two tokens of hers. */
import type { Authority } from "@pgcrest/dev"

const exp = 1680633579

/** Ann's ID token and what it says, as a user pool writes them. */
export const idClaims = {
  sub: "7c2a",
  token_use: "id",
  aud: "library",
  "cognito:username": "ann",
  "cognito:groups": ["readers", "librarians"],
  exp
}
export const accessClaims = {
  sub: "7c2a",
  token_use: "access",
  client_id: "library",
  username: "ann",
  scope: "aws.cognito.signin.user.admin",
  exp
}

export const authority: Authority = {
  verify: async (token) =>
    token === "i.d.t" ? idClaims : token === "a.c.t" ? accessClaims : "It is nobody's token.",
  signIn: async (username, password) => {
    if (username === "down") throw new Error("The pool is away.")
    return username === "ann" && password === "secret"
      ? { idToken: "i.d.t", accessToken: "a.c.t" }
      : "Incorrect username or password."
  }
}
