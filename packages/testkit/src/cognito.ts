/** The door "./cognito": a Cognito user pool on loopback, without vitest. */
export * as CognitoServer from "./cognito/CognitoServer.ts"
