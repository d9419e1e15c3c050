// Streams a completion of each model with OpenAI's own client and prints what it added up to, one line of JSON each.
import OpenAI from "openai";

const [mode, baseURL, ...models] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "none", maxRetries: 0 });
const served = [];
for await (const entry of client.models.list()) {
  served.push(entry.id);
}

async function ask(model) {
  const choices = {};
  let usage = null;
  let error = null;
  try {
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: "user", content: "Say hello" }],
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      usage = chunk.usage ?? usage;
      for (const { index, delta, finish_reason } of chunk.choices ?? []) {
        const choice = (choices[index] ??= { text: "", deltas: [], finish: null });
        choice.text += delta?.content ?? "";
        choice.finish = finish_reason ?? choice.finish;
        const { content, ...rest } = delta ?? {};
        choice.deltas.push(sorted(rest));
      }
    }
  } catch (e) {
    error = String(e.message);
  }
  return { choices, usage, error };
}

// The same question without a stream: the texts, calls, finish reasons and usage of the answer.
async function askInOnePiece(model) {
  try {
    const { object, choices, usage } = await client.chat.completions.create({
      model,
      messages: [{ role: "user", content: "Say hello" }],
    });
    return {
      object,
      usage,
      choices: choices.map(({ index, finish_reason, message }) => ({
        index,
        finish: finish_reason,
        text: message.content ?? "",
        calls: message.tool_calls,
      })),
    };
  } catch (e) {
    return { error: String(e.message) };
  }
}

// The order of members means nothing.
function sorted(value) {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

console.log(JSON.stringify(served));
for (const model of models) {
  console.log(JSON.stringify(sorted(await (mode === "stream" ? ask(model) : askInOnePiece(model)))));
}
