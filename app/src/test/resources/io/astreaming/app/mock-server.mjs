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
await mock.start();
console.log(mock.url);
process.stdin.on("end", () => process.exit(0)).resume();
