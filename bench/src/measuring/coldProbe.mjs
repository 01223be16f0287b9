// A fresh process: import the bundle, answer one event, tell when. Plain JavaScript, so that nothing is stripped first.
const now = () => performance.timeOrigin + performance.now()
const [, , file, event] = process.argv
const before = new Set(process.moduleLoadList)
const told = { started: now(), loaded: 0, answered: 0, status: 0, builtins: [] }
if (file !== undefined && event !== undefined) {
  const { handler } = await import(file)
  told.loaded = now()
  const { statusCode } = await handler(JSON.parse(event))
  told.status = statusCode
}
told.answered = now()
told.builtins = process.moduleLoadList
  .filter((name) => !before.has(name) && /^NativeModule (?!internal\/)/.test(name))
  .map((name) => name.slice("NativeModule ".length))
process.getBuiltinModule("fs").writeSync(3, JSON.stringify(told))
process.exit(0)
