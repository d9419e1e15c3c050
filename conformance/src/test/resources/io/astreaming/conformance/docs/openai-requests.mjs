// Checks each row of requests.json against the type declarations of OpenAI's own client, and has that client send it.
// Prints what the declarations object to, which of their members no row has, and how many rows were sent.
import fs from "node:fs";
import OpenAI from "openai";
import ts from "typescript";

const [baseURL] = process.argv.slice(2);
const rows = JSON.parse(fs.readFileSync("requests.json", "utf8"));
const common = { model: "m", messages: [{ role: "user", content: "Hi" }], stream: true };
for (const [name, row] of Object.entries(rows)) {
  rows[name] = { ...common, stream_options: { include_usage: true }, ...row };
  for (const [member, value] of Object.entries(rows[name])) {
    if (value === null) {
      delete rows[name][member];
    }
  }
}
// What only gateways know, the declarations can't.
const typed = Object.fromEntries(Object.entries(rows).filter(([name]) => !name.startsWith("extra")));

fs.writeFileSync(
  "rows.ts",
  'import type { ChatCompletionCreateParams as Request } from "openai/resources/chat/completions";\n' +
    `export const rows: Record<string, Request> = ${JSON.stringify(typed)};\n` +
    "export declare const request: Request;\n",
);
const program = ts.createProgram(["rows.ts"], {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
});
const errors = ts
  .getPreEmitDiagnostics(program)
  .map((error) => ts.flattenDiagnosticMessageText(error.messageText, " ").slice(0, 1000));

const declared = new Set();
const file = program.getSourceFile("rows.ts");
const checker = program.getTypeChecker();
const request = checker.getExportsOfModule(checker.getSymbolAtLocation(file)).find(({ name }) => name === "request");
walk(checker.getTypeOfSymbolAtLocation(request, file), "", []);

function walk(type, path, above) {
  if (type.isUnionOrIntersection()) {
    type.types.forEach((part) => walk(part, path, above));
  } else if (checker.isArrayType(type)) {
    walk(checker.getTypeArguments(type)[0], path + "[]", above);
  } else if (type.flags & ts.TypeFlags.Object && !above.includes(type)) {
    for (const member of checker.getPropertiesOfType(type)) {
      const name = path ? `${path}.${member.name}` : member.name;
      declared.add(name);
      walk(checker.getTypeOfSymbolAtLocation(member, file), name, [...above, type]);
    }
  }
}

const set = new Set();
Object.values(typed).forEach((row) => members(row, ""));

function members(value, path) {
  if (Array.isArray(value)) {
    value.forEach((element) => members(element, path + "[]"));
  } else if (value !== null && typeof value === "object") {
    for (const [member, inner] of Object.entries(value)) {
      const name = path ? `${path}.${member}` : member;
      set.add(name);
      members(inner, name);
    }
  }
}

const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
for (const row of Object.values(rows)) {
  const answer = await client.chat.completions.create(row);
  for await (const chunk of row.stream ? answer : []) {
    void chunk;
  }
}
console.log(JSON.stringify(errors));
console.log(JSON.stringify([...declared].filter((name) => !set.has(name))));
console.log(declared.size, Object.keys(rows).length);
