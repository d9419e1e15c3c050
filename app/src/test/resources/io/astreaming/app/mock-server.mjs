// A server that answers only requests that look like these, until its standard input ends. Prints its URL.
import { LLMock } from "@copilotkit/aimock";

const mock = new LLMock({ port: 0, host: "127.0.0.1", strict: true, chunkSize: 4 });
mock.on({ userMessage: "Say hello", systemMessage: "terse" }, { content: "Hello, my friend 👋." });
mock.on(
  { userMessage: "Do I need a coat", toolName: "weather", hasToolResult: false },
  {
    toolCalls: [
      { id: "call_oslo", name: "weather", arguments: '{"city":"Oslo"}' },
      { id: "call_rome", name: "weather", arguments: '{"city":"Rome"}' },
    ],
  },
);
mock.on({ toolCallId: "call_rome", toolResultContains: "unknown" }, { content: "Take a coat." });
mock.on({ userMessage: "Name a colour", responseFormat: "json_schema" }, { content: '{"colour":"red"}' });
// Predicates are asked about every request, whatever else they stand beside.
const isImage = (part) => part.type === "image_url" && /^data:image\/png;base64,iVBORw0KGgo/.test(part.image_url.url);
mock.on(
  {
    userMessage: "What is this",
    predicate: (request) => {
      const parts = request.messages.at(-1).content;
      return Array.isArray(parts) && parts.length === 2 && parts[0].type === "text" && isImage(parts[1]) && parts[1].image_url.detail === "low";
    },
  },
  { content: "A cat." },
);
mock.on(
  {
    userMessage: "Name a shade",
    responseFormat: "json_schema",
    predicate: ({ response_format: format }) =>
      format?.json_schema?.name === "shade" && format.json_schema.strict === true && format.json_schema.schema.type === "object",
  },
  { content: '{"shade": "crimson"}' },
);
mock.on(
  {
    userMessage: "And another",
    systemMessage: "terse",
    predicate: ({ messages }) =>
      messages.map((message) => message.role).join() === "system,user,assistant,user" &&
      messages[2].content === "Hello, my friend 👋.",
  },
  { content: "Hi." },
);
await mock.start();
console.log(mock.url);
process.stdin.on("end", () => process.exit(0)).resume();
