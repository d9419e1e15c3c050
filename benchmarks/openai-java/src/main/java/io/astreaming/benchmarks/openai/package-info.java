/** OpenAI's own library, with its OkHttp client. */
package io.astreaming.benchmarks.openai;
