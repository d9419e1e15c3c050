// Makes calls of the Responses API with OpenAI's own client. SdkRequestsIT makes the same calls, in this order.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'sk-test', maxRetries: 0 });
const LOCAL = { store: false, include: ['reasoning.encrypted_content'] }; // as docs/protocols.md says of stored answers
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
const weather = { type: 'function', name: 'weather', description: 'Tells the weather', parameters: schema, strict: true };
const user = content => ({ type: 'message', role: 'user', content });

const ask = async params => {
  const output = [];
  for await (const event of await client.responses.create({ model: 'gpt-5', stream: true, ...LOCAL, ...params })) {
    if (event.type === 'response.output_item.done') output.push(event.item);
  }
  return output;
};

await ask({ input: [user('Hi')] });
await ask({
  input: [{ type: 'message', role: 'developer', content: 'Be short.' }, user('Hi')],
  max_output_tokens: 99,
  temperature: 0.5,
  top_p: 0.9,
  service_tier: 'flex',
  metadata: { team: 'a' },
  safety_identifier: 'u1',
  prompt_cache_key: 'k',
  parallel_tool_calls: false,
});
await ask({ input: [user('Hi')], instructions: 'Be short.', truncation: 'auto' });
await ask({
  input: [
    user([
      { type: 'input_text', text: 'What is this?' },
      { type: 'input_image', image_url: 'https://example.com/a.png', detail: 'low' },
      { type: 'input_file', file_id: 'file-1' },
      { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AQI=' },
    ]),
  ],
});
await ask({
  input: [user('Hi')],
  tools: [
    weather,
    { type: 'custom', name: 'sql', description: 'Runs SQL', format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' } },
    { type: 'web_search', search_context_size: 'low', user_location: { type: 'approximate', city: 'Oslo' } },
  ],
  tool_choice: { type: 'function', name: 'weather' },
});
await ask({
  input: [user('Hi')],
  tools: [weather],
  tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'weather' }] },
});
await ask({ input: [user('Hi')], reasoning: { effort: 'low', summary: 'auto' } });
await ask({
  input: [user('Hi')],
  text: { format: { type: 'json_schema', name: 'place', description: 'A place', schema, strict: true }, verbosity: 'low' },
});
await ask({ input: [user('Hi')], include: [...LOCAL.include, 'message.output_text.logprobs'], top_logprobs: 3 });
await ask({ input: [user('Hi')], stream_options: { include_obfuscation: false } });
await ask({ input: [user('And?')], store: true, include: undefined, previous_response_id: 'resp_1' });

// A conversation: the answer goes back with the result of its call.
const conversation = [user('How is the weather?')];
conversation.push(...(await ask({ input: conversation, tools: [weather] })));
conversation.push({ type: 'function_call_output', call_id: 'call_1', output: 'rain' });
await ask({ input: conversation, tools: [weather] });
