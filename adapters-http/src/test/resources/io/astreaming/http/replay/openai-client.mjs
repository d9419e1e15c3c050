// Streams one completion with OpenAI's own client and prints what it understood, as one line of JSON.
import OpenAI from "openai";

const [baseURL, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
const models = [];
for await (const entry of client.models.list()) {
  models.push(entry.id);
}

let text = "";
let usage = null;
const stream = await client.chat.completions.create({
  model,
  messages: [{ role: "user", content: "Say hello" }],
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of stream) {
  for (const choice of chunk.choices) {
    text += choice.delta.content ?? "";
  }
  usage = chunk.usage ?? usage;
}
const { prompt_tokens, completion_tokens, total_tokens } = usage;
console.log(JSON.stringify({ models, text, usage: { prompt_tokens, completion_tokens, total_tokens } }));
