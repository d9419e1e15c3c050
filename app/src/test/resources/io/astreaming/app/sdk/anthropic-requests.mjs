// Makes calls of the Messages API with Anthropic's own client. SdkRequestsIT makes the same calls, in this order.
import Anthropic from '@anthropic-ai/sdk';
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';

const client = new Anthropic({ baseURL: process.argv[2].replace(/\/v1$/, ''), apiKey: 'sk-test', maxRetries: 0 });
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
const weather = { name: 'weather', description: 'Tells the weather', input_schema: schema };
const user = content => ({ role: 'user', content });
const hi = [user('Hi')];

const ask = params => client.messages.stream({ model: 'claude-sonnet-5', max_tokens: 32000, messages: hi, ...params }).finalMessage();

await ask({});
await ask({
  max_tokens: 99,
  system: 'Be short.',
  temperature: 0.5,
  top_p: 0.9,
  top_k: 40,
  stop_sequences: ['END'],
  metadata: { user_id: 'u1' },
  service_tier: 'auto',
});
await ask({ system: [{ type: 'text', text: 'Be short.', cache_control: { type: 'ephemeral' } }] });
await ask({
  messages: [
    user([
      { type: 'text', text: 'What is this?' },
      { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } },
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AQI=' } },
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'AQI=' }, title: 'a.pdf' },
    ]),
  ],
});
await ask({ tools: [{ ...weather, strict: true }, { type: 'bash_20250124', name: 'bash' }], tool_choice: { type: 'tool', name: 'weather' } });
await ask({ tools: [weather], tool_choice: { type: 'any', disable_parallel_tool_use: true } });
await ask({ tools: [weather, { type: 'web_search_20250305', name: 'web_search', user_location: { type: 'approximate', city: 'Oslo' } }] });
await ask({ thinking: { type: 'adaptive', display: 'summarized' }, output_config: { effort: 'high' } });
await ask({ model: 'claude-haiku-4-5', thinking: { type: 'enabled', budget_tokens: 2048 } });
await ask({ thinking: { type: 'disabled' } });
await ask({ output_config: { format: jsonSchemaOutputFormat(schema) } });
await ask({ messages: [...hi, { role: 'assistant', content: 'Hello' }, user('And?')] });

// A conversation: the answer goes back with the results of its calls, before what the user says next.
const conversation = [user('How is the weather?')];
const answer = await ask({ messages: conversation, tools: [weather] });
conversation.push({ role: 'assistant', content: answer.content });
conversation.push(user([{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'rain' }, { type: 'text', text: 'Well?' }]));
await ask({ messages: conversation, tools: [weather] });
