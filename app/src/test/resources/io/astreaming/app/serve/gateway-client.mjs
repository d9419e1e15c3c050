// Asks a gateway with OpenAI's own client, for a stream and for an answer in one piece. Prints each as a line of JSON, or the error.
import OpenAI from 'openai';

const [baseURL, model] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 0 });
const call = { model, messages: [{ role: 'user', content: 'Say hello' }] };
const answers = [
  () => client.chat.completions.stream({ ...call, stream_options: { include_usage: true } }).finalChatCompletion(),
  () => client.chat.completions.create(call),
];

for (const answer of answers) {
  try {
    const { choices, usage } = await answer();
    const { content, tool_calls: calls } = choices[0].message;
    console.log(JSON.stringify({
      text: content,
      calls: calls.map(({ function: { name, arguments: text } }) => name + text),
      reason: choices[0].finish_reason,
      total: usage.total_tokens,
    }));
  } catch (error) {
    console.log(JSON.stringify({ status: error.status, type: error.type, message: error.message }));
  }
}
